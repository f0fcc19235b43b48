package import Foundation
package import GRDB
package import Keys

extension SQLiteStore: NonceStore {
  package func isRemembered(_ nonce: SignedNonce) async throws -> Bool {
    let lookup = lookup(nonce)
    return try await values.read { database in
      try Bool.fetchOne(
        database.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM nonce WHERE lookup = ?)"),
        arguments: [lookup]) ?? false
    }
  }

  package func admit(_ nonce: SignedNonce, now: Date) async throws -> Bool {
    try await values.write { try admit(nonce, now: now, in: $0) }
  }

  /// Remembers a nonce inside a transaction of ``values`` that is already open; false when it is
  /// remembered already.
  func admit(_ nonce: SignedNonce, now: Date, in database: Database) throws -> Bool {
    try database.cachedStatement(sql: "DELETE FROM nonce WHERE expires < ?")
      .execute(arguments: [Int(now.timeIntervalSince1970)])
    try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO nonce (lookup, expires) VALUES (?, ?)"
    ).execute(
      arguments: [lookup(nonce), Int(nonce.until.timeIntervalSince1970.rounded(.up))])
    return database.changesCount == 1
  }

  private func lookup(_ nonce: SignedNonce) -> Data {
    keys.lookup("nonce", record: nil, name: nonce.key.bytes + nonce.bytes)
  }
}

extension SQLiteStore: EnrolmentStore {
  package func enrol(_ key: Fingerprint, by record: RecordID) async throws {
    let (lookup, holder) = enrolment(key, record)
    try await values.write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO enrolled (lookup, holder) VALUES (?, ?)",
        arguments: [lookup, holder])
    }
  }

  package func withdraw(_ key: Fingerprint, by record: RecordID) async throws {
    let (lookup, holder) = enrolment(key, record)
    try await values.write { database in
      try database.execute(
        sql: "DELETE FROM enrolled WHERE lookup = ? AND holder = ?", arguments: [lookup, holder])
    }
  }

  package func isEnrolled(_ key: Fingerprint) async throws -> Bool {
    let lookup = keys.lookup("enrolled", record: nil, name: key.bytes)
    return try await values.read { database in
      try Bool.fetchOne(
        database.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM enrolled WHERE lookup = ?)"),
        arguments: [lookup]) ?? false
    }
  }

  /// The holder is another look-up for each key, so that a record's keys are not seen together.
  private func enrolment(_ key: Fingerprint, _ record: RecordID) -> (Data, Data) {
    (
      keys.lookup("enrolled", record: nil, name: key.bytes),
      keys.lookup("enrolled", record: record, name: key.bytes)
    )
  }
}

extension SQLiteStore: HubValueStore {
  package func value(_ name: String) async throws -> Data? {
    try await values.read { try value(name, in: $0) }
  }

  /// The value under a name inside a transaction of ``values`` that is already open, or nil.
  package func value(_ name: String, in database: Database) throws -> Data? {
    let lookup = keys.lookup("hub_value", record: nil, name: Data(name.utf8))
    let stored = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM hub_value WHERE lookup = ?"),
      arguments: [lookup])
    guard let stored else { return nil }
    return try keys.open(stored, under: keys.hubKey, table: "hub_value", record: nil, row: lookup)
  }

  package func setValue(_ name: String, _ value: Data, at time: Date) async throws {
    try await values.write { try setValue(name, value, at: time, in: $0) }
  }

  /// Deletes the value under a name inside a transaction of ``values`` that is already open.
  package func removeValue(_ name: String, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM hub_value WHERE lookup = ?",
      arguments: [keys.lookup("hub_value", record: nil, name: Data(name.utf8))])
  }

  /// Replaces the value under a name inside a transaction of ``values`` that is already open.
  package func setValue(
    _ name: String, _ value: Data, at time: Date, in database: Database
  ) throws {
    let lookup = keys.lookup("hub_value", record: nil, name: Data(name.utf8))
    let stored = try keys.seal(
      value, under: keys.hubKey, table: "hub_value", record: nil, row: lookup)
    try database.execute(
      sql: """
        INSERT INTO hub_value (lookup, time, value) VALUES (?, ?, ?)
        ON CONFLICT (lookup) DO UPDATE SET time = excluded.time, value = excluded.value
        """, arguments: [lookup, Int(time.timeIntervalSince1970), stored])
  }
}
