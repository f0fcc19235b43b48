public import Foundation

/// A file that proves offline that a leaf is in a log: index, hashes and checkpoint (C2SP
/// tlog-proof).
///
/// Read but not verified. Whatever parses serialises to the same bytes.
public struct TransparencyLogProof: Hashable, Sendable {
  /// The leaf's place in the log, from 0.
  public let index: UInt64
  /// The sibling hashes, from the leaf's to the root's child.
  public let hashes: [MerkleHash]
  /// The checkpoint note that the hashes lead to.
  public let checkpoint: SignedNote
  /// Opaque bytes of the application, which nothing authenticates.
  public let extra: Data?

  /// Takes the parts of a proof.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for more than 64 hashes, a note that is no
  /// checkpoint, or an empty extra.
  public init(
    index: UInt64, hashes: [MerkleHash], checkpoint: SignedNote, extra: Data? = nil
  ) throws(TransparencyLogError) {
    guard hashes.count <= 64, extra?.isEmpty != true else {
      throw .init(.malformed, at: Self.place)
    }
    _ = try Checkpoint(text: checkpoint.text)
    self.index = index
    self.hashes = hashes
    self.checkpoint = checkpoint
    self.extra = extra
  }

  /// Reads a proof file, strictly.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` with the line, or
  /// ``TransparencyLogError/Code/tooLarge`` above twice the size of a note.
  public init(_ bytes: some Collection<UInt8>) throws(TransparencyLogError) {
    guard bytes.count <= 2 * NoteFormat.maximumBytes else { throw .init(.tooLarge, at: Self.place) }
    let bytes = Array(bytes)
    let blankLine = bytes.indices.dropLast().first {
      bytes[$0] == StrictText.newline && bytes[$0 + 1] == StrictText.newline
    }
    guard let blankLine, let lines = StrictText.lines(bytes[...blankLine]) else {
      throw .init(.malformed, at: Self.place)
    }
    var rest = lines[...]
    var lineNumber = 1
    func next() -> ArraySlice<UInt8>? {
      lineNumber += 1
      return rest.popFirst()
    }
    func failure() -> TransparencyLogError {
      .init(.malformed, at: "\(Self.place) line \(lineNumber - 1)")
    }
    guard let header = next(), header.elementsEqual(Self.header.utf8) else { throw failure() }
    var line = next()
    var extra: Data?
    if let text = line, text.starts(with: Self.extraMark.utf8) {
      extra = StrictText.base64(text.dropFirst(Self.extraMark.utf8.count))
      guard extra != nil else { throw failure() }
      line = next()
    }
    guard let line, line.starts(with: Self.indexMark.utf8),
      let index = StrictText.decimal(line.dropFirst(Self.indexMark.utf8.count))
    else { throw failure() }
    var hashes: [MerkleHash] = []
    while let line = next() {
      guard let hash = try? MerkleHash(base64Characters: line) else { throw failure() }
      hashes.append(hash)
    }
    try self.init(
      index: index, hashes: hashes, checkpoint: SignedNote(bytes[(blankLine + 2)...]),
      extra: extra)
  }

  /// The proof as it is stored and sent.
  public var bytes: Data {
    var lines = [Self.header]
    if let extra { lines.append(Self.extraMark + extra.base64EncodedString()) }
    lines.append(Self.indexMark + String(index))
    lines += hashes.map(\.base64)
    return Data((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
  }

  /// Verifies the checkpoint under a policy and that a leaf is at the index in its tree.
  ///
  /// The leaf hash must come from what the verifier itself holds. A missing quorum does not throw;
  /// ask the answer. Throws as ``LogPolicy/verify(_:)-(SignedNote)`` and
  /// ``InclusionProof/verify(leaf:root:)``.
  public func verify(
    leaf: MerkleHash, policy: LogPolicy
  ) throws(TransparencyLogError) -> VerifiedCheckpoint {
    let verified = try policy.verify(checkpoint)
    try InclusionProof(index: index, size: verified.size, hashes: hashes)
      .verify(leaf: leaf, root: verified.root)
    return verified
  }

  private static let place = "log proof"
  private static let header = "c2sp.org/tlog-proof@v1"
  private static let extraMark = "extra "
  private static let indexMark = "index "
}
