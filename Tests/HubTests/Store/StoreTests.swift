import Crypto
import Foundation
import GRDB
import Keys
import Testing

@testable import Hub

@Suite("Stores")
struct StoreTests {
  let folder: URL
  let keys = StoreKeys(
    store: SymmetricKey(data: Data(repeating: 1, count: 32)),
    lookup: SymmetricKey(data: Data(repeating: 2, count: 32)))
  let time = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws {
    folder = try temporaryFolder()
  }

  @Test("the model conforms")
  func memory() async throws {
    try await RecordStoreConformance(store: MemoryRecordStore()).run()
  }

  @Test("SQLite conforms")
  func sqlite() async throws {
    try await RecordStoreConformance(store: SQLiteStore(folder: folder, keys: keys)).run()
  }

  @Test("a committed change is synced, deleted bytes are overwritten, files are the owner's alone")
  func settings() throws {
    let store = try SQLiteStore(folder: folder, keys: keys)
    for pool in [store.values, store.keyFile] {
      let settings = try pool.writeWithoutTransaction { database in
        try ["synchronous", "secure_delete", "foreign_keys", "busy_timeout"].map {
          try Int.fetchOne(database, sql: "PRAGMA \($0)")
        }
      }
      #expect(settings == [2, 1, 1, 5000])
      let mode = try pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
      #expect(mode == "wal")
    }
    for file in ["hub.sqlite", "record-keys.sqlite"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: folder.appendingPathComponent(file).path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test("a nonce is admitted once, also after a restart, and again only when it has expired")
  func nonces() async throws {
    let key = try Identity().publicIdentity.fingerprint
    let other = try Identity().publicIdentity.fingerprint
    let bytes = Data(repeating: 7, count: 32)
    let until = time.addingTimeInterval(600)
    let nonce = SignedNonce(bytes, of: key, until: until)
    do {
      let store = try SQLiteStore(folder: folder, keys: keys)
      #expect(try await store.admit(nonce, now: time))
      #expect(try await !store.admit(nonce, now: time))
      #expect(try await store.admit(SignedNonce(bytes, of: other, until: until), now: time))
    }
    let reopened = try SQLiteStore(folder: folder, keys: keys)
    #expect(try await !reopened.admit(nonce, now: time))
    #expect(try await reopened.isRemembered(nonce))
    let later = until.addingTimeInterval(1)
    #expect(try await reopened.admit(SignedNonce(bytes, of: key, until: later), now: later))
  }

  @Test("hub values survive a restart and open under no other key")
  func hubValues() async throws {
    do {
      let store = try SQLiteStore(folder: folder, keys: keys)
      #expect(try await store.value("register") == nil)
      try await store.setValue("register", Data("one".utf8), at: time)
      try await store.setValue("register", Data("two".utf8), at: time)
    }
    let reopened = try SQLiteStore(folder: folder, keys: keys)
    #expect(try await reopened.value("register") == Data("two".utf8))
    let others = StoreKeys(
      store: SymmetricKey(size: .bits256), lookup: SymmetricKey(size: .bits256))
    #expect(throws: StoreError.self) { try SQLiteStore(folder: folder, keys: others) }
  }

  @Test("a bit flipped in any stored value is refused, never read", arguments: 0..<3)
  func flipped(which: Int) async throws {
    let store = try SQLiteStore(folder: folder, keys: keys)
    let record = RecordID()
    _ = try await store.create(record, state: Data("state".utf8), at: time)
    try await store.change(record, at: time) { try $0.setRow(.item, Data([1]), Data([2])) }
    let (pool, table) = [
      (store.values, "record"), (store.values, "record_item"), (store.keyFile, "record_key"),
    ][which]
    try await pool.write { database in
      var value = try #require(try Data.fetchOne(database, sql: "SELECT value FROM \(table)"))
      value[value.count / 2] ^= 1
      try database.execute(sql: "UPDATE \(table) SET value = ?", arguments: [value])
    }
    let expected: StoreError = which == 2 ? .keyUnreadable : .unreadable(table: table)
    await #expect(throws: expected) {
      try await store.read(record) { reading in
        _ = try reading.state()
        _ = try reading.rows(.item)
      }
    }
  }

  @Test("a value moved to another row or record does not open")
  func moved() async throws {
    let store = try SQLiteStore(folder: folder, keys: keys)
    let record = RecordID()
    _ = try await store.create(record, state: Data("state".utf8), at: time)
    try await store.change(record, at: time) { writing in
      try writing.setRow(.grant, Data([1]), Data("one".utf8))
      try writing.setRow(.grant, Data([2]), Data("two".utf8))
    }
    try await store.values.write { database in
      let values = try Data.fetchAll(database, sql: "SELECT value FROM record_grant")
      try database.execute(sql: "UPDATE record_grant SET value = ?", arguments: [values[0]])
    }
    await #expect(throws: StoreError.unreadable(table: "record_grant")) {
      try await store.read(record) { try $0.rows(.grant) }
    }
  }

  @Test("a thief reads ids, sequences, times and padded sizes, and nothing else")
  func thief() async throws {
    let store = try SQLiteStore(folder: folder, keys: keys)
    let record = RecordID()
    let secret = Data("Nadège and Mme Okoro".utf8)
    let name = Data("a-grant-id-16byt".utf8)
    _ = try await store.create(record, state: secret, at: time)
    try await store.change(record, at: time) { try $0.setRow(.grant, name, secret) }
    try await store.setValue("register", secret, at: time)
    let key = try Identity().publicIdentity.fingerprint
    _ = try await store.admit(SignedNonce(name, of: key, until: time), now: time)
    try await store.values.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    let files = try ["hub.sqlite", "record-keys.sqlite"].map {
      try Data(contentsOf: folder.appendingPathComponent($0))
    }
    for bytes in files {
      for clear in [secret, name, key.bytes, Data("register".utf8)] {
        #expect(bytes.range(of: clear) == nil)
      }
    }
    #expect(files[0].range(of: record.bytes) != nil, "the record id is the partition key")
    #expect(files[1].range(of: record.bytes) == nil)
    let sizes = try await store.values.read { database in
      try Int.fetchAll(
        database,
        sql: "SELECT length(value) FROM record UNION ALL SELECT length(value) FROM record_grant")
    }
    #expect(sizes.allSatisfy { $0 == 1024 + 28 }, "a size tells its class alone")
  }

  @Test("an erased record opens in no older copy of the database")
  func erasedInBackups() async throws {
    let store = try SQLiteStore(folder: folder, keys: keys)
    let record = RecordID()
    _ = try await store.create(record, state: Data("state".utf8), at: time)
    let backup = try await store.values.read { database in
      try Data.fetchOne(database, sql: "SELECT value FROM record")
    }
    let key = try await store.keyFile.read {
      try Data.fetchOne($0, sql: "SELECT value FROM record_key")
    }
    #expect(try await store.erase(record))
    for file in ["record-keys.sqlite", "record-keys.sqlite-wal"] {
      let path = folder.appendingPathComponent(file)
      let bytes = (try? Data(contentsOf: path)) ?? Data()
      let sealed = try #require(key)
      #expect(bytes.range(of: sealed) == nil, "the key is overwritten in \(file)")
    }
    _ = try await store.create(record, state: Data("again".utf8), at: time)
    try await store.values.write { database in
      try database.execute(sql: "UPDATE record SET value = ?", arguments: [backup])
    }
    await #expect(throws: StoreError.unreadable(table: "record")) {
      try await store.read(record) { try $0.state() }
    }
  }
}

/// A new folder for one test.
func temporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "maille-hub-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}
