import Synchronization

/// What is told, in the order of the story, while parts of it happen at the same time.
final class Script: Sendable {
  /// A part of the story, with a place of its own in the order of telling.
  struct Part: Hashable, Sendable {
    fileprivate let number: Int
  }

  private enum Piece {
    case line(String)
    case part(Int)
  }

  private struct Page {
    var pieces: [Piece] = []
    var isOver = false
  }

  /// The whole story.
  let whole = Part(number: 0)
  private let pages = Mutex([Page()])

  /// Writes a line in a part: at once where all before it is told, else when it is.
  func write(_ line: String, in part: Part) {
    pages.withLock { pages in
      pages[part.number].pieces.append(.line(line))
      Self.tell(0, of: &pages)
    }
  }

  /// A new part that is told here, before whatever is written in its place later.
  func begin(in part: Part) -> Part {
    pages.withLock { pages in
      let number = pages.count
      pages.append(Page())
      pages[part.number].pieces.append(.part(number))
      return Part(number: number)
    }
  }

  /// Says that nothing more comes in a part.
  func end(_ part: Part) {
    pages.withLock { pages in
      pages[part.number].isOver = true
      Self.tell(0, of: &pages)
    }
  }

  /// Tells what is left, in order, though parts of it were not ended.
  func breakOff() {
    pages.withLock { pages in
      for number in pages.indices { pages[number].isOver = true }
      Self.tell(0, of: &pages)
    }
  }

  /// Prints what may be printed; true where the page is told to its end.
  @discardableResult
  private static func tell(_ number: Int, of pages: inout [Page]) -> Bool {
    while let piece = pages[number].pieces.first {
      switch piece {
      case .line(let line): Printer.line(line)
      case .part(let inner): guard tell(inner, of: &pages) else { return false }
      }
      pages[number].pieces.removeFirst()
    }
    return pages[number].isOver
  }
}
