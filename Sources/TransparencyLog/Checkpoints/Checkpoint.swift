public import Foundation

/// What a log states about its tree: whose it is, how large, with which root (C2SP
/// tlog-checkpoint).
///
/// The text alone proves nothing; see ``LogPolicy/verify(_:)-(SignedNote)``.
public struct Checkpoint: Sendable {
  /// The log's identity; one line, not empty.
  public let origin: String
  /// The number of leaves.
  public let size: UInt64
  /// The root of the tree.
  public let root: MerkleHash
  /// Further lines, opaque and none of them empty; usually there are none.
  public let extensionLines: [String]

  /// Takes the parts of a checkpoint.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for an origin or extension line that is empty
  /// or holds control characters, or for an empty tree with another root than the empty one.
  public init(
    origin: String, size: UInt64, root: MerkleHash, extensionLines: [String] = []
  ) throws(TransparencyLogError) {
    let lines = [origin] + extensionLines
    guard lines.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x20 } }),
      lines.reduce(0, { $0 + $1.utf8.count }) <= NoteFormat.maximumLineBytes,
      size > 0 || root == .emptyRoot
    else { throw .init(.malformed, at: "checkpoint") }
    self.origin = origin
    self.size = size
    self.root = root
    self.extensionLines = extensionLines
  }

  /// Reads the text of a note as a checkpoint.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` with the line.
  public init(text: Data) throws(TransparencyLogError) {
    guard let lines = StrictText.lines(text), lines.count >= 3 else {
      throw .init(.malformed, at: "checkpoint")
    }
    guard let origin = String(validating: lines[0], as: UTF8.self) else {
      throw .init(.malformed, at: "checkpoint line 1")
    }
    guard let size = StrictText.decimal(lines[1]) else {
      throw .init(.malformed, at: "checkpoint line 2")
    }
    guard let root = try? MerkleHash(base64Characters: lines[2]) else {
      throw .init(.malformed, at: "checkpoint line 3")
    }
    var extensionLines: [String] = []
    for (number, line) in lines.enumerated().dropFirst(3) {
      guard let line = String(validating: line, as: UTF8.self) else {
        throw .init(.malformed, at: "checkpoint line \(number + 1)")
      }
      extensionLines.append(line)
    }
    try self.init(origin: origin, size: size, root: root, extensionLines: extensionLines)
  }

  /// The text that is signed, its last newline included.
  public var text: Data {
    let lines = [origin, String(size), root.base64] + extensionLines
    return Data((lines.joined(separator: "\n") + "\n").utf8)
  }
}

extension Checkpoint: Hashable {
  /// Whether two checkpoints are the same text, byte for byte.
  public static func == (left: Checkpoint, right: Checkpoint) -> Bool { left.text == right.text }

  /// Feeds the text to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension NoteSigningKey {
  /// Signs a checkpoint as a note; a log must never sign two that are inconsistent.
  public func sign(_ checkpoint: Checkpoint) throws(TransparencyLogError) -> SignedNote {
    try sign(checkpoint.text)
  }
}
