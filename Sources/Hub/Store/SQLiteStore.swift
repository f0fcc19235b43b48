package import Foundation
package import GRDB
import Keys

/// The stores on SQLite: one file of values, one of record keys.
///
/// The keys lie in a file of their own, so that backups of the values can be kept for years while of
/// the keys only the newest copy is: a record that was erased then opens in no backup.
/// Both run in WAL mode with `synchronous=FULL` and `secure_delete`: a committed change survives a
/// power cut, and deleted bytes are overwritten.
package struct SQLiteStore: Sendable {
  /// The name of the file of values.
  package static let valuesName = "hub.sqlite"
  /// The name of the file of record keys.
  package static let keysName = "record-keys.sqlite"

  /// The values: `hub.sqlite`.
  package let values: DatabasePool

  let keyFile: DatabasePool
  let keys: StoreKeys

  /// Opens or makes the two databases of a folder, readable by their owner alone.
  ///
  /// - Throws: ``StoreError/otherHub`` when the values were sealed under another hub's keys,
  ///   ``StoreError/unavailable(_:)`` when a file cannot be opened.
  package init(folder: URL, keys: StoreKeys) throws(StoreError) {
    self.keys = keys
    do {
      values = try Self.open(folder.appendingPathComponent(Self.valuesName))
      keyFile = try Self.open(folder.appendingPathComponent(Self.keysName))
      try Self.valueMigrations.migrate(values)
      try Self.keyMigrations.migrate(keyFile)
    } catch {
      throw .unavailable("the hub's database does not open")
    }
    try proveKeys()
  }

  /// Opens a pool with a hub's settings.
  package static func open(_ file: URL) throws -> DatabasePool {
    if !FileManager.default.fileExists(atPath: file.path) {
      _ = FileManager.default.createFile(
        atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA secure_delete = ON")
    }
    let pool = try DatabasePool(path: file.path, configuration: configuration)
    // The pool lowers `synchronous` to NORMAL when it turns WAL on, after `prepareDatabase`.
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    return pool
  }

  private static var valueMigrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE record (
            id BLOB PRIMARY KEY NOT NULL,
            created INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            time INTEGER NOT NULL,
            value BLOB NOT NULL
          ) WITHOUT ROWID;
          CREATE TABLE nonce (
            lookup BLOB PRIMARY KEY NOT NULL,
            expires INTEGER NOT NULL
          ) WITHOUT ROWID;
          CREATE INDEX nonce_expires ON nonce(expires);
          CREATE TABLE enrolled (
            lookup BLOB NOT NULL,
            holder BLOB NOT NULL,
            PRIMARY KEY (lookup, holder)
          ) WITHOUT ROWID;
          CREATE TABLE hub_value (
            lookup BLOB PRIMARY KEY NOT NULL,
            time INTEGER NOT NULL,
            value BLOB NOT NULL
          ) WITHOUT ROWID;
          """)
      for kind in RowKind.allCases where kind != .proposal { try makeTable(of: kind, in: database) }
    }
    migrator.registerMigration("2") { database in
      try database.execute(
        sql: "CREATE TABLE key_to_erase (lookup BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID;")
    }
    migrator.registerMigration("3") { database in try makeTable(of: .proposal, in: database) }
    return migrator
  }

  private static func makeTable(of kind: RowKind, in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE record_\(kind.rawValue) (
          record BLOB NOT NULL REFERENCES record(id) ON DELETE CASCADE,
          lookup BLOB NOT NULL,
          sequence INTEGER NOT NULL,
          time INTEGER NOT NULL,
          value BLOB NOT NULL,
          PRIMARY KEY (record, lookup)
        ) WITHOUT ROWID;
        """)
  }

  private static var keyMigrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE record_key (lookup BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL)
          WITHOUT ROWID;
          """)
    }
    return migrator
  }

  /// Seals a fixed value the first time, and opens it each further time.
  private func proveKeys() throws(StoreError) {
    let name = keys.lookup("hub_value", record: nil, name: Data("proof".utf8))
    let stored: Data?
    let held: Int
    do {
      stored = try values.read { database in
        try Data.fetchOne(
          database, sql: "SELECT value FROM hub_value WHERE lookup = ?", arguments: [name])
      }
      held = try values.read { database in
        try Int.fetchOne(database, sql: "SELECT count(*) FROM hub_value") ?? 0
      }
    } catch {
      throw .unavailable("the hub's database cannot be read")
    }
    if let stored {
      _ = try keys.open(
        stored, under: keys.hubKey, table: "hub_value", record: nil, row: name)
      return
    }
    guard held == 0 else { throw .otherHub }
    let value = try keys.seal(
      Data("maille".utf8), under: keys.hubKey, table: "hub_value", record: nil, row: name)
    do {
      try values.write { database in
        try database.execute(
          sql: "INSERT INTO hub_value (lookup, time, value) VALUES (?, ?, ?)",
          arguments: [name, Int(Date().timeIntervalSince1970), value])
      }
    } catch {
      throw .unavailable("the hub's database cannot be written")
    }
  }
}
