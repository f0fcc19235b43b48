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
  let head: HeadRow?
  /// The grants, by time of publication; empty where they were not asked for.
  let grants: [GrantRow]
  /// The items; empty where they were not asked for.
  let items: [StoredItem]
  /// The requests, oldest first; empty where they were not asked for.
  let requests: [RequestRow]

  var record: RecordID { access.record }
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

  /// Sets the manifest.
  mutating func set(_ head: HeadRow) throws {
    rows.append(Row(kind: .head, name: HeadRow.name, value: try CanonicalJSON.encode(head)))
  }

  /// Writes everything into a transaction.
  func write(to writing: any RecordWriting) throws {
    try writing.setState(try CanonicalJSON.encode(file))
    for row in rows { try writing.setRow(row.kind, row.name, row.value) }
  }
}

/// The records of a hub as types: the one place that knows how they are written.
struct RecordBook: Sendable {
  let store: SQLiteStore

  /// Of these items the last versions of those that were removed, and how many ever were.
  func removed(
    _ items: [ItemID], of record: RecordID
  ) async throws -> (versions: [ItemID: Int], count: Int) {
    try await store.read(record) { reading in
      var versions: [ItemID: Int] = [:]
      for item in items {
        guard let row = try reading.row(.removed, item.bytes) else { continue }
        versions[item] = try CanonicalJSON.decode(RemovedItem.self, from: row).version
      }
      return (versions, try reading.rowCount(.removed))
    } ?? ([:], 0)
  }

  /// Reads a record, and of its rows the kinds asked for; nil when there is none.
  func snapshot(
    of record: RecordID, with kinds: Set<RowKind> = []
  ) async throws -> RecordSnapshot? {
    let access = try await store.access(to: record)
    return try await store.values.read { database in
      guard let reading = try store.open(access, in: database, at: .distantPast) else { return nil }
      func rows<Value: Codable>(_ kind: RowKind) throws -> [Value] {
        guard kinds.contains(kind) else { return [] }
        return try reading.rows(kind).map { try CanonicalJSON.decode(Value.self, from: $0) }
      }
      return RecordSnapshot(
        access: access, sequence: reading.sequence,
        file: try CanonicalJSON.decode(RecordFile.self, from: try reading.state()),
        head: try reading.row(.head, HeadRow.name).map {
          try CanonicalJSON.decode(HeadRow.self, from: $0)
        },
        grants: try rows(.grant).sorted { (one: GrantRow, other: GrantRow) in
          one.publishedAt < other.publishedAt
        },
        items: try rows(.item), requests: try rows(.request))
    }
  }
}
