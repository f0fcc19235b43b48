package import GRDB

/// The log in tables of a SQLite database that others share.
///
/// A caller's own writes in the same database commit together with its entry; see
/// ``SQLiteLogTransaction/database``. Durability is the database's: it must run with
/// `synchronous=FULL`. Leaves and nodes can neither be changed nor deleted through SQL.
package struct SQLiteLogStore: LogStore {
  private let database: any DatabaseWriter

  /// Makes the log's tables where they are missing.
  package init(_ database: any DatabaseWriter) throws {
    self.database = database
    try Self.migrations.migrate(database)
  }

  package func write<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteLogTransaction) throws -> T
  ) async throws -> T {
    // GRDB's own asynchronous write rolls back when the calling task is cancelled; here that
    // would fail everyone else in the batch.
    try await withCheckedThrowingContinuation { continuation in
      database.asyncWriteWithoutTransaction { database in
        continuation.resume(
          with: Result {
            var result: T?
            try database.inTransaction(.immediate) {
              result = try body(SQLiteLogTransaction(database: database))
              return .commit
            }
            guard let result else { throw LogError(.unavailable, at: "transaction") }
            return result
          })
      }
    }
  }

  package func read<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteLogTransaction) throws -> T
  ) async throws -> T {
    try await database.read { try body(SQLiteLogTransaction(database: $0)) }
  }

  private static var migrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("log-1") { database in
      try database.execute(
        sql: """
          CREATE TABLE log_leaf (
            position INTEGER PRIMARY KEY NOT NULL,
            time INTEGER NOT NULL,
            data BLOB NOT NULL
          );
          CREATE TABLE log_node (
            level INTEGER NOT NULL,
            position INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (level, position)
          ) WITHOUT ROWID;
          CREATE TABLE log_entry (
            position INTEGER PRIMARY KEY NOT NULL REFERENCES log_leaf(position),
            record BLOB NOT NULL,
            sequence INTEGER NOT NULL,
            entry BLOB,
            frame BLOB NOT NULL,
            shredded INTEGER,
            UNIQUE (record, sequence)
          );
          CREATE TABLE log_shred (
            position INTEGER PRIMARY KEY NOT NULL REFERENCES log_leaf(position),
            tag BLOB NOT NULL
          );
          CREATE TABLE log_reading (
            position INTEGER PRIMARY KEY NOT NULL REFERENCES log_leaf(position)
          );
          CREATE TABLE log_checkpoint (
            size INTEGER PRIMARY KEY NOT NULL,
            time INTEGER NOT NULL,
            note BLOB NOT NULL
          );
          """)
      for table in ["log_leaf", "log_node"] {
        for change in ["UPDATE", "DELETE"] {
          try database.execute(
            sql: """
              CREATE TRIGGER \(table)_\(change.lowercased()) BEFORE \(change) ON \(table)
              BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
              """)
        }
      }
    }
    return migrator
  }
}
