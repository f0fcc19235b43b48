import Foundation
import Testing
import TransparencyLog

struct TileTests {
  @Test(arguments: [
    "tile/0/000", "tile/0/000.p/1", "tile/7/000.p/255", "tile/entries/x001/x234/067",
    "tile/entries/x001/x234/067.p/112", "tile/1/x001/000",
  ])
  func pathsAreReadAndWritten(path: String) throws {
    #expect(try TilePath(path).path == path)
  }

  @Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/x000/001", "tile/0/1000",
    "tile/0/x001", "tile/0/001/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
    "tile/0/000.p", "tile/0/000.p/", "tile/00/000", "tile/8/000", "tile/64/000", "tile/-1/000",
    "tile/data/000", "/tile/0/000", "tile/0/000/", "tile/7/001.p/1", "tile/0/../000",
    "tile/0/0\u{30A}0",
    "tile/0/x999/x999/x999/x999/x999/x999/999",
  ])
  func otherPathsAreRefused(path: String) {
    expectRefusal(.malformed) { _ = try TilePath(path) }
  }

  @Test func aTreeOf70000HasTheTilesOfTheSpecification() {
    let size: UInt64 = 70_000
    #expect(TilePath.holding(0, of: .hashes(level: 0), size: size)?.path == "tile/0/000")
    #expect(TilePath.holding(69_999, of: .hashes(level: 0), size: size)?.path == "tile/0/273.p/112")
    #expect(TilePath.holding(272, of: .hashes(level: 1), size: size)?.path == "tile/1/001.p/17")
    #expect(TilePath.holding(0, of: .hashes(level: 2), size: size)?.path == "tile/2/000.p/1")
    #expect(TilePath.holding(1, of: .hashes(level: 2), size: size) == nil)
    #expect(TilePath.holding(0, of: .hashes(level: 3), size: size) == nil)
    #expect(TilePath.holding(70_000, of: .entries, size: size) == nil)
    #expect(TilePath.holding(.max - 1, of: .entries, size: .max)?.width == 255)
    #expect(TilePath.holding(0, of: .hashes(level: 9), size: size) == nil)
  }

  @Test func tilesOfSeveralLevelsGiveTheTree() throws {
    let leaves = (0..<700).map { MerkleHash.leaf(Data("leaf \($0)".utf8)) }
    let all = LeafHashes(leaves)
    for size in [1, 255, 256, 257, 512, 700] as [UInt64] {
      let reader = TileReader(size: size) { tile in
        try HashTile(
          (0..<UInt64(tile.width)).map { place in
            let node = try #require(
              TreeNode(level: 8 * tile.level, index: tile.index * 256 + place))
            return try all.hash(at: node)
          }
        ).bytes
      }
      let root = MerkleTree.root(of: leaves[..<Int(size)])
      #expect(try MerkleTree.root(size: size, from: reader) == root)
      for index in stride(from: 0, to: size, by: 51) {
        try MerkleTree.inclusionProof(index: index, size: size, from: reader)
          .verify(leaf: leaves[Int(index)], root: root)
      }
      expectRefusal(.missing) {
        _ = try reader.hash(at: #require(TreeNode(level: 10, index: 0)))
      }
      expectRefusal(.missing) {
        _ = try reader.hash(at: #require(TreeNode(level: 0, index: size)))
      }
    }
  }

  @Test func tilesAndBundlesHaveExactlyTheirWidth() throws {
    let hash = MerkleHash.emptyRoot
    let tile = try HashTile([hash, hash])
    #expect(try HashTile(tile.bytes, width: 2) == tile)
    for width in [-1, 0, 1, 3, 257] {
      expectRefusal(.malformed) { _ = try HashTile(tile.bytes, width: width) }
    }
    expectRefusal(.malformed) { _ = try HashTile([]) }
    let bundle = try EntryBundle([Data(), Data("two".utf8)])
    #expect(try EntryBundle(bundle.bytes, width: 2) == bundle)
    for width in [-1, 0, 1, 3] {
      expectRefusal(.malformed) { _ = try EntryBundle(bundle.bytes, width: width) }
    }
    for length in 0..<bundle.bytes.count {
      expectRefusal(.malformed) { _ = try EntryBundle(bundle.bytes.prefix(length), width: 2) }
    }
    expectRefusal(.malformed) { _ = try EntryBundle(bundle.bytes + [0], width: 2) }
    expectRefusal(.tooLarge) { _ = try EntryBundle([Data(count: 65_536)]) }
  }
}
