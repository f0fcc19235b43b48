/// The hashes that show a smaller tree to be a prefix of a larger one (RFC 6962 §2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
  /// The number of leaves of the older tree.
  public let oldSize: UInt64
  /// The number of leaves of the newer tree.
  public let newSize: UInt64
  /// The hashes, in the order of RFC 6962; at most 65 in a valid proof.
  public let hashes: [MerkleHash]

  /// Takes the parts of a proof, which proves nothing until it is verified.
  public init(oldSize: UInt64, newSize: UInt64, hashes: [MerkleHash]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Verifies that the newer root extends the older one.
  ///
  /// Throws ``TransparencyLogError/Code/outOfRange`` unless 1 ≤ old size ≤ new size: an empty
  /// tree is a prefix of every tree, and a proof from it would say nothing. Throws
  /// ``TransparencyLogError/Code/malformed`` for a wrong number of hashes and
  /// ``TransparencyLogError/Code/rootMismatch`` where they lead to other roots.
  public func verify(oldRoot: MerkleHash, newRoot: MerkleHash) throws(TransparencyLogError) {
    let place = "consistency proof"
    guard oldSize >= 1, oldSize <= newSize else { throw .init(.outOfRange, at: place) }
    guard oldSize < newSize else {
      guard hashes.isEmpty else { throw .init(.malformed, at: place) }
      guard oldRoot == newRoot else { throw .init(.rootMismatch, at: place) }
      return
    }
    // The way starts at the largest complete subtree that ends the old tree. Where that is the
    // whole old tree, its root is known and the proof leaves it out.
    let levels = oldSize.trailingZeroBitCount
    let path = TreePath(index: oldSize - 1, size: newSize).above(levels)
    let startsAtRoot = oldSize == 1 << UInt64(levels)
    guard hashes.count == path.inner + path.border + (startsAtRoot ? 0 : 1) else {
      throw .init(.malformed, at: place)
    }
    let start = startsAtRoot ? oldRoot : hashes[0]
    let siblings = hashes.dropFirst(startsAtRoot ? 0 : 1)
    guard path.climb(from: start, siblings, skippingRight: true) == oldRoot,
      path.climb(from: start, siblings) == newRoot
    else { throw .init(.rootMismatch, at: place) }
  }
}
