/// The right edge of a growing tree: enough to append and to know the root, in O(log n) hashes.
///
/// Holds the roots of the complete subtrees that a size decomposes into, largest first, one for
/// each bit set in the size.
public struct CompactRange: Hashable, Sendable {
  /// The number of leaves.
  public private(set) var size: UInt64
  /// The roots of the complete subtrees, largest first.
  public private(set) var hashes: [MerkleHash]

  /// The range of the empty tree.
  public init() {
    size = 0
    hashes = []
  }

  /// Takes up a stored range again.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` unless there is one hash for each bit set in
  /// `size`. Hold ``root`` against a signed checkpoint before you trust it.
  public init(size: UInt64, hashes: [MerkleHash]) throws(TransparencyLogError) {
    guard hashes.count == size.nonzeroBitCount else {
      throw .init(.malformed, at: "compact range")
    }
    self.size = size
    self.hashes = hashes
  }

  /// Reads the range of a stored tree of a size, from O(log size) hashes.
  public init(size: UInt64, from reader: some MerkleHashReading) throws {
    var hashes: [MerkleHash] = []
    var start: UInt64 = 0
    for level in stride(from: 63, through: 0, by: -1) where size >> UInt64(level) & 1 == 1 {
      hashes.append(
        try reader.hash(at: TreeNode(knownLevel: level, index: start >> UInt64(level))))
      start += 1 << UInt64(level)
    }
    self.size = size
    self.hashes = hashes
  }

  /// Appends a leaf hash and returns every node that it completed, the leaf's own first.
  ///
  /// Throws ``TransparencyLogError/Code/outOfRange`` where the tree already has 2^64 − 1 leaves.
  @discardableResult
  public mutating func append(
    _ leaf: MerkleHash
  ) throws(TransparencyLogError) -> [(node: TreeNode, hash: MerkleHash)] {
    guard size < .max else { throw .init(.outOfRange, at: "compact range") }
    return push(leaf)
  }

  /// The root of the tree of this size.
  public var root: MerkleHash {
    guard var root = hashes.last else { return .emptyRoot }
    for left in hashes.dropLast().reversed() { root = .node(left, root) }
    return root
  }

  // INVARIANT: size < UInt64.max.
  @discardableResult
  mutating func push(_ leaf: MerkleHash) -> [(node: TreeNode, hash: MerkleHash)] {
    var completed = [(node: TreeNode(knownLevel: 0, index: size), hash: leaf)]
    var hash = leaf
    var rest = size
    var level = 0
    while rest & 1 == 1, let left = hashes.popLast() {
      hash = .node(left, hash)
      rest >>= 1
      level += 1
      completed.append((TreeNode(knownLevel: level, index: rest), hash))
    }
    hashes.append(hash)
    size += 1
    return completed
  }
}
