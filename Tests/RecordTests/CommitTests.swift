import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent
@testable import Record

@Suite("A hub takes a commit whole, or names what is wrong")
struct CommitTests {
  func expect(
    _ code: RecordError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
  ) async {
    do {
      try await body()
      Issue.record("accepted", sourceLocation: sourceLocation)
    } catch {
      #expect((error as? RecordError)?.code == code, sourceLocation: sourceLocation)
    }
  }

  func accept(_ commit: RecordCommit, _ world: World) async throws {
    _ = try await world.hub.replica.accepting(
      commit, owner: world.ring.identity.publicIdentity, gate: world.hub.identity,
      counter: world.hub.counter, grants: world.hub.grants, at: world.now)
  }

  @Test("an old version, a replayed commit and another's signature are refused")
  func versions() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let first = try #require(try await world.sync())
    await expect(.conflict) { try await accept(first, world) }
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "new")))
    let second = try #require(try await world.owner.commit(at: world.now))
    await expect(.conflict) {
      let empty = RecordReplica()
      _ = try await empty.accepting(
        second, owner: world.ring.identity.publicIdentity, gate: world.hub.identity, counter: 0,
        grants: [], at: world.now)
    }
    await expect(.wrongOwner) {
      _ = try await world.hub.replica.accepting(
        second, owner: Cast.identity(66).publicIdentity, gate: world.hub.identity, counter: 1,
        grants: [], at: world.now)
    }
    await expect(.counterNotHigher) {
      _ = try await world.hub.replica.accepting(
        second, owner: world.ring.identity.publicIdentity, gate: world.hub.identity, counter: 99,
        grants: [], at: world.now)
    }
    try await accept(second, world)
  }

  @Test("an item that the slots do not hold, or one that they hold and that is not sent, is found")
  func slotsMatchItems() async throws {
    var world = try await World()
    _ = try world.furnish()
    let commit = try #require(try await world.owner.commit(at: world.now))
    let fewer = try RecordCommit(
      manifest: commit.manifest, slots: commit.slots, measures: commit.measures,
      items: commit.items.filter(\.wraps.isEmpty), removed: [], reseals: [])
    await expect(.slotTableDiffers) { try await accept(fewer, world) }
    let changed = try commit.items.map { item in
      item.wraps.isEmpty
        ? item
        : try StoredItem(
          item: item.item, version: item.version, ciphertext: item.ciphertext.flipped(at: 30),
          ownerWrap: item.ownerWrap, wraps: item.wraps)
    }
    let flipped = try RecordCommit(
      manifest: commit.manifest, slots: commit.slots, measures: commit.measures, items: changed,
      removed: [], reseals: [])
    await expect(.slotTableDiffers) { try await accept(flipped, world) }
    #expect(throws: RecordError.self) {
      var slots = commit.slots.slots
      slots.swapAt(0, 1)
      _ = try RecordCommit(
        manifest: commit.manifest, slots: SlotTable(slots: slots), measures: commit.measures,
        items: commit.items, removed: [], reseals: [])
    }
  }

  @Test(
    "measures of another version, and measures that leave a filled compartment out, are refused")
  func measures() async throws {
    var world = try await World()
    _ = try world.furnish()
    let commit = try #require(try await world.owner.commit(at: world.now))
    let real = try RecordCommit.openMeasures(commit.measures, with: world.hub.identity).payload
    let other = try await SignedDocument.sign(
      Measures(
        record: real.record, version: 2, slots: real.slots, weights: real.weights,
        attestationRequired: false, issuedAt: world.now), with: world.ring.identity)
    let swapped = try RecordCommit(
      manifest: commit.manifest, slots: commit.slots,
      measures: RecordCommit.seal(other, to: [world.hub.identity.publicIdentity]),
      items: commit.items, removed: [], reseals: [])
    await expect(.measuresDiffer) { try await accept(swapped, world) }

    let empty = try await SignedDocument.sign(
      Measures(
        record: real.record, version: 1, slots: real.slots, weights: .empty,
        attestationRequired: false, issuedAt: world.now), with: world.ring.identity)
    let manifest = try await SignedDocument.sign(
      Manifest(
        record: real.record, version: 1, counter: 1, previous: nil, measures: empty.hash,
        slots: real.slots, issuedAt: world.now), with: world.ring.identity)
    let understated = try RecordCommit(
      manifest: manifest, slots: commit.slots,
      measures: RecordCommit.seal(empty, to: [world.hub.identity.publicIdentity]),
      items: commit.items, removed: [], reseals: [])
    await expect(.measuresDiffer) { try await accept(understated, world) }
  }

  @Test("a record diluted with a reserve that holds no item was taken")
  func reserveWithoutItem() async throws {
    var world = try await World()
    _ = try world.owner.add([.note(Note(domain: .housing, text: "the rent is due"))])
    let commit = try #require(try await world.owner.commit(at: world.now))
    let real = try RecordCommit.openMeasures(commit.measures, with: world.hub.identity).payload
    let half = Weights.whole / 2
    let diluted = try await SignedDocument.sign(
      Measures(
        record: real.record, version: 1, slots: real.slots,
        weights: MeasuredWeights(
          compartments: [.of(.housing, .notes): half], reserve: [.work: half], selectable: [:]),
        attestationRequired: false, issuedAt: world.now), with: world.ring.identity)
    let manifest = try await SignedDocument.sign(
      Manifest(
        record: real.record, version: 1, counter: 1, previous: nil, measures: diluted.hash,
        slots: real.slots, issuedAt: world.now), with: world.ring.identity)
    let lying = try RecordCommit(
      manifest: manifest, slots: commit.slots,
      measures: RecordCommit.seal(diluted, to: [world.hub.identity.publicIdentity]),
      items: commit.items, removed: [], reseals: [])
    await expect(.measuresDiffer) { try await accept(lying, world) }
    try await accept(commit, world)
  }

  @Test("a live grant that is not sealed again is named")
  func resealMissing() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    _ = try await world.grant([.of(.housing, .people)], items: [furniture.workshop])
    try world.owner.edit(
      furniture.workshop, to: .objective(Objective(domain: .work, text: "new", author: .owner)))
    let commit = try #require(try await world.owner.commit(at: world.now))
    #expect(commit.reseals.count == 1)
    let without = try RecordCommit(
      manifest: commit.manifest, slots: commit.slots, measures: commit.measures,
      items: commit.items, removed: commit.removed, reseals: [])
    await expect(.resealMissing) { try await accept(without, world) }
    try await accept(commit, world)
  }

  @Test("an item's ciphertext and wraps open in their own place alone")
  func boundToTheirPlace() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    try await world.sync()
    let record = world.owner.state.record
    let keys = RecordKeys(root: try OwnerRecord.root(of: world.ring), record: record)
    let sealer = ItemSealer(keys: keys)
    let stored = try #require(world.hub.replica.items[ItemID(furniture.rent)])
    let other = try #require(world.hub.replica.items[ItemID(furniture.workshop)])
    let wrap = try #require(stored.wraps.first)
    let key = keys.compartmentKey(.of(.housing, .notes), epoch: 1)
    let itemKey = try ItemCipher.openWrap(
      wrap, key: key, record: record, item: stored.item, version: 1)
    #expect(
      try ItemCipher.openContent(
        stored.ciphertext, key: itemKey, record: record, item: stored.item, version: 1
      ).id == furniture.rent)
    let moved: [(ItemWrap, RecordID, ItemID, Int)] = [
      (wrap, RecordID(), stored.item, 1),
      (wrap, record, other.item, 1),
      (wrap, record, stored.item, 2),
      (
        ItemWrap(blind: keys.blind(.of(.work, .plan)), epoch: 1, wrapped: wrap.wrapped), record,
        stored.item, 1
      ),
      (ItemWrap(blind: wrap.blind, epoch: 2, wrapped: wrap.wrapped), record, stored.item, 1),
    ]
    for (wrap, record, item, version) in moved {
      #expect(throws: RecordError.self) {
        try ItemCipher.openWrap(wrap, key: key, record: record, item: item, version: version)
      }
    }
    for (record, item, version) in [
      (RecordID(), stored.item, 1), (record, other.item, 1), (record, stored.item, 2),
    ] {
      #expect(throws: RecordError.self) {
        try ItemCipher.openContent(
          stored.ciphertext, key: itemKey, record: record, item: item, version: version)
      }
    }
    #expect(throws: RecordError.self) {
      try sealer.open(
        StoredItem(
          item: stored.item, version: 1, ciphertext: stored.ciphertext, ownerWrap: other.ownerWrap,
          wraps: []))
    }
  }

  @Test("a slot's tree tells no number: one size up to 64 items, places that do not count")
  func paddedSlots() throws {
    let padding = Data(repeating: 3, count: 32)
    #expect(ContentsTree.size(for: 0) == 64)
    #expect(ContentsTree.size(for: 64) == 64)
    #expect(ContentsTree.size(for: 65) == 256)
    #expect(ContentsTree.size(for: 257) == 1024)
    let leaf = ContentsTree.leaf(
      item: ItemID(), version: 1, ciphertext: DocumentHash(of: Data("c".utf8)),
      wrap: DocumentHash(of: Data("w".utf8)))
    let tree = ContentsTree(items: [leaf], padding: padding)
    let path = try #require(tree.path(of: leaf))
    #expect(path.leads(from: leaf, to: tree.root))
    #expect(path.hashes.count == 6)
    #expect(!path.leads(from: Data(repeating: 0, count: 32), to: tree.root))
    #expect(tree.path(of: Data(repeating: 0, count: 32)) == nil)
    for count in [0, 1, 64, 65] {
      let items = (0..<count).map { Data(DocumentHash(of: Data("\($0)".utf8)).bytes) }
      let tree = ContentsTree(items: items, padding: padding)
      for item in items.prefix(3) {
        #expect(try #require(tree.path(of: item)).leads(from: item, to: tree.root))
      }
    }
  }
}
