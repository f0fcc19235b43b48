/// The name of a tile: a row of up to 256 consecutive hashes or entries (C2SP tlog-tiles).
public struct TilePath: Hashable, Sendable {
  /// What a tile holds.
  public enum Content: Hashable, Sendable {
    /// Hashes of complete subtrees of 256^level leaves; levels 0 to 7 fit 64-bit trees.
    case hashes(level: Int)
    /// The leaves' data.
    case entries
  }

  /// The number of hashes or entries of a full tile.
  public static let fullWidth = 256

  /// What the tile holds.
  public let content: Content
  /// The place among the tiles of its kind and level, from 0.
  public let index: UInt64
  /// The number of hashes or entries, 1 to 256; 256 is a full tile.
  public let width: Int

  /// Names a tile; `nil` for a level, index or width that no 64-bit tree has.
  public init?(_ content: Content, index: UInt64, width: Int = TilePath.fullWidth) {
    if case .hashes(let level) = content, !(0..<8).contains(level) { return nil }
    guard (1...Self.fullWidth).contains(width) else { return nil }
    self.content = content
    self.index = index
    self.width = width
    let (start, overflow) = index.multipliedReportingOverflow(by: UInt64(Self.fullWidth))
    guard !overflow, TreeNode(level: 8 * level, index: start) != nil else { return nil }
  }

  /// The level: 0 for entries.
  public var level: Int {
    if case .hashes(let level) = content { level } else { 0 }
  }

  /// Reads a path below the log's prefix, such as `tile/0/x001/234.p/7` or `tile/entries/000`.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for any other spelling.
  public init(_ path: String) throws(TransparencyLogError) {
    let failure = TransparencyLogError(.malformed, at: "tile path")
    guard path.utf8.count <= 100 else { throw failure }
    var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { Array($0) }
    guard parts.count >= 3, parts.removeFirst().elementsEqual("tile".utf8) else { throw failure }
    let kind = parts.removeFirst()
    var width: UInt64 = UInt64(Self.fullWidth)
    if parts.count >= 2, parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
      guard let given = StrictText.decimal(parts.removeLast()), given < 256 else { throw failure }
      width = given
      parts[parts.count - 1].removeLast(2)
    }
    var index: UInt64 = 0
    for (place, part) in parts.enumerated() {
      let isLast = place == parts.count - 1
      guard part.count == (isLast ? 3 : 4), isLast || part.first == UInt8(ascii: "x") else {
        throw failure
      }
      for digit in part.suffix(3) {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), index < 1 << 60 else {
          throw failure
        }
        index = index * 10 + UInt64(digit - UInt8(ascii: "0"))
      }
    }
    let content: Content
    if kind.elementsEqual("entries".utf8) {
      content = .entries
    } else if let level = StrictText.decimal(kind), level < 8 {
      content = .hashes(level: Int(level))
    } else {
      throw failure
    }
    guard let tile = TilePath(content, index: index, width: Int(width)),
      StrictText.same(tile.path, path)
    else { throw failure }
    self = tile
  }

  /// The path below the log's prefix.
  public var path: String {
    let kind =
      switch content {
      case .hashes(let level): String(level)
      case .entries: "entries"
      }
    var groups: [String] = []
    var rest = index
    repeat {
      let digits = String(rest % 1000)
      let padded = String(repeating: "0", count: 3 - digits.count) + digits
      groups.append(groups.isEmpty ? padded : "x" + padded)
      rest /= 1000
    } while rest > 0
    let partial = width == Self.fullWidth ? "" : ".p/\(width)"
    return "tile/\(kind)/\(groups.reversed().joined(separator: "/"))\(partial)"
  }

  /// The tile that holds the hash or entry at a place of its level in a tree of a size.
  ///
  /// `nil` where the tree has no such place.
  public static func holding(_ position: UInt64, of content: Content, size: UInt64) -> TilePath? {
    var level = 0
    if case .hashes(let given) = content { level = given }
    guard (0..<8).contains(level) else { return nil }
    let count = size >> UInt64(8 * level)
    guard position < count else { return nil }
    let index = position / UInt64(fullWidth)
    let width = min(count - index * UInt64(fullWidth), UInt64(fullWidth))
    return TilePath(content, index: index, width: Int(width))
  }
}
