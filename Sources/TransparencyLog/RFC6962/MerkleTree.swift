/// Roots and proofs of RFC 6962 trees over stored hashes.
///
/// All sizes and indexes are 64-bit unsigned; none of them traps. Source: RFC 6962 §2.1.
public enum MerkleTree {
  /// The root over leaf hashes, in order; the empty root where there are none.
  public static func root(of leaves: some Collection<MerkleHash>) -> MerkleHash {
    var range = CompactRange()
    for leaf in leaves { range.push(leaf) }
    return range.root
  }

  /// The root of the first `size` leaves of a stored tree, from O(log size) hashes.
  public static func root(size: UInt64, from reader: some MerkleHashReading) throws -> MerkleHash {
    guard size > 0 else { return .emptyRoot }
    return try subtree(from: 0, count: size, reader)
  }

  /// Proves that a leaf is in the tree of a size, from O(log² size) hashes.
  ///
  /// Throws ``TransparencyLogError/Code/outOfRange`` where the tree has no such leaf, and whatever
  /// the reader throws.
  public static func inclusionProof(
    index: UInt64, size: UInt64, from reader: some MerkleHashReading
  ) throws -> InclusionProof {
    guard index < size else { throw TransparencyLogError(.outOfRange, at: "inclusion proof") }
    var hashes: [MerkleHash] = []
    var start: UInt64 = 0
    var count = size
    while count > 1 {
      let left = split(count)
      if index - start < left {
        hashes.append(try subtree(from: start + left, count: count - left, reader))
        count = left
      } else {
        hashes.append(try subtree(from: start, count: left, reader))
        start += left
        count -= left
      }
    }
    return InclusionProof(index: index, size: size, hashes: hashes.reversed())
  }

  /// Proves that the tree of an old size is a prefix of the tree of a new size.
  ///
  /// Throws ``TransparencyLogError/Code/outOfRange`` unless 1 ≤ `oldSize` ≤ `newSize`; nothing
  /// needs proving about an empty tree.
  public static func consistencyProof(
    from oldSize: UInt64, to newSize: UInt64, from reader: some MerkleHashReading
  ) throws -> ConsistencyProof {
    guard oldSize >= 1, oldSize <= newSize else {
      throw TransparencyLogError(.outOfRange, at: "consistency proof")
    }
    var hashes: [MerkleHash] = []
    var start: UInt64 = 0
    var count = newSize
    var old = oldSize
    var oldIsWhole = true
    while old < count {
      let left = split(count)
      if old <= left {
        hashes.append(try subtree(from: start + left, count: count - left, reader))
        count = left
      } else {
        hashes.append(try subtree(from: start, count: left, reader))
        start += left
        count -= left
        old -= left
        oldIsWhole = false
      }
    }
    if !oldIsWhole { hashes.append(try subtree(from: start, count: count, reader)) }
    return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes.reversed())
  }

  // INVARIANT: `start` is a multiple of the largest power of two ≤ `count`, as in every subtree
  // that RFC 6962 splits off.
  private static func subtree(
    from start: UInt64, count: UInt64, _ reader: some MerkleHashReading
  ) throws -> MerkleHash {
    guard count & (count - 1) != 0 else {
      let level = count.trailingZeroBitCount
      return try reader.hash(at: TreeNode(knownLevel: level, index: start >> UInt64(level)))
    }
    let left = split(count)
    return try .node(
      subtree(from: start, count: left, reader),
      subtree(from: start + left, count: count - left, reader))
  }

  /// The largest power of two below `count`, which is at least 2.
  private static func split(_ count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }
}
