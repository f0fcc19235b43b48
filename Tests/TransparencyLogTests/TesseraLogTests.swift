import Foundation
import TestSupport
import Testing
import TransparencyLog

/// A real tiled log of 15 entries, written by tessera.
@Suite(.sharedData)
struct TesseraLogTests {
  private let policy: LogPolicy
  private let folder = "tlog/tessera-log/log"

  init() throws {
    let key = try NoteVerifierKey(
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
    policy = try LogPolicy(logKey: key)
  }

  private func fetch(_ tile: TilePath) throws -> Data {
    try SharedData.bytes("\(folder)/\(tile.path)")
  }

  private func checkpoint(_ size: UInt64) throws -> VerifiedCheckpoint {
    try policy.verify(SharedData.bytes("\(folder)/checkpoint.\(size)"))
  }

  @Test func theLatestCheckpointIsTheLastSize() throws {
    let latest = try policy.verify(SharedData.bytes("\(folder)/checkpoint"))
    #expect(latest.size == 15)
    #expect(!latest.isWitnessed)
    #expect(latest.note.bytes == (try SharedData.bytes("\(folder)/checkpoint")))
  }

  @Test(arguments: 0...15 as ClosedRange<UInt64>)
  func everyCheckpointHasTheRootOfItsTilesAndEntries(size: UInt64) throws {
    let verified = try checkpoint(size)
    #expect(verified.size == size)
    let reader = TileReader(size: size, fetch: fetch)
    #expect(try MerkleTree.root(size: size, from: reader) == verified.root)
    #expect(try CompactRange(size: size, from: reader).root == verified.root)
    guard size > 0 else { return }
    let path = try #require(TilePath.holding(0, of: .entries, size: size))
    let bundle = try EntryBundle(fetch(path), width: path.width)
    #expect(MerkleTree.root(of: bundle.leafHashes) == verified.root)
    #expect(bundle.bytes == (try fetch(path)))
    let tilePath = try #require(TilePath.holding(0, of: .hashes(level: 0), size: size))
    let tile = try HashTile(fetch(tilePath), width: tilePath.width)
    #expect(tile.hashes == bundle.leafHashes)
    #expect(tile.bytes == (try fetch(tilePath)))
  }

  @Test func everyLeafAndEveryPairOfSizesIsProved() throws {
    let path = try #require(TilePath.holding(0, of: .entries, size: 15))
    let leaves = try EntryBundle(fetch(path), width: 15).leafHashes
    for size in 1...15 as ClosedRange<UInt64> {
      let new = try checkpoint(size)
      let reader = TileReader(size: size, fetch: fetch)
      for index in 0..<size {
        let proof = try MerkleTree.inclusionProof(index: index, size: size, from: reader)
        let file = try TransparencyLogProof(
          index: index, hashes: proof.hashes, checkpoint: new.note)
        let read = try TransparencyLogProof(file.bytes)
        #expect(read == file)
        _ = try read.verify(leaf: leaves[Int(index)], policy: policy)
        expectRefusal(.rootMismatch) {
          _ = try read.verify(leaf: .leaf(Data("other".utf8)), policy: policy)
        }
      }
      for oldSize in 1...size {
        try MerkleTree.consistencyProof(from: oldSize, to: size, from: reader)
          .verify(oldRoot: checkpoint(oldSize).root, newRoot: new.root)
      }
    }
  }

  @Test func anotherLogsKeyOrOriginIsRefused() throws {
    let note = try SharedData.bytes("\(folder)/checkpoint")
    let other = try LogPolicy(logKey: policy.logKey, origin: "example.com/log/other")
    expectRefusal(.otherLog) { _ = try other.verify(note) }
    let stranger = try LogPolicy(
      logKey: NoteVerifierKey(
        name: "example.com/log/testdata", algorithm: .ed25519,
        publicKey: Data(repeating: 7, count: 32)))
    expectRefusal(.notSigned) { _ = try stranger.verify(note) }
  }

  @Test func everyFlippedBitOfACheckpointIsRefused() throws {
    let note = try SharedData.bytes("\(folder)/checkpoint")
    for bit in 0..<(note.count * 8) {
      var flipped = note
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: TransparencyLogError.self) { _ = try policy.verify(flipped) }
    }
    for length in 0..<note.count {
      #expect(throws: TransparencyLogError.self) { _ = try policy.verify(note.prefix(length)) }
    }
  }
}
