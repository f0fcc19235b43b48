import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent
@testable import Record

@Suite("When a grant ends, its compartments move before anything else is written")
struct StaleEpochTests {
  let notes = Compartment.of(.housing, .notes)

  @Test("a revoked viewer's key opens nothing that is written later; the others go on")
  func revokedViewerIsLeftBehind() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let first = try await world.grant([notes])
    let second = try await world.grant([notes, .of(.work, .plan)])
    let oldView = try world.hub.view(first)
    let oldKey = try key(of: notes, in: oldView, world)
    _ = try await world.owner.revoke([first], at: world.now)
    try await world.send()
    #expect(try world.owner.needsCommit(at: world.now))
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "new")))
    let commit = try #require(try await world.sync())
    #expect(commit.reseals.map(\.grant) == [second])
    #expect(world.owner.state.epochs[notes] == 2)
    #expect(world.owner.state.epochs[.of(.work, .plan)] == 1)
    for stored in world.hub.replica.items.values {
      for wrap in stored.wraps {
        #expect(
          (try? ItemCipher.openWrap(
            wrap, key: oldKey, record: world.owner.state.record, item: stored.item,
            version: stored.version)) == nil)
      }
    }
    let view = try await world.open(second)
    #expect(view.items.contains { $0.item.id == furniture.rent && $0.item.version == 2 })
    #expect(try await world.owner.commit(at: world.now) == nil)
  }

  @Test("an expired grant makes its compartments stale too")
  func expiry() async throws {
    var world = try await World()
    _ = try world.furnish()
    _ = try await world.grant([notes], days: 1)
    #expect(try !world.owner.needsCommit(at: world.now))
    world.now = world.now.addingTimeInterval(86_400)
    #expect(try world.owner.needsCommit(at: world.now))
    try await world.sync()
    #expect(world.owner.state.epochs[notes] == 2)
  }

  @Test("the hub refuses a write, and a grant, into a stale epoch")
  func hubRefuses() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant([notes])
    // Given back by the viewer: the hub knows, the owner's device does not yet.
    world.hub.end([grant], at: world.now)
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "new")))
    let commit = try #require(try await world.owner.commit(at: world.now))
    await expectStale {
      try await world.hub.take(
        .commit(commit), owner: world.ring.identity.publicIdentity, at: world.now)
    }
    world.owner.withdraw(.commit(commit))
    // What the hub says is taken up, and the same edit goes through at a new epoch.
    var fresh = try await World()
    _ = try fresh.furnish()
    let given = try await fresh.grant([notes])
    fresh.hub.end([given], at: fresh.now)
    try await fresh.owner.apply(
      OwnerGrants(grants: fresh.hub.grants, stopped: false, state: nil))
    let moved = try #require(try await fresh.sync())
    #expect(moved.reseals.isEmpty)
    #expect(fresh.owner.state.epochs[notes] == 2)
  }

  func expectStale(_ body: () async throws -> Void) async {
    do {
      try await body()
      Issue.record("accepted")
    } catch {
      #expect((error as? RecordError)?.code == .staleEpoch)
    }
  }

  @Test("an edited selected item stays open under its grant; a removed or reserved one is missing")
  func selectionFollows() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant([notes], items: [furniture.workshop, furniture.letters])
    try world.owner.edit(
      furniture.workshop,
      to: .objective(Objective(domain: .work, text: "start in June", author: .owner)))
    try await world.sync()
    var view = try await world.open(grant)
    #expect(view.items.first { $0.item.id == furniture.workshop }?.item.version == 2)
    try world.owner.reserve([furniture.workshop])
    try await world.sync()
    view = try await world.open(grant)
    #expect(view.missing.map(\.item) == [ItemID(furniture.workshop)])
    #expect(!view.items.contains { $0.item.id == furniture.workshop })
    _ = try world.owner.remove([furniture.letters])
    try await world.sync()
    view = try await world.open(grant)
    #expect(view.missing.count == 2)
  }

  @Test("an item put in the reserve gets a new key and leaves every compartment")
  func reservedItemGetsNewKey() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    try await world.sync()
    let before = try #require(world.hub.replica.items[ItemID(furniture.rent)])
    try world.owner.reserve([furniture.paul.card])
    try await world.sync()
    let after = try #require(world.hub.replica.items[ItemID(furniture.key)])
    #expect(after.wraps.isEmpty)
    #expect(after.version == 2)
    #expect(world.hub.replica.items[ItemID(furniture.rent)] == before)
  }

  func key(
    of compartment: Compartment, in view: ReleasedView, _ world: World
  ) throws -> SecretBytes {
    let share = view.shares[0]
    let opened = try SealedBox.open(
      share.sealed, with: world.viewer,
      info: GrantKeys.shareInfo(gate: share.gate, grant: view.grant.hash))
    let keys = GrantKeys(shares: [SecretBytes(opened)], grant: view.grant.hash)
    let packet = try #require(view.packets.first)
    return try keys.openPacket(
      packet.sealed, blind: packet.blind, epoch: packet.epoch, at: "test")
  }
}
