/// The place of a complete subtree: at `level` it spans 2^level leaves.
///
/// Node (level, index) spans the leaves from index · 2^level on. Level 0 nodes are leaf hashes.
public struct TreeNode: Hashable, Sendable {
  /// The height above the leaves, 0 to 63.
  public let level: Int
  /// The place among the nodes of the level, from 0.
  public let index: UInt64

  /// Creates the place of a node; `nil` where no 64-bit tree can have it.
  public init?(level: Int, index: UInt64) {
    guard (0..<64).contains(level), index <= UInt64.max >> UInt64(level) else { return nil }
    self.level = level
    self.index = index
  }

  init(knownLevel level: Int, index: UInt64) {
    self.level = level
    self.index = index
  }
}

/// Gives the hashes of complete subtrees of one tree.
///
/// A reader need not check what it is asked for beyond having it: proofs ask only for nodes that
/// are complete in the tree size they are made for. It throws where it has no such node.
public protocol MerkleHashReading {
  /// The hash of the complete subtree at a node.
  func hash(at node: TreeNode) throws -> MerkleHash
}

/// All leaf hashes of a tree in memory, each node computed when asked for.
///
/// Meant for checking small logs whole and for tests: a node costs as many hashes as it spans.
public struct LeafHashes: MerkleHashReading, Sendable {
  /// The leaf hashes, in order.
  public let leaves: [MerkleHash]

  /// Takes the leaf hashes of a tree, in order.
  public init(_ leaves: [MerkleHash]) {
    self.leaves = leaves
  }

  /// The hash of the complete subtree at a node.
  public func hash(at node: TreeNode) throws -> MerkleHash {
    let width = UInt64(1) << UInt64(node.level)
    let (start, overflow) = node.index.multipliedReportingOverflow(by: width)
    let count = UInt64(leaves.count)
    guard !overflow, start < count, width <= count - start else {
      throw TransparencyLogError(.missing, at: "tree node")
    }
    return MerkleTree.root(of: leaves[Int(start)..<Int(start + width)])
  }
}
