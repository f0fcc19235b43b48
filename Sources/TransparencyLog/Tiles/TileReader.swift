public import Foundation

/// Reads the hashes of a tree of one size from its tiles.
///
/// Tiles are not verified one by one: hold the root that comes out of them against a signed
/// checkpoint, as ``MerkleTree/root(size:from:)`` does for the right edge, before trusting others.
public struct TileReader: MerkleHashReading {
  /// The number of leaves of the tree.
  public let size: UInt64
  private let fetch: (TilePath) throws -> Data

  /// Reads from tiles that a closure fetches; it may keep what it fetched.
  public init(size: UInt64, fetch: @escaping (TilePath) throws -> Data) {
    self.size = size
    self.fetch = fetch
  }

  /// The hash of the complete subtree at a node.
  ///
  /// Throws ``TransparencyLogError/Code/missing`` where the tree has no such subtree, and whatever
  /// the closure throws.
  public func hash(at node: TreeNode) throws -> MerkleHash {
    let level = node.level / 8
    let within = node.level % 8
    let count = UInt64(1) << UInt64(within)
    let (first, overflow) = node.index.multipliedReportingOverflow(by: count)
    guard !overflow, first <= .max - count,
      let tile = TilePath.holding(first, of: .hashes(level: level), size: size)
    else { throw TransparencyLogError(.missing, at: "tile") }
    let hashes = try HashTile(fetch(tile), width: tile.width).hashes
    let start = Int(first % UInt64(TilePath.fullWidth))
    guard start + Int(count) <= hashes.count else {
      throw TransparencyLogError(.missing, at: "tile")
    }
    return MerkleTree.root(of: hashes[start..<(start + Int(count))])
  }
}
