import Foundation

/// The properties of a file of vCards, unfolded, with the lines on which they start.
///
/// A line that begins with a space or a tab goes on the one before, even inside a character of
/// several bytes. Source: RFC 6350, section 3.2.
struct VCardLines {
  /// The largest file read, in bytes: 16 MiB.
  static let sizeBound = 16 << 20
  /// The longest property read, in bytes: 4 MiB, which a picture may take.
  static let propertyBound = 4 << 20

  private let bytes: [UInt8]
  private let source: String
  private var position: Int
  private var line = 1

  init(_ data: Data, source: String) throws(ImportError) {
    guard data.count <= Self.sizeBound else {
      throw ImportError(.tooLarge, at: source.isEmpty ? "the file" : source)
    }
    bytes = Array(data)
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.source = source
  }

  /// The place of a line, for an error.
  func place(_ line: Int) -> String { source.isEmpty ? "line \(line)" : "\(source), line \(line)" }

  /// The next line that is not blank, unfolded, with its number; nil at the end.
  mutating func next() throws(ImportError) -> (text: String, line: Int)? {
    while position < bytes.count {
      let start = line
      var content = physical()
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
        position += 1
        content += physical()
        guard content.count <= Self.propertyBound else {
          throw ImportError(.tooLarge, at: place(start))
        }
      }
      guard !content.isEmpty else { continue }
      guard let text = String(validating: content, as: UTF8.self) else {
        throw ImportError(.notUTF8, at: place(start))
      }
      return (text, start)
    }
    return nil
  }

  private mutating func physical() -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
      position += 1
    }
    let content = bytes[start..<position]
    if position < bytes.count {
      let first = bytes[position]
      position += 1
      if first == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      line += 1
    }
    return content
  }
}
