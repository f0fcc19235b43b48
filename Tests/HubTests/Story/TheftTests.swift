import Consent
import Foundation
import HTTPTypes
import GRDB
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Theft and damage")
struct TheftTests {
  @Test("whoever steals the databases finds no name, key, grant, item, authority or domain")
  func theft() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    let friend = try await world.viewer("Théo", at: nil)
    try await owner.enrol(helper)
    let picked = try #require(owner.notes[.leisure])
    let (grant, _) = try await owner.grant(
      to: viewer, domains: [.housing, .work], selecting: [picked])
    _ = try await owner.grant(to: friend, domains: [.community])
    _ = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
    let people = [owner.person, viewer, helper, friend]
    var secrets = people.flatMap {
      [$0.fingerprint.bytes, $0.identity.signing, $0.identity.sealing]
    }
    secrets += people.map { Data($0.fingerprint.description.utf8) }
    secrets += people.map { Data($0.ring.card.compact.utf8) }
    secrets += ["Nadia", "Inès", "Théo", "estran", "housing", "coordination"].map { Data($0.utf8) }
    secrets += [grant.grant.payload.id.bytes, ItemID(picked).bytes, grant.grant.hash.bytes]
    secrets += [Data(grant.grant.payload.id.description.utf8), Data(OwnerWorld.secret.utf8)]
    secrets += owner.record.state.stored.map(\.ciphertext)
    secrets += owner.record.state.stored.map(\.item.bytes)
    for pool in [world.hub.store.values, world.hub.store.keyFile] {
      let cells = try await pool.read { database in
        try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
          .flatMap { table in
            try Row.fetchAll(database, sql: "SELECT * FROM \(table)").flatMap { row in
              row.databaseValues.compactMap { value -> Data? in
                switch value.storage {
                case .blob(let data): data
                case .string(let text): Data(text.utf8)
                case .int64, .double, .null: nil
                }
              }
            }
          }
      }
      #expect(!cells.isEmpty)
      for secret in secrets {
        #expect(!cells.contains { $0.range(of: secret) != nil })
      }
    }
    let sizes = try await world.hub.store.values.read { database in
      try RowKind.allCases.flatMap {
        try Int.fetchAll(database, sql: "SELECT length(value) FROM record_\($0.rawValue)")
      }
    }
    let classes = Set([1, 4, 16, 64].map { $0 * 1024 + 28 })
    #expect(sizes.allSatisfy { classes.contains($0) || ($0 - 28) % 65_536 == 0 })
  }

  @Test("a damaged value opens nothing: named to the owner, not available to a viewer")
  func damage() async throws {
    for table in ["record", "record_grant", "record_item", "record_head"] {
      let world = try await HubWorld()
      var owner = try await OwnerWorld.make(in: world)
      let viewer = try await world.viewer("Paul", at: "estran")
      let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
      try await world.hub.store.values.write { database in
        var value = try #require(try Data.fetchOne(database, sql: "SELECT value FROM \(table)"))
        value[value.count / 2] ^= 4
        try database.execute(sql: "UPDATE \(table) SET value = ?", arguments: [value])
      }
      let answer = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
      #expect(answer.status == 404)
      #expect(answer.body.count == NotAvailable.byteCount)
      let part = table == "record_grant" ? "grants" : "items"
      let told = try await world.send(.get, "\(owner.path)/\(part)", by: owner.person)
      #expect(told.status == 500)
      #expect(told.problem == table)
    }
  }

  @Test("a flipped bit in the bundle or the register keeps the hub from starting")
  func rules() async throws {
    let world = try await HubWorld()
    for name in ["bundle", "register"] {
      let lookup = world.hub.keys.store.lookup("hub_value", record: nil, name: Data(name.utf8))
      let database = world.hub.store.values
      let sound = try await database.read {
        try Data.fetchOne(
          $0, sql: "SELECT value FROM hub_value WHERE lookup = ?", arguments: [lookup])
      }
      var altered = try #require(sound)
      altered[altered.count / 2] ^= 1
      for value in [altered, try #require(sound)] {
        try await database.write {
          try $0.execute(
            sql: "UPDATE hub_value SET value = ? WHERE lookup = ?", arguments: [value, lookup])
        }
        let start = {
          _ = try await Hub(
            world.hub.configuration, ring: world.ring, clock: world.clock.hubClock,
            logger: world.hub.logger)
        }
        if value == sound {
          try await start()
        } else {
          await #expect(throws: StoreError.unreadable(table: "hub_value")) { try await start() }
        }
      }
    }
  }

  @Test("an erased record is gone: rows, key and entries; its leaves stay and the log still proves")
  func erased() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let other = try await OwnerWorld.make(in: world)
    #expect(try await world.send(.delete, owner.path, by: owner.person).status == 200)
    #expect(try await world.view(grant.grant.payload.id, of: owner.id, by: viewer).status == 404)
    #expect(try await world.send(.get, "\(owner.path)/items", by: owner.person).status == 401)
    #expect(try await world.send(.get, "\(other.path)/items", by: other.person).status == 200)
    let rows = try await world.hub.store.values.read { [id = owner.id.bytes] database in
      try RowKind.allCases.reduce(0) { sum, kind in
        try sum
          + (Int.fetchOne(
            database, sql: "SELECT count(*) FROM record_\(kind.rawValue) WHERE record = ?",
            arguments: [id]) ?? 0)
      }
    }
    #expect(rows == 0)
    let kept = try await world.hub.logReader.leaves(of: .record(owner.id)).leaves
    #expect(kept.dropLast().allSatisfy { $0.entry == nil && $0.shreddedUnder != nil })
    #expect(kept.count > 3)
  }

  @Test("a crash between erasing a record and its key left the key")
  func erasureCutShort() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let other = try await OwnerWorld.make(in: world)
    let keyFile = world.hub.store.keyFile
    func keyCount() async throws -> Int? {
      try await keyFile.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM record_key") }
    }
    try await keyFile.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER cut BEFORE DELETE ON record_key BEGIN SELECT RAISE(ABORT, 'cut'); END
          """)
    }
    #expect(try await world.send(.delete, owner.path, by: owner.person).status >= 500)
    #expect(try await keyCount() == 2)
    try await keyFile.write { try $0.execute(sql: "DROP TRIGGER cut") }
    let again = try await Hub(
      world.hub.configuration, ring: world.ring, clock: world.clock.hubClock,
      logger: world.hub.logger)
    #expect(try await keyCount() == 1)
    #expect(try await again.store.access(to: owner.id).isOpen == false)
    #expect(try await again.store.read(other.id) { try $0.state() } != nil)
  }

  @Test("a database older than the keys lost none of them")
  func olderDatabase() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    // As after the restore of a copy from before the record: its row is gone, its key is not.
    try await world.hub.store.values.write { [id = owner.id.bytes] in
      try $0.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [id])
    }
    let again = try await Hub(
      world.hub.configuration, ring: world.ring, clock: world.clock.hubClock,
      logger: world.hub.logger)
    #expect(try await again.store.access(to: owner.id).isOpen)
  }

  @Test("after an erasure an old backup opened with the naming key")
  func entriesInBackups() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let store = world.hub.store
    let access = try await store.access(to: owner.id)
    let backup = try await world.hub.logReader.leaves(of: .record(owner.id)).leaves
    for leaf in backup {
      let stored = try #require(leaf.entry)
      #expect(throws: (any Error).self) {
        try EvidenceFile.openEntry(stored, with: world.naming.ring.identity)
      }
      let file = try store.open(entry: stored, at: leaf.index, in: access)
      _ = try EvidenceFile.openEntry(file, with: world.naming.ring.identity)
      #expect(throws: StoreError.self) {
        try store.open(entry: stored, at: leaf.index + 1, in: access)
      }
    }
    #expect(try await world.send(.delete, owner.path, by: owner.person).status == 200)
    let gone = try await store.access(to: owner.id)
    #expect(!gone.isOpen)
    for leaf in backup {
      let stored = try #require(leaf.entry)
      #expect(throws: StoreError.self) {
        try store.open(entry: stored, at: leaf.index, in: gone)
      }
    }
    let kept = try await world.hub.logReader.leaves(of: .record(owner.id)).leaves.last
    let shred = try #require(kept)
    let file = try store.open(entry: try #require(shred.entry), at: shred.index, in: gone)
    let entry = try EvidenceFile.openEntry(file, with: world.naming.ring.identity)
    #expect(entry.frame.kind == .shred)
    #expect(
      try await HubFolderCheck.run(world.ring, in: world.folder, at: world.clock.now).isSound)
  }

  @Test("bytes that only look like a commit change nothing")
  func atomic() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    _ = try owner.record.add([.note(try Note(domain: .work, text: "new"))])
    let commit = try #require(try await owner.record.commit(at: world.clock.now))
    var items = commit.items
    let first = try #require(items.first)
    var ciphertext = first.ciphertext
    ciphertext[0] ^= 1
    items[0] = try StoredItem(
      item: first.item, version: first.version, ciphertext: ciphertext,
      ownerWrap: first.ownerWrap, wraps: first.wraps)
    let altered = try RecordCommit(
      manifest: commit.manifest, slots: commit.slots, measures: commit.measures, items: items,
      removed: commit.removed, reseals: commit.reseals)
    #expect(try await owner.send(.commit(altered)).code == "slot-table-differs")
    let contents = try CanonicalJSON.decode(
      RecordContents.self,
      from: try await world.send(.get, "\(owner.path)/items", by: owner.person).body)
    #expect(contents.manifest?.payload.version == 1)
    #expect(contents.items.count == 24)
    try await owner.flush()
  }
}
