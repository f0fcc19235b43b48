import Consent
import Foundation
import HTTPTypes
import GRDB
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// Every table of a hub, damaged once in turn.
@Suite("The check of a hub's folder")
struct FolderCheckTests {
  /// A hub whose every table has rows, at rest.
  private struct Rest {
    let world: HubWorld
    let owner: OwnerWorld

    init() async throws {
      let world = try await HubWorld()
      var owner = try await OwnerWorld.make(in: world)
      let viewer = try await world.viewer("Paul", at: "estran")
      let friend = try await world.viewer("Théo", at: nil)
      try await owner.enrol(try await world.viewer("Inès", at: nil, kind: .helper))
      let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
      _ = try await owner.grant(to: friend, domains: [.leisure])
      _ = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
      let note = try #require(owner.notes[.work])
      _ = try owner.record.remove([note])
      try await owner.publish()
      let ask = try await RequestTests().request(
        viewer, of: owner.id, at: world.clock.now, compartments: [.of(.work, .notes)])
      _ = try await world.post(ask, to: "\(owner.path)/requests", by: viewer)
      let proposal = try await ProposalTests().proposal(
        by: viewer, under: grant.grant.payload, to: owner)
      _ = try await world.post(proposal, to: "\(owner.path)/proposals", by: viewer)
      let other = try await OwnerWorld.make(in: world)
      _ = try await world.send(.delete, other.path, by: other.person)
      _ = try await world.frames()
      self.owner = owner
      self.world = world
      for pool in [world.hub.store.values, world.hub.store.keyFile] {
        try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      }
    }

    /// What is found in a copy that was changed by `damage`.
    func findings(
      of file: String = SQLiteStore.valuesName, _ damage: (Database) throws -> Void = { _ in }
    ) async throws -> [String] {
      let copy = try temporaryFolder()
      defer { try? FileManager.default.removeItem(at: copy) }
      for name in [SQLiteStore.valuesName, SQLiteStore.keysName] {
        try FileManager.default.copyItem(
          at: world.folder.appendingPathComponent(name), to: copy.appendingPathComponent(name))
      }
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let queue = try DatabaseQueue(
        path: copy.appendingPathComponent(file).path, configuration: configuration)
      try await queue.write { database in
        for name in ["log_leaf_update", "log_leaf_delete", "log_node_update", "log_node_delete"] {
          try database.execute(sql: "DROP TRIGGER IF EXISTS \(name)")
        }
      }
      try queue.inDatabase { try damage($0) }
      try queue.close()
      return try await HubFolderCheck.run(world.ring, in: copy, at: world.clock.now).findings
        .map { "\($0.kind.rawValue) \($0.place)" }
    }
  }

  @Test("each table is damaged in turn, and each is found with its place")
  func damage() async throws {
    let rest = try await Rest()
    #expect(try await rest.findings() == [])
    let kinds = RowKind.allCases.map(\.rawValue)
    var cases: [(sql: String, finding: String)] = kinds.map {
      (
        "UPDATE record_\($0) SET value = x'00' WHERE lookup = (SELECT min(lookup) FROM record_\($0))",
        "unreadable-value record 1, record_\($0) "
      )
    }
    cases += [
      ("UPDATE record SET value = x'00'", "unreadable-value record 1, record"),
      ("DELETE FROM record", "missing-row record of leaf "),
      ("DELETE FROM record_head", "missing-row record 1, record_head"),
      ("DELETE FROM record_ledger", "other-ledger record 1, record_ledger"),
      ("DELETE FROM record_grant", "missing-row record 1, record_grant"),
      ("DELETE FROM record_request", "missing-row record 1, record_request"),
      ("DELETE FROM record_proposal", "missing-row record 1, record_proposal"),
      ("DELETE FROM record_viewer", "missing-row record 1, record_viewer"),
      (
        "DELETE FROM record_item WHERE lookup = (SELECT min(lookup) FROM record_item)",
        "other-items record 1, record_item"
      ),
      (
        "DELETE FROM record_item WHERE lookup = (SELECT max(lookup) FROM record_item)",
        "other-items record 1, record_item"
      ),
      ("DELETE FROM record_removed", "other-items record 1, record_removed"),
      ("DELETE FROM enrolled", "missing-row record 1, enrolled"),
      ("UPDATE enrolled SET holder = x'00' || lookup", "malformed-value enrolled.holder"),
      ("UPDATE nonce SET lookup = x'00' || lookup", "malformed-value nonce.lookup"),
      ("INSERT INTO key_to_erase VALUES (x'00')", "malformed-value key_to_erase.lookup"),
      ("UPDATE log_leaf SET data = zeroblob(97) WHERE position = 2", "other-root checkpoint 3"),
      ("DELETE FROM log_leaf WHERE position = 2", "missing-leaf leaf 2"),
      ("UPDATE log_entry SET entry = x'00' WHERE position = 3", "altered-entry leaf 3"),
      ("UPDATE log_entry SET frame = x'00' WHERE position = 3", "altered-frame leaf 3"),
      ("DELETE FROM log_entry WHERE position = 3", "damaged entry 3"),
      (
        "INSERT INTO log_entry VALUES (9999, x'', 9999, x'', x'', NULL)", "stray-row log_entry 9999"
      ),
      (
        "UPDATE log_node SET hash = zeroblob(32) WHERE level = 1 AND position = 0",
        "altered-node node 1/0"
      ),
      ("INSERT INTO log_node VALUES (1, 9999, zeroblob(32))", "stray-row node 1/9999"),
      ("UPDATE log_checkpoint SET note = x'00' WHERE size = 3", "bad-checkpoint checkpoint 3"),
      (
        "DELETE FROM log_checkpoint WHERE size = (SELECT max(size) FROM log_checkpoint)",
        "unsigned leaf "
      ),
      ("DELETE FROM log_shred", "missing-entry leaf "),
      ("INSERT INTO log_shred VALUES (9999, x'00')", "stray-row log_shred 9999"),
      ("DELETE FROM log_reading", "missing-row log_reading "),
      ("INSERT INTO log_reading VALUES (0)", "stray-row log_reading 0"),
    ]
    for (sql, finding) in cases {
      let found = try await rest.findings { try $0.execute(sql: sql) }
      #expect(found.contains { $0.hasPrefix(finding) }, "\(sql): \(found)")
    }
    let lookup = rest.world.hub.store.keys.lookup(
      "hub_value", record: nil, name: Data("register-logged".utf8))
    let found = try await rest.findings {
      try $0.execute(
        sql: "UPDATE hub_value SET value = x'00' WHERE lookup = ?", arguments: [lookup])
    }
    #expect(found.contains { $0.hasPrefix("unreadable-value hub_value ") }, "\(found)")
    for (sql, finding) in [
      ("UPDATE record_key SET value = x'00'", "unreadable-value record 1, record_key"),
      ("DELETE FROM record_key", "unreadable-value record 1, record_key"),
    ] {
      let found = try await rest.findings(of: SQLiteStore.keysName) { try $0.execute(sql: sql) }
      #expect(found.contains(finding), "\(sql): \(found)")
    }
  }

  @Test("a value that was sealed rightly in the wrong place, or as something else, is found")
  func misplaced() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let item = try #require(owner.record.state.stored.first)
    let other = try #require(owner.record.state.stored.last)
    func findings() async throws -> [String] {
      try await HubFolderCheck.run(world.ring, in: world.folder, at: world.clock.now).findings
        .map { "\($0.kind.rawValue) \($0.place)" }
    }
    let value = try CanonicalJSON.encode(other)
    for wrong in [value, Data("{}".utf8)] {
      _ = try await world.hub.store.change(owner.id, at: world.clock.now) { writing in
        try writing.setRow(.item, item.item.bytes, wrong)
      }
      let found = try await findings()
      let kind = wrong == value ? "misplaced-value" : "malformed-value"
      #expect(found.contains { $0.hasPrefix("\(kind) record 1, record_item ") }, "\(found)")
    }
  }

  @Test("an older copy of the whole database is found by a checkpoint that was kept elsewhere")
  func olderCopy() async throws {
    let rest = try await Rest()
    let world = rest.world
    let copy = try temporaryFolder().appendingPathComponent("copy")
    let keys = copy.appendingPathComponent(SQLiteStore.keysName)
    _ = try await HubBackup.make(from: world.folder, to: copy, keys: keys)
    let before = try Data(contentsOf: copy.appendingPathComponent(HubBackup.checkpointName))
    _ = try await world.frames()
    let after = try await world.hub.logReader.latestCheckpoint().note
    func findings(since note: Data) async throws -> [String] {
      try await HubFolderCheck.run(world.ring, in: copy, at: world.clock.now, since: note)
        .findings.map { "\($0.kind.rawValue) \($0.place)" }
    }
    #expect(try await findings(since: before) == [])
    #expect(try await findings(since: after).map { $0.prefix(12) } == ["not-extended"])
    #expect(
      try await findings(since: Data("x".utf8)) == ["bad-checkpoint kept checkpoint"])
  }

  @Test("keys of another hub check nothing, and a folder without documents is not sound")
  func otherKeys() async throws {
    let folder = try temporaryFolder()
    let now = Date(timeIntervalSince1970: 1_790_000_000)
    let ring = try await HubSetup.makeKeys(name: "Hub", at: now)
    let store = try SQLiteStore(folder: folder, keys: HubKeys(ring).store)
    _ = try await LogWriter(
      store: SQLiteLogStore(store.values), key: HubKeys(ring).logKey(), now: { now })
    let report = try await HubFolderCheck.run(ring, in: folder, at: now)
    #expect(report.findings == [.init(kind: .badRules, place: "bundle")])
    let stranger = try await HubSetup.makeKeys(name: "Hub", at: now)
    await #expect(throws: StoreError.self) {
      try await HubFolderCheck.run(stranger, in: folder, at: now)
    }
  }
}
