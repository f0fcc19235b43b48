package import Foundation
import Crypto
package import GRDB
package import Keys

extension SQLiteStore: RecordStore {
  package func create(_ record: RecordID, state: Data, at time: Date) async throws -> Bool {
    let seconds = Int(time.timeIntervalSince1970)
    let held = try await values.read { database in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS(SELECT 1 FROM record WHERE id = ?)",
        arguments: [record.bytes]) ?? false
    }
    guard !held else { return false }
    let stored = try keys.makeRecordKey(for: record)
    let name = keys.lookup("record_key", record: record, name: Data())
    try await keyFile.write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO record_key (lookup, value) VALUES (?, ?)",
        arguments: [name, stored])
    }
    guard let key = try await access(to: record).key else { throw StoreError.keyUnreadable }
    let value = try keys.seal(state, under: key, table: "record", record: record, row: Data())
    return try await values.write { database in
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO record (id, created, sequence, time, value) VALUES (?, ?, 1, ?, ?)
          """, arguments: [record.bytes, seconds, seconds, value])
      return database.changesCount == 1
    }
  }

  package func read<T: Sendable>(
    _ record: RecordID, _ body: @escaping @Sendable (any RecordReading) throws -> T
  ) async throws -> T? {
    let access = try await access(to: record)
    return try await values.read { database in
      try open(access, in: database, at: .distantPast).map(body)
    }
  }

  package func change<T: Sendable>(
    _ record: RecordID, at time: Date,
    _ body: @escaping @Sendable (any RecordWriting) throws -> T
  ) async throws -> T? {
    let access = try await access(to: record)
    return try await values.write { database in
      guard let writing = try open(access, in: database, at: time) else { return nil }
      let result = try body(writing)
      try writing.advance()
      return result
    }
  }

  /// What it takes to open a record inside a transaction of ``values``.
  package struct Access: Sendable {
    /// The record.
    package let record: RecordID
    fileprivate let key: SymmetricKey?

    /// Whether there is a key.
    package var isOpen: Bool { key != nil }
  }

  /// Seals an entry for its place in the log, with the key of its record, or with the hub's.
  package func seal(entry: Data, at index: UInt64, in access: Access?) throws -> Data {
    if let access, access.key == nil { throw StoreError.keyUnreadable }
    return try keys.seal(entry: entry, at: index, record: access?.record, key: access?.key)
  }

  /// Opens a stored entry: with the key of its record, or, for the hub's own entries and for that
  /// of an erasure, which has to outlast the key, with the hub's.
  package func open(entry: Data, at index: UInt64, in access: Access?) throws -> Data {
    if let access, let key = access.key,
      let opened = try? keys.open(entry: entry, at: index, record: access.record, key: key)
    {
      return opened
    }
    return try keys.open(entry: entry, at: index, record: nil, key: nil)
  }

  /// Reads a record's key.
  package func access(to record: RecordID) async throws -> Access {
    let name = keys.lookup("record_key", record: record, name: Data())
    let stored = try await keyFile.read { database in
      try Data.fetchOne(
        database.cachedStatement(sql: "SELECT value FROM record_key WHERE lookup = ?"),
        arguments: [name])
    }
    return Access(record: record, key: try stored.map { try keys.openRecordKey($0, for: record) })
  }

  /// The record inside a transaction that is already open; nil when there is none.
  package func open(
    _ access: Access, in database: Database, at time: Date
  ) throws -> SQLiteRecord? {
    guard
      let sequence = try Int.fetchOne(
        database.cachedStatement(sql: "SELECT sequence FROM record WHERE id = ?"),
        arguments: [access.record.bytes])
    else { return nil }
    guard let key = access.key else { throw StoreError.keyUnreadable }
    return SQLiteRecord(
      record: access.record, key: key, keys: keys, database: database, sequence: sequence,
      seconds: time == .distantPast ? 0 : Int(time.timeIntervalSince1970))
  }

  package func erase(_ record: RecordID) async throws -> Bool {
    let access = try await access(to: record)
    let isErased = try await values.write { database in
      guard let writing = try open(access, in: database, at: .distantPast) else { return false }
      try writing.delete()
      return true
    }
    try await finishErasures()
    return isErased
  }

  /// Deletes the keys of the records that were deleted, and what the write-ahead log still holds of
  /// them.
  ///
  /// Which they are is written in the transaction that deletes the record, so that a crash before
  /// this is made good at the next start, and a database that is older than the keys loses none.
  package func finishErasures() async throws {
    let names = try await values.read { database in
      try Data.fetchAll(database, sql: "SELECT lookup FROM key_to_erase")
    }
    guard !names.isEmpty else { return }
    try await keyFile.write { database in
      for name in names {
        try database.execute(sql: "DELETE FROM record_key WHERE lookup = ?", arguments: [name])
      }
    }
    try await keyFile.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    try await values.write { database in
      for name in names {
        try database.execute(sql: "DELETE FROM key_to_erase WHERE lookup = ?", arguments: [name])
      }
    }
  }

  /// The bytes that the stored items of a record take, without reading them.
  package func itemBytes(of record: RecordID) async throws -> Int {
    try await values.read { database in
      try Int.fetchOne(
        database.cachedStatement(
          sql: "SELECT total(length(value)) FROM record_item WHERE record = ?"),
        arguments: [record.bytes]) ?? 0
    }
  }

  package func recordCount() async throws -> Int {
    try await values.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM record") ?? 0
    }
  }

  /// Every record's id, oldest first.
  package func recordIDs() async throws -> [Data] {
    try await values.read { database in
      try Data.fetchAll(database, sql: "SELECT id FROM record ORDER BY created, id")
    }
  }
}

/// One record in one SQLite transaction.
package struct SQLiteRecord: RecordWriting {
  fileprivate let record: RecordID
  fileprivate let key: SymmetricKey
  fileprivate let keys: StoreKeys
  fileprivate let database: Database
  package let sequence: Int
  fileprivate let seconds: Int

  /// Counts the change; call it once, at the end of the transaction.
  package func advance() throws {
    try database.cachedStatement(sql: "UPDATE record SET sequence = sequence + 1 WHERE id = ?")
      .execute(arguments: [record.bytes])
  }

  /// Deletes the record and every row of it, and writes down that its key has to go.
  package func delete() throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO key_to_erase (lookup) VALUES (?)",
      arguments: [keys.lookup("record_key", record: record, name: Data())])
    try database.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [record.bytes])
  }

  package func state() throws -> Data {
    let stored = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM record WHERE id = ?"),
      arguments: [record.bytes])
    guard let stored else { throw StoreError.unreadable(table: "record") }
    return try keys.open(stored, under: key, table: "record", record: record, row: Data())
  }

  package func row(_ kind: RowKind, _ name: Data) throws -> Data? {
    let table = "record_\(kind.rawValue)"
    let lookup = keys.lookup(table, record: record, name: name)
    let stored = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM \(table) WHERE record = ? AND lookup = ?"),
      arguments: [record.bytes, lookup])
    guard let stored else { return nil }
    return try keys.open(stored, under: key, table: table, record: record, row: lookup)
  }

  package func rows(_ kind: RowKind) throws -> [Data] {
    let table = "record_\(kind.rawValue)"
    let statement = try database.cachedStatement(
      sql: "SELECT lookup, value FROM \(table) WHERE record = ? ORDER BY sequence, lookup")
    return try Row.fetchAll(statement, arguments: [record.bytes]).map { row in
      let lookup: Data = row[0]
      return try keys.open(row[1], under: key, table: table, record: record, row: lookup)
    }
  }

  /// What stands in the database instead of a row's name.
  func lookup(_ kind: RowKind, _ name: Data) -> Data {
    keys.lookup("record_\(kind.rawValue)", record: record, name: name)
  }

  /// Every row of a kind as it lies there, oldest change first.
  func storedRows(_ kind: RowKind) throws -> [(lookup: Data, value: Data)] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT lookup, value FROM record_\(kind.rawValue)
        WHERE record = ? ORDER BY sequence, lookup
        """, arguments: [record.bytes]
    ).map { (lookup: $0[0], value: $0[1]) }
  }

  /// Opens a row as it lies there.
  func open(_ row: (lookup: Data, value: Data), _ kind: RowKind) throws(StoreError) -> Data {
    try keys.open(
      row.value, under: key, table: "record_\(kind.rawValue)", record: record, row: row.lookup)
  }

  package func rowCount(_ kind: RowKind) throws -> Int {
    try Int.fetchOne(
      database.cachedStatement(
        sql: "SELECT count(*) FROM record_\(kind.rawValue) WHERE record = ?"),
      arguments: [record.bytes]) ?? 0
  }

  package func setState(_ state: Data) throws {
    let value = try keys.seal(state, under: key, table: "record", record: record, row: Data())
    try database.cachedStatement(sql: "UPDATE record SET value = ?, time = ? WHERE id = ?")
      .execute(arguments: [value, seconds, record.bytes])
  }

  package func setRow(_ kind: RowKind, _ name: Data, _ value: Data?) throws {
    let table = "record_\(kind.rawValue)"
    let lookup = keys.lookup(table, record: record, name: name)
    guard let value else {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE record = ? AND lookup = ?")
        .execute(arguments: [record.bytes, lookup])
      return
    }
    let stored = try keys.seal(value, under: key, table: table, record: record, row: lookup)
    try database.cachedStatement(
      sql: """
        INSERT INTO \(table) (record, lookup, sequence, time, value) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (record, lookup)
        DO UPDATE SET sequence = excluded.sequence, time = excluded.time, value = excluded.value
        """
    ).execute(arguments: [record.bytes, lookup, sequence + 1, seconds, stored])
  }
}
