import Consent
import Foundation
import GRDB
import Keys
import Record
import TransparencyLog

/// The check of one record: every row opens, is in its own place, and fits the others and the log.
struct RecordCheck {
  let store: SQLiteStore
  let gate: Gate
  let log: LogReader<SQLiteLogStore>
  /// The record, as findings name it: its number by age.
  let number: Int
  /// The time of the check.
  let now: Date

  private typealias Finding = HubCheckReport.Finding

  /// What is wrong, in the order of the tables.
  func run(_ id: Data) async throws -> [HubCheckReport.Finding] {
    guard let record = try? RecordID(bytes: id) else { return [finding(.misplacedValue, "id")] }
    let access: SQLiteStore.Access
    do {
      access = try await store.access(to: record)
    } catch {
      return [finding(.unreadableValue, "record_key")]
    }
    guard access.isOpen else { return [finding(.unreadableValue, "record_key")] }
    let (rows, findings) = try await read(access)
    guard let rows else { return findings }
    return try await findings + check(rows, of: record)
  }

  /// Everything that a record holds, decoded.
  private struct Rows: Sendable {
    var file: RecordFile
    var items: [StoredItem] = []
    var removed: [RemovedItem] = []
    var grants: [GrantRow] = []
    var requests: [RequestRow] = []
    var proposals: [ProposalRow] = []
    var head: HeadRow?
    var ledger = Ledger()
    var viewers: [Data: ViewerRow] = [:]
  }

  private func read(_ access: SQLiteStore.Access) async throws -> (Rows?, [Finding]) {
    try await store.values.read { database in
      guard let reading = try store.open(access, in: database, at: .distantPast) else {
        return (nil, [])
      }
      guard let file = try? CanonicalJSON.decode(RecordFile.self, from: try reading.state())
      else { return (nil, [finding(.unreadableValue, "record")]) }
      var rows = Rows(file: file)
      var findings: [Finding] = []
      for kind in RowKind.allCases {
        for (place, row) in try reading.storedRows(kind).enumerated() {
          let name = "record_\(kind.rawValue) \(place + 1)"
          guard let value = try? reading.open(row, kind) else {
            findings.append(finding(.unreadableValue, name))
            continue
          }
          do {
            let said = try Self.take(value, kind, row.lookup, into: &rows)
            if let said, reading.lookup(kind, said) != row.lookup {
              findings.append(finding(.misplacedValue, name))
            }
          } catch {
            findings.append(finding(.malformedValue, name))
          }
        }
      }
      return (rows, findings)
    }
  }

  /// Decodes a row; gives the name that its value says it has, where it says one.
  private static func take(
    _ value: Data, _ kind: RowKind, _ lookup: Data, into rows: inout Rows
  ) throws -> Data? {
    func decode<Value: Codable>(_ type: Value.Type) throws -> Value {
      try CanonicalJSON.decode(type, from: value)
    }
    switch kind {
    case .item:
      rows.items.append(try decode(StoredItem.self))
      return rows.items.last?.item.bytes
    case .removed:
      rows.removed.append(try decode(RemovedItem.self))
      return rows.removed.last?.item.bytes
    case .grant:
      rows.grants.append(try decode(GrantRow.self))
      return rows.grants.last?.id.bytes
    case .request:
      rows.requests.append(try decode(RequestRow.self))
      return rows.requests.last?.request.payload.id.bytes
    case .proposal:
      rows.proposals.append(try decode(ProposalRow.self))
      return rows.proposals.last?.proposal.id.bytes
    case .head:
      rows.head = try decode(HeadRow.self)
      return HeadRow.name
    case .ledger:
      rows.ledger = try decode(Ledger.self)
      return LedgerRow.name
    case .viewer:
      rows.viewers[lookup] = try decode(ViewerRow.self)
      return nil
    }
  }

  private func check(_ rows: Rows, of record: RecordID) async throws -> [Finding] {
    var findings: [Finding] = []
    func require(_ condition: Bool, _ kind: Finding.Kind, _ place: String) {
      if !condition { findings.append(finding(kind, place)) }
    }
    let owners = rows.file.ownerLine
    require(try rows.ledger.hash == rows.file.ledgerHash, .otherLedger, "record_ledger")
    if let head = rows.head {
      let manifest = try? await owners.verify(head.manifest)
      require(manifest?.payload.record == record, .unsignedValue, "manifest")
      require(
        (try? await gate.measures(of: head, owners: owners)) != nil, .unsignedValue, "measures")
      require(
        (try? head.slots.check(holds: rows.items)) != nil
          && (try? HeadRow.holdings(rows.items)) == head.holdings, .otherItems, "record_item")
      require(rows.removed.count == head.removed, .otherItems, "record_removed")
    } else {
      require(rows.items.isEmpty && rows.grants.isEmpty, .missingRow, "record_head")
    }
    let held = Set(rows.items.map(\.item))
    require(rows.removed.allSatisfy { !held.contains($0.item) }, .otherItems, "record_removed")
    for (place, row) in rows.grants.enumerated() {
      let opened = try? await gate.open(row, owners: owners)
      require(opened?.grant.payload.record == record, .unsignedValue, "record_grant \(place + 1)")
      let line = rows.ledger[row.id]
      require(
        line == nil || (line?.ended == nil) == (row.endedAt == nil), .otherLedger,
        "record_grant \(place + 1)")
    }
    let grants = Set(rows.grants.map(\.id))
    require(
      rows.ledger.lines.allSatisfy { $0.emergency || grants.contains($0.grant) }, .missingRow,
      "record_grant")
    findings += viewers(rows, of: record)
    require(
      Set(rows.file.inbox.map(\.id)) == Set(rows.requests.map(\.request.payload.id)), .missingRow,
      "record_request")
    require(
      Set((rows.file.proposals ?? []).filter { !$0.isSettled }.map(\.id))
        == Set(rows.proposals.map(\.proposal.id)), .missingRow, "record_proposal")
    for person in people(rows) {
      if try await !store.isEnrolled(person) { findings.append(finding(.missingRow, "enrolled")) }
    }
    return try await findings + inLog(rows.file, of: record)
  }

  /// Whom the record lets knock without an affiliation.
  private func people(_ rows: Rows) -> Set<Fingerprint> {
    let viewers = rows.ledger.lines.filter { $0.scope.authority == nil && $0.end > now }
      .map(\.scope.viewer)
    let keys = [
      rows.file.ownerIdentity.fingerprint, rows.file.owner.payload.recovery?.fingerprint,
      rows.file.succession?.succession.payload.successor.signer,
    ]
    return Set(keys.compactMap(\.self))
      .union(rows.file.standingHelpers.map(\.fingerprint)).union(viewers)
  }

  /// Each standing grant is where its viewer will look for it, and none is listed for another.
  private func viewers(_ rows: Rows, of record: RecordID) -> [Finding] {
    func place(_ line: LedgerLine) -> Data {
      store.keys.lookup("record_viewer", record: record, name: line.scope.viewer.bytes)
    }
    let standing = rows.ledger.lines.filter { !$0.emergency && $0.end > now }
    let isListed = standing.allSatisfy {
      rows.viewers[place($0)]?.grants.contains($0.grant) == true
    }
    let isStray = rows.viewers.contains { lookup, row in
      row.grants.contains { rows.ledger[$0].map { place($0) != lookup } ?? false }
    }
    return (isListed ? [] : [finding(.missingRow, "record_viewer")])
      + (isStray ? [finding(.misplacedValue, "record_viewer")] : [])
  }

  /// What the record says of the log is in it.
  private func inLog(_ file: RecordFile, of record: RecordID) async throws -> [Finding] {
    var findings: [Finding] = []
    let sequence = try? await log.state(of: .record(record)).sequence
    if sequence == 0, file.counter > 0 { findings.append(finding(.missingLeaf, "log")) }
    for taken in file.taken {
      let index = UInt64(exactly: taken.index) ?? .max
      let stored = try? await log.leaves(from: index, limit: 1).leaves.first
      let leaf = (stored?.leaf).flatMap { try? Leaf(bytes: $0) }
      if stored?.sequenceKey != record.bytes || leaf?.receipt != DocumentHash(of: taken.receipt) {
        findings.append(finding(.missingLeaf, "leaf \(taken.index)"))
      }
    }
    return findings
  }

  private func finding(_ kind: Finding.Kind, _ place: String) -> Finding {
    Finding(kind: kind, place: "record \(number), \(place)")
  }
}
