package import Crypto
package import Foundation
package import Keys

/// The keys under which a hub's values lie at rest.
///
/// Both secrets are kept in the hub's key file, outside the database and its backups. A value is
/// AES-256-GCM over its padded bytes; the associated data binds the table, the record and the row,
/// so that a value moved to another place does not open. See `docs/spec/hub-api.md`, *At rest*.
package struct StoreKeys: Sendable {
  private let sealing: SymmetricKey
  private let looking: SymmetricKey

  /// Keys from the secrets `store` and `lookup` of a hub's key ring, 32 bytes each.
  package init(store: SymmetricKey, lookup: SymmetricKey) {
    sealing = store
    looking = lookup
  }

  /// What stands in the database instead of a name: HMAC-SHA256 under the look-up key.
  ///
  /// The record is part of the message, so that nothing joins across records.
  package func lookup(_ table: String, record: RecordID?, name: Data) -> Data {
    let message = labelled(
      "maille/v1/lookup", Data(table.utf8), record?.bytes ?? Data(), name)
    return Data(HMAC<SHA256>.authenticationCode(for: message, using: looking))
  }

  /// What a `shred` entry of a record is known by: the hub's own word on that leaf's kind, which is
  /// sealed to others.
  package func shredTag(of leaf: Data, record: RecordID) -> Data {
    lookup("log_shred", record: record, name: leaf)
  }

  /// A new key for a record, and the form in which it is stored.
  package func makeRecordKey(for record: RecordID) throws(StoreError) -> Data {
    let fresh = SymmetricKey(size: .bits256)
    return try seal(
      unsafe fresh.withUnsafeBytes { unsafe Data($0) }, under: sealing, table: "record_key",
      record: record, row: Data())
  }

  /// A record's key from the form in which it is stored.
  package func openRecordKey(_ stored: Data, for record: RecordID) throws(StoreError)
    -> SymmetricKey
  {
    do {
      return SymmetricKey(
        data: try open(stored, under: sealing, table: "record_key", record: record, row: Data()))
    } catch {
      throw .keyUnreadable
    }
  }

  /// The key of what belongs to the hub and to no record.
  package var hubKey: SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: sealing, info: labelled("maille/v1/hub-values"),
      outputByteCount: 32)
  }

  /// Seals a value for one place.
  package func seal(
    _ value: Data, under key: SymmetricKey, table: String, record: RecordID?, row: Data
  ) throws(StoreError) -> Data {
    try box(Padding.pad(value), under: key, table: table, record: record, row: row)
  }

  /// Opens a value of one place.
  package func open(
    _ stored: Data, under key: SymmetricKey, table: String, record: RecordID?, row: Data
  ) throws(StoreError) -> Data {
    do {
      return try Padding.unpad(
        unbox(stored, under: key, table: table, record: record, row: row))
    } catch {
      throw .unreadable(table: table)
    }
  }

  /// Seals an entry file once more, for its place in the log.
  ///
  /// An entry of a record goes under the record's key, so that after an erasure no backup opens
  /// with the naming key either; what is the hub's own goes under the hub's. The file is padded
  /// inside already.
  package func seal(
    entry: Data, at index: UInt64, record: RecordID?, key: SymmetricKey?
  ) throws(StoreError) -> Data {
    try box(
      entry, under: key ?? hubKey, table: "log_entry", record: record, row: Self.row(index))
  }

  /// Opens what ``seal(entry:at:record:key:)`` made.
  package func open(
    entry: Data, at index: UInt64, record: RecordID?, key: SymmetricKey?
  ) throws(StoreError) -> Data {
    try unbox(
      entry, under: key ?? hubKey, table: "log_entry", record: record, row: Self.row(index))
  }

  private static func row(_ index: UInt64) -> Data {
    unsafe withUnsafeBytes(of: index.bigEndian) { unsafe Data($0) }
  }

  private func box(
    _ value: Data, under key: SymmetricKey, table: String, record: RecordID?, row: Data
  ) throws(StoreError) -> Data {
    do {
      let box = try AES.GCM.seal(
        value, using: key, authenticating: place(table: table, record: record, row: row))
      guard let combined = box.combined else { throw StoreError.unreadable(table: table) }
      return combined
    } catch {
      throw .unreadable(table: table)
    }
  }

  private func unbox(
    _ stored: Data, under key: SymmetricKey, table: String, record: RecordID?, row: Data
  ) throws(StoreError) -> Data {
    do {
      return try AES.GCM.open(
        try AES.GCM.SealedBox(combined: stored), using: key,
        authenticating: place(table: table, record: record, row: row))
    } catch {
      throw .unreadable(table: table)
    }
  }

  private func place(table: String, record: RecordID?, row: Data) -> Data {
    labelled("maille/v1/stored", Data(table.utf8), record?.bytes ?? Data(), row)
  }
}
