package import Foundation
package import Keys

/// The kinds of rows that a record has beside its state.
package enum RowKind: String, CaseIterable, Sendable {
  /// An item of the record, encrypted by the owner.
  case item
  /// The last version of an item that was removed.
  case removed
  /// A grant with its gate shares and packets.
  case grant
  /// A request that waits for the owner.
  case request
  /// A proposal that waits for the owner.
  case proposal
  /// The present manifest with its slots and measures; one row.
  case head
  /// What figures are computed from; one row.
  case ledger
  /// The grants of one viewer.
  case viewer
}

/// One record as it was at one moment.
package protocol RecordReading {
  /// How often the record was changed; it grows by one with each change.
  var sequence: Int { get }

  /// The record's state.
  func state() throws -> Data

  /// One row by name, or nil.
  func row(_ kind: RowKind, _ name: Data) throws -> Data?

  /// Every row of a kind, oldest change first.
  func rows(_ kind: RowKind) throws -> [Data]

  /// The number of rows of a kind.
  func rowCount(_ kind: RowKind) throws -> Int
}

/// One record inside a transaction.
package protocol RecordWriting: RecordReading {
  /// Replaces the state.
  func setState(_ state: Data) throws

  /// Replaces a row, or deletes it with nil.
  func setRow(_ kind: RowKind, _ name: Data, _ value: Data?) throws
}

/// Answers what a record is now, and how it changes.
///
/// Values pass as plain bytes and lie sealed. When a call that writes returns, the change is durable
/// and whole; when it throws, nothing of it happened.
package protocol RecordStore: Sendable {
  /// Makes a record with its key; false when there is one of this id, which then stays as it is.
  func create(_ record: RecordID, state: Data, at time: Date) async throws -> Bool

  /// Reads a record in one snapshot; nil when there is none.
  func read<T: Sendable>(
    _ record: RecordID, _ body: @escaping @Sendable (any RecordReading) throws -> T
  ) async throws -> T?

  /// Changes a record in one transaction; nil when there is none.
  func change<T: Sendable>(
    _ record: RecordID, at time: Date,
    _ body: @escaping @Sendable (any RecordWriting) throws -> T
  ) async throws -> T?

  /// Deletes a record and its key, so that no backup of the database opens any more.
  ///
  /// - Returns: false when there is no such record.
  func erase(_ record: RecordID) async throws -> Bool

  /// The number of records.
  func recordCount() async throws -> Int
}

/// The nonce of one signed request.
package struct SignedNonce: Hashable, Sendable {
  /// The 32 bytes.
  package let bytes: Data
  /// The key that signed.
  package let key: Fingerprint
  /// Until when it is remembered (UTC).
  package let until: Date

  /// Names a nonce.
  package init(_ bytes: Data, of key: Fingerprint, until: Date) {
    self.bytes = bytes
    self.key = key
    self.until = until
  }
}

/// Answers whether a nonce was seen before.
package protocol NonceStore: Sendable {
  /// Whether a nonce is remembered.
  func isRemembered(_ nonce: SignedNonce) async throws -> Bool

  /// Remembers a nonce; false when it is remembered already.
  ///
  /// When it returns true, the nonce is durable: a restart forgets nothing.
  func admit(_ nonce: SignedNonce, now: Date) async throws -> Bool
}

/// Answers whether any record of this hub has named a key.
package protocol EnrolmentStore: Sendable {
  /// Remembers that a record names a key: as its owner, a helper, or a viewer without authority.
  func enrol(_ key: Fingerprint, by record: RecordID) async throws

  /// Forgets that a record names a key.
  func withdraw(_ key: Fingerprint, by record: RecordID) async throws

  /// Whether any record names a key.
  func isEnrolled(_ key: Fingerprint) async throws -> Bool
}

/// Answers what the hub itself last kept under a name.
package protocol HubValueStore: Sendable {
  /// The value under a name, or nil.
  func value(_ name: String) async throws -> Data?

  /// Replaces the value under a name.
  func setValue(_ name: String, _ value: Data, at time: Date) async throws
}
