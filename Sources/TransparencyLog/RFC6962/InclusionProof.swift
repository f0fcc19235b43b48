/// The hashes that lead from a leaf to the root of a tree (RFC 6962 §2.1.1).
public struct InclusionProof: Hashable, Sendable {
  /// The leaf's place, from 0.
  public let index: UInt64
  /// The number of leaves of the tree.
  public let size: UInt64
  /// The sibling hashes, from the leaf's to the root's child; at most 64 in a valid proof.
  public let hashes: [MerkleHash]

  /// Takes the parts of a proof, which proves nothing until it is verified.
  public init(index: UInt64, size: UInt64, hashes: [MerkleHash]) {
    self.index = index
    self.size = size
    self.hashes = hashes
  }

  /// Verifies that a leaf is at the index in the tree with a root.
  ///
  /// Throws ``TransparencyLogError/Code/outOfRange`` where the tree has no such leaf,
  /// ``TransparencyLogError/Code/malformed`` for a wrong number of hashes and
  /// ``TransparencyLogError/Code/rootMismatch`` where they lead elsewhere.
  public func verify(leaf: MerkleHash, root: MerkleHash) throws(TransparencyLogError) {
    guard try self.root(leaf: leaf) == root else {
      throw .init(.rootMismatch, at: "inclusion proof")
    }
  }

  /// The root that the proof leads to from a leaf hash; throws as ``verify(leaf:root:)``.
  public func root(leaf: MerkleHash) throws(TransparencyLogError) -> MerkleHash {
    guard index < size else { throw .init(.outOfRange, at: "inclusion proof") }
    let path = TreePath(index: index, size: size)
    guard hashes.count == path.inner + path.border else {
      throw .init(.malformed, at: "inclusion proof")
    }
    return path.climb(from: leaf, hashes[...])
  }
}

/// The shape of the way from a place to the root: siblings on either side up to where the way
/// joins the tree's right edge, then siblings on the left only.
struct TreePath {
  let index: UInt64
  /// How many siblings stand below the right edge.
  let inner: Int
  /// How many stand along it.
  let border: Int

  // INVARIANT: index < size.
  init(index: UInt64, size: UInt64) {
    self.index = index
    inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
    border = (index >> UInt64(inner)).nonzeroBitCount
  }

  private init(index: UInt64, inner: Int, border: Int) {
    self.index = index
    self.inner = inner
    self.border = border
  }

  /// The same way without its lowest steps.
  func above(_ levels: Int) -> TreePath {
    TreePath(index: index >> UInt64(levels), inner: inner - levels, border: border)
  }

  /// The root reached from a hash through siblings; `skippingRight` leaves out those on the right,
  /// which an older, smaller tree did not have yet.
  func climb(
    from hash: MerkleHash, _ siblings: ArraySlice<MerkleHash>, skippingRight: Bool = false
  ) -> MerkleHash {
    var hash = hash
    for (level, sibling) in siblings.enumerated() {
      if level >= inner || index >> UInt64(level) & 1 == 1 {
        hash = .node(sibling, hash)
      } else if !skippingRight {
        hash = .node(hash, sibling)
      }
    }
    return hash
  }
}
