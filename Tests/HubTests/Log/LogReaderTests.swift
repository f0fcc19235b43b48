import Consent
import Foundation
import GRDB
import Synchronization
import Testing
import TransparencyLog

@testable import Hub
@testable import Keys

struct LogReaderTests {
  private let fixture: LogFixture
  private let reader: LogReader<SQLiteLogStore>

  init() throws {
    fixture = try LogFixture()
    reader = LogReader(fixture.store)
  }

  @Test func everySizeIsAPrefixOfEveryLaterOne() async throws {
    let writer = try await fixture.writer()
    var roots: [MerkleHash] = [.emptyRoot]
    for number in 0..<17 {
      let logged = try await writer.note("\(number)")
      roots.append(try fixture.policy.verify(logged.proof.checkpoint).root)
    }
    for new in 1...17 as ClosedRange<UInt64> {
      for old in 1...new {
        try await reader.consistencyProof(from: old, to: new)
          .verify(oldRoot: roots[Int(old)], newRoot: roots[Int(new)])
      }
    }
    await expectLogError(.notFound) { _ = try await reader.consistencyProof(from: 1, to: 18) }
    await expectLogError(.notFound) { _ = try await reader.consistencyProof(from: 0, to: 3) }
    await expectLogError(.notFound) { _ = try await reader.proof(of: 17) }
    await expectLogError(.notFound) { _ = try await reader.proof(of: .max) }
  }

  @Test func aSequenceIsReadInOrderWithProofs() async throws {
    let writer = try await fixture.writer()
    let record = LogSequence.record(RecordID())
    for number in 0..<9 { try await writer.note("\(number)", in: number % 3 == 0 ? record : .hub) }
    let all = try await reader.leaves(of: record)
    #expect(all.leaves.map(\.sequence) == [1, 2, 3])
    #expect(all.leaves.map(\.index) == [0, 3, 6])
    #expect(all.state.sequence == 3)
    for (leaf, proof) in zip(all.leaves, all.proofs) {
      _ = try proof.verify(leaf: .leaf(leaf.leaf), policy: fixture.policy)
    }
    #expect(try await reader.leaves(of: record, after: 1).leaves.map(\.sequence) == [2, 3])
    let page = try await reader.leaves(from: 4, limit: 3)
    #expect(page.leaves.map(\.index) == [4, 5, 6])
    #expect(page.checkpoint.size == 9)
    #expect(try await reader.leaves(of: .record(RecordID())).state.sequence == 0)
  }

  @Test func thePublicCheckpointAdvancesOnceAMinute() async throws {
    fixture.seconds.withLock { $0 = 1_790_000_040 / 60 * 60 }
    let writer = try await fixture.writer()
    try await writer.note("one")
    #expect(try await reader.publicCheckpoint(at: fixture.now()).size == 0)
    fixture.advance(59)
    #expect(try await reader.publicCheckpoint(at: fixture.now()).size == 0)
    fixture.advance(1)
    try await writer.note("two")
    #expect(try await reader.publicCheckpoint(at: fixture.now()).size == 1)
    #expect(try await reader.latestCheckpoint().size == 2)
    fixture.advance(60)
    let published = try await reader.publicCheckpoint(at: fixture.now())
    #expect(try fixture.policy.verify(published.note).size == 2)
  }

  @Test func tilesGiveThePublicTreeAndNothingBeyondIt() async throws {
    let writer = try await fixture.writer()
    for number in 0..<300 { try await writer.note("\(number)") }
    fixture.advance(120)
    for number in 300..<310 { try await writer.note("\(number)") }
    let now = fixture.now()
    let published = try fixture.policy.verify(
      try await reader.publicCheckpoint(at: now).note)
    #expect(published.size == 300)
    var tiles: [TilePath: Data] = [:]
    for path in ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"] {
      let tile = try TilePath(path)
      tiles[tile] = try await reader.tile(tile, at: now)
    }
    let fetched = tiles
    let tree = TileReader(size: 300) { try #require(fetched[$0]) }
    #expect(try MerkleTree.root(size: 300, from: tree) == published.root)
    let bundle = try await reader.tile(TilePath("tile/entries/001.p/44"), at: now)
    #expect(
      try EntryBundle(bundle, width: 44).leafHashes
        == HashTile(#require(tiles[TilePath("tile/0/001.p/44")]), width: 44).hashes)
    for path in [
      "tile/0/001.p/45", "tile/0/002.p/1", "tile/1/000.p/2", "tile/2/000.p/1", "tile/0/001",
    ] {
      await expectLogError(.notFound) { _ = try await reader.tile(TilePath(path), at: now) }
    }
  }

  @Test func aShreddedEntryLeavesItsLeaf() async throws {
    let writer = try await fixture.writer()
    let id = RecordID()
    let record = LogSequence.record(id)
    for number in 0..<3 { try await writer.note("\(number)", in: record) }
    try await writer.note("of another")
    _ = try await writer.commit { [fixture] session in
      let place = try session.append(to: record) { _ in LogFixture.event("shred") }
      try session.shred(record, under: place) { fixture.keys.shredTag(of: $0, record: id) }
    }
    let left = try await reader.leaves(of: record)
    #expect(left.leaves.map { $0.entry == nil } == [true, true, true, false])
    #expect(left.leaves.allSatisfy { !$0.frame.isEmpty })
    for (leaf, proof) in zip(left.leaves, left.proofs) {
      _ = try proof.verify(leaf: .leaf(leaf.leaf), policy: fixture.policy)
    }
    #expect(try await fixture.findings().isEmpty)
  }
}
