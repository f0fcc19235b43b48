import Consent
import Foundation
import GRDB
import Keys
import Record

/// One record in one snapshot, typed.
struct RecordSnapshot: Sendable {
  let access: SQLiteStore.Access
  let sequence: Int
  let file: RecordFile
  /// The manifest; nil where there is none, or where it was not asked for.
  let head: HeadRow?
  /// The ledger; nil where it was not asked for.
  let loadedLedger: Ledger?
  /// The grants, by time of publication; empty where they were not asked for.
  let grants: [GrantRow]
  /// The items; empty where they were not asked for.
  let items: [StoredItem]
  /// The requests, oldest first; empty where they were not asked for.
  let requests: [RequestRow]
  /// The proposals that wait; empty where they were not asked for.
  let proposals: [ProposalRow]

  var record: RecordID { access.record }

  /// The ledger; throws where it was not asked for, since an empty one would allow anything.
  var ledger: Ledger {
    get throws(StoreError) {
      guard let loadedLedger else { throw .unreadable(table: "record_ledger") }
      return loadedLedger
    }
  }
}

/// What one act changes: the file, and rows beside it.
struct RecordChange: Sendable {
  /// One row set, or deleted with nil.
  struct Row: Sendable {
    let kind: RowKind
    let name: Data
    let value: Data?
  }

  /// The file after the act.
  var file: RecordFile
  /// The ledger after the act, where the act changes it.
  var ledger: Ledger?
  /// The rows that the act sets.
  var rows: [Row] = []
  /// The statement that is taken by it.
  private(set) var statement: DocumentHash?

  init(_ file: RecordFile) {
    self.file = file
  }

  /// Takes a statement of the owner's: it is answered again when it comes again.
  mutating func take(_ statement: DocumentHash, counter: Int) {
    self.statement = statement
    file.counter = max(file.counter, counter)
  }

  /// Remembers where the statement stands in the log.
  mutating func remember(index: UInt64, receipt: Data) {
    guard let statement else { return }
    let taken = TakenStatement(statement: statement, index: Int(index), receipt: receipt)
    file.taken = Array((file.taken + [taken]).suffix(TakenStatement.remembered))
  }

  /// Sets a grant.
  mutating func set(_ grant: GrantRow) throws {
    rows.append(Row(kind: .grant, name: grant.id.bytes, value: try CanonicalJSON.encode(grant)))
  }

  /// Sets an item, which may be one that was removed before.
  mutating func set(_ item: StoredItem) throws {
    rows.append(Row(kind: .item, name: item.item.bytes, value: try CanonicalJSON.encode(item)))
    rows.append(Row(kind: .removed, name: item.item.bytes, value: nil))
  }

  /// Deletes an item and keeps its last version.
  mutating func remove(_ item: StoredItem) throws {
    rows.append(Row(kind: .item, name: item.item.bytes, value: nil))
    rows.append(
      Row(
        kind: .removed, name: item.item.bytes,
        value: try CanonicalJSON.encode(RemovedItem(item: item.item, version: item.version))))
  }

  /// Sets a request.
  mutating func set(_ request: RequestRow) throws {
    rows.append(
      Row(
        kind: .request, name: request.request.payload.id.bytes,
        value: try CanonicalJSON.encode(request)))
  }

  /// Deletes a request.
  mutating func remove(_ request: RequestID) {
    rows.append(Row(kind: .request, name: request.bytes, value: nil))
  }

  /// Sets the grants of a viewer.
  mutating func set(_ viewer: ViewerRow, of key: Fingerprint) throws {
    rows.append(
      Row(kind: .viewer, name: key.bytes, value: try CanonicalJSON.encode(viewer)))
  }

  /// The hash of the ledger after the act.
  var ledgerHash: DocumentHash {
    get throws { try ledger?.hash ?? file.ledgerHash }
  }

  /// Sets the manifest.
  mutating func set(_ head: HeadRow) throws {
    rows.append(Row(kind: .head, name: HeadRow.name, value: try CanonicalJSON.encode(head)))
  }

  /// Writes everything into a transaction.
  func write(to writing: any RecordWriting) throws {
    var file = file
    if let ledger {
      file.ledgerHash = try ledger.hash
      try writing.setRow(.ledger, LedgerRow.name, try CanonicalJSON.encode(ledger))
    }
    try writing.setState(try CanonicalJSON.encode(file))
    for row in rows { try writing.setRow(row.kind, row.name, row.value) }
  }
}

/// The records of a hub as types: the one place that knows how they are written.
struct RecordBook: Sendable {
  let store: SQLiteStore
  let prepared = PreparedViews()
  let decoded = DecodedRows()

  /// Of these items the last versions of those that were removed, and how many ever were.
  func removed(
    _ items: [ItemID], of record: RecordID
  ) async throws -> (versions: [ItemID: Int], count: Int) {
    try await store.read(record) { reading in
      var versions: [ItemID: Int] = [:]
      for item in items {
        guard let row = try reading.row(.removed, item.bytes) else { continue }
        versions[item] = try CanonicalJSON.read(RemovedItem.self, from: row).version
      }
      return (versions, try reading.rowCount(.removed))
    } ?? ([:], 0)
  }

  /// The grants that a record gave a viewer, newest last; empty where there is no such record.
  func grants(of viewer: Fingerprint, in record: RecordID) async throws -> [GrantID] {
    try await store.read(record) { reading in
      try reading.row(.viewer, viewer.bytes).map {
        try CanonicalJSON.read(ViewerRow.self, from: $0).grants
      } ?? []
    } ?? []
  }

  /// What a decision on a view rests on beside the grant: the manifest and the ledger.
  ///
  /// Throws ``StateChanged`` where the record is no longer that of the snapshot.
  func decisive(
    of snapshot: RecordSnapshot
  ) async throws -> (head: HeadRow?, ledger: Ledger) {
    try await store.values.read { database in
      guard let reading = try store.open(snapshot.access, in: database, at: .distantPast),
        reading.sequence == snapshot.sequence
      else { throw StateChanged() }
      let head = try value(HeadRow.self, .head, HeadRow.name, in: reading, of: snapshot.record)
      return (head, try ledger(reading, of: snapshot.file, snapshot.record))
    }
  }

  /// The ledger; one that was taken away, or put back from an older copy, is found by its hash.
  private func ledger(
    _ reading: any RecordReading, of file: RecordFile, _ record: RecordID
  ) throws -> Ledger {
    guard let row = try reading.row(.ledger, LedgerRow.name) else {
      guard try Ledger().hash == file.ledgerHash else {
        throw StoreError.unreadable(table: "record_ledger")
      }
      return Ledger()
    }
    // The row is the ledger's canonical JSON, which its hash is of.
    guard DocumentHash(of: row) == file.ledgerHash else {
      throw StoreError.unreadable(table: "record_ledger")
    }
    return try decoded.read(
      Ledger.self, from: row,
      at: DecodedRows.Place(record: record, kind: .ledger, name: LedgerRow.name))
  }

  /// One row as what it says.
  private func value<Value: Decodable & Sendable>(
    _ type: Value.Type, _ kind: RowKind, _ name: Data, in reading: any RecordReading,
    of record: RecordID
  ) throws -> Value? {
    try reading.row(kind, name).map {
      try decoded.read(
        type, from: $0, at: DecodedRows.Place(record: record, kind: kind, name: name))
    }
  }

  /// Reads a record, of its rows the kinds asked for, and these grants; nil when there is none.
  ///
  /// Whoever is not its owner makes the hub read no more than concerns them.
  func snapshot(
    of record: RecordID, with kinds: Set<RowKind> = [], grants: [GrantID] = []
  ) async throws -> RecordSnapshot? {
    if kinds.contains(.item), let share = RequestRoom.records {
      guard share.take(try await store.itemBytes(of: record)) else { throw ProblemAnswer.busy }
    }
    let access = try await store.access(to: record)
    return try await store.values.read { database in
      guard let reading = try store.open(access, in: database, at: .distantPast) else { return nil }
      func rows<Value: Codable>(_ kind: RowKind) throws -> [Value] {
        guard kinds.contains(kind) else { return [] }
        return try reading.rows(kind).map { try CanonicalJSON.read(Value.self, from: $0) }
      }
      func one<Value: Codable & Sendable>(_ kind: RowKind, _ name: Data) throws -> Value? {
        try value(Value.self, kind, name, in: reading, of: record)
      }
      let file = try decoded.read(
        RecordFile.self, from: try reading.state(),
        at: DecodedRows.Place(record: record, kind: nil, name: Data()))
      let asked: [GrantRow] =
        kinds.contains(.grant)
        ? try rows(.grant) : try Set(grants).compactMap { try one(.grant, $0.bytes) }
      return RecordSnapshot(
        access: access, sequence: reading.sequence, file: file,
        head: kinds.contains(.head) ? try one(.head, HeadRow.name) : nil,
        loadedLedger: kinds.contains(.ledger) ? try ledger(reading, of: file, record) : nil,
        grants: asked.sorted { $0.publishedAt < $1.publishedAt },
        items: try rows(.item), requests: try rows(.request),
        proposals: try rows(.proposal))
    }
  }
}
