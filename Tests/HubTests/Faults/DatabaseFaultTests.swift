import Consent
import Foundation
import GRDB
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("A database that fails")
struct DatabaseFaultTests {
  /// The writes that a release makes, in their order.
  static let releaseWrites = [
    "INSERT ON nonce", "INSERT ON log_leaf", "INSERT ON log_entry",
    "INSERT ON log_checkpoint", "INSERT ON record_ledger", "UPDATE ON record",
  ]

  private func fail(_ write: String, in world: HubWorld) async throws {
    try await world.hub.store.values.write {
      try $0.execute(
        sql: "CREATE TRIGGER fault BEFORE \(write) BEGIN SELECT RAISE(ABORT, 'fault'); END")
    }
  }

  private func mend(_ world: HubWorld) async throws {
    try await world.hub.store.values.write { try $0.execute(sql: "DROP TRIGGER fault") }
  }

  private func size(_ world: HubWorld) async throws -> UInt64 {
    try await world.hub.logStore.read { try $0.size() }
  }

  private func expectSound(_ world: HubWorld) async throws {
    let report = try await HubFolderCheck.run(
      world.ring, in: world.folder, at: world.clock.now)
    #expect(report.findings == [])
  }

  @Test("no release without its entry, whichever write fails, and none needs a repair")
  func releases() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    for write in Self.releaseWrites {
      // Each day's first opening is written to the ledger; five days in seven, once a week here.
      world.clock.advance(by: 7 * 86_400)
      let before = try await size(world)
      try await fail(write, in: world)
      let answer = try await world.view(id, of: owner.id, by: viewer)
      #expect(answer.status == 503, "\(write)")
      #expect(answer.code == "unavailable", "\(write)")
      #expect(try await size(world) == before, "\(write)")
      try await mend(world)
      #expect(try await world.view(id, of: owner.id, by: viewer).status == 200, "\(write)")
      #expect(try await size(world) == before + 1)
    }
    try await expectSound(world)
  }

  @Test("a change of a record is taken whole or not at all, whichever write fails")
  func commits() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let writes = [
      "INSERT ON nonce", "INSERT ON record_item", "INSERT ON record_removed",
      "INSERT ON record_head", "UPDATE ON record", "INSERT ON log_leaf", "INSERT ON log_entry",
      "INSERT ON log_checkpoint",
    ]
    for (number, write) in writes.enumerated() {
      let added = try owner.record.add([.note(try Note(domain: .work, text: "\(number)"))])
      try await owner.publish()
      _ = try owner.record.remove(added.map(\.id))
      _ = try owner.record.add([.note(try Note(domain: .work, text: "kept \(number)"))])
      let commit = try #require(try await owner.record.commit(at: world.clock.now))
      let before = try await size(world)
      try await fail(write, in: world)
      let answer = try await owner.send(.commit(commit))
      #expect(answer.status == 503, "\(write)")
      #expect(try await size(world) == before)
      try await mend(world)
      try await owner.flush()
    }
    try await expectSound(world)
  }

  @Test("a withdrawal whose entry cannot be written is in force, and one that cannot be is refused")
  func withdrawals() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    for (write, status) in [
      ("INSERT ON log_leaf", 202), ("INSERT ON log_checkpoint", 202), ("UPDATE ON record", 503),
    ] {
      let (grant, _) = try await owner.grant(to: viewer, domains: [.housing], days: 30)
      let id = grant.grant.payload.id
      let revocation = try await owner.record.revoke([id], at: world.clock.now)
      try await fail(write, in: world)
      let answer = try await owner.send(.revocation(PublishRevocation(revocation: revocation)))
      #expect(answer.status == status, "\(write)")
      try await mend(world)
      if status == 202 {
        #expect(try await world.view(id, of: owner.id, by: viewer).status == 404, "\(write)")
      }
      try await owner.flush()
      #expect(try await world.view(id, of: owner.id, by: viewer).status == 404, "\(write)")
    }
    let kinds = try await world.entries(of: owner).map(\.frame.kind)
    #expect(kinds.count { $0 == .revocation } >= 3)
    try await expectSound(world)
  }

  @Test("a read-only database releases nothing, says so, and is used again when it can be written")
  func readOnly() async throws {
    try await unwritable("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
  }

  @Test("a full disk releases nothing, says so, and is used again when there is room")
  func full() async throws {
    try await unwritable("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823")
  }

  private func unwritable(_ fault: String, _ cure: String) async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    let pool = world.hub.store.values
    // Uses up the free pages, so that the next write needs a new one.
    try await pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    try await pool.writeWithoutTransaction { try $0.execute(sql: fault) }
    let before = try await size(world)
    _ = try owner.record.add(
      try (0..<20).map { .note(try Note(domain: .work, text: "note \($0)")) })
    let commit = try #require(try await owner.record.commit(at: world.clock.now))
    var statuses: [Int] = []
    for _ in 0..<8 {
      let answer = try await world.view(id, of: owner.id, by: viewer)
      statuses.append(answer.status)
      // What was released was logged; the first writes may still fit.
      #expect([200, 503].contains(answer.status))
    }
    #expect(statuses.last == 503)
    #expect(try await owner.send(.commit(commit)).status == 503)
    let released = statuses.count { $0 == 200 }
    #expect(try await size(world) == before + UInt64(released))
    try await pool.writeWithoutTransaction { try $0.execute(sql: cure) }
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 200)
    try await owner.flush()
    try await expectSound(world)
  }
}
