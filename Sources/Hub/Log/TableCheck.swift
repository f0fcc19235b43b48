import Consent
import Foundation
import GRDB
import Keys
import TransparencyLog

/// The check of what the two databases hold beside records and leaves: their own structure, the
/// hub's values, who is enrolled, and the rows that point into the log.
struct TableCheck {
  let store: SQLiteStore
  let hub: Identity

  private typealias Finding = HubCheckReport.Finding

  /// What is wrong, database by database.
  func run() async throws -> [HubCheckReport.Finding] {
    var findings: [Finding] = []
    for (name, pool) in [
      (SQLiteStore.valuesName, store.values), (SQLiteStore.keysName, store.keyFile),
    ] {
      let problems = try await pool.read { database in
        try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }.count
          + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
      }
      if problems > 0 { findings.append(Finding(kind: .damagedDatabase, place: name)) }
    }
    findings += try await store.values.read { try hubValues($0) + lookups($0) + logRows($0) }
    return try await findings + readings() + withoutRecord()
  }

  private func hubValues(_ database: Database) throws -> [Finding] {
    try Row.fetchAll(database, sql: "SELECT lookup, value FROM hub_value ORDER BY lookup")
      .enumerated().compactMap { number, row in
        let lookup: Data = row[0]
        let value = try? store.keys.open(
          row[1], under: store.keys.hubKey, table: "hub_value", record: nil, row: lookup)
        return value == nil
          ? Finding(kind: .unreadableValue, place: "hub_value \(number + 1)") : nil
      }
  }

  /// Rows that hold nothing but look-ups are 32 bytes long each.
  private func lookups(_ database: Database) throws -> [Finding] {
    try [("nonce", ["lookup"]), ("enrolled", ["lookup", "holder"]), ("key_to_erase", ["lookup"])]
      .flatMap { table, columns in
        try columns.compactMap { column in
          let wrong = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM \(table) WHERE length(\(column)) <> 32")
          return wrong == 0 ? nil : Finding(kind: .malformedValue, place: "\(table).\(column)")
        }
      }
  }

  /// Rows of the log that stand beside its leaves and belong to none.
  private func logRows(_ database: Database) throws -> [Finding] {
    let size = try Int.fetchOne(database, sql: "SELECT count(*) FROM log_leaf") ?? 0
    let strays = try ["log_entry", "log_shred", "log_reading"].flatMap { table in
      try Int.fetchAll(
        database,
        sql: """
          SELECT position FROM \(table)
          WHERE position NOT IN (SELECT position FROM log_leaf) ORDER BY position LIMIT 100
          """
      ).map { Finding(kind: .strayRow, place: "\(table) \($0)") }
    }
    let nodes = try Row.fetchAll(
      database, sql: "SELECT level, position FROM log_node ORDER BY level, position"
    ).filter { row in
      let (level, position): (Int, Int) = (row[0], row[1])
      return !(1..<63).contains(level) || position < 0 || position >= size >> level
    }.prefix(100).map { row in
      Finding(kind: .strayRow, place: "node \(row[0] as Int)/\(row[1] as Int)")
    }
    return strays + nodes
  }

  /// The entries that tell of a reading of the log are those that owners are shown.
  private func readings() async throws -> [Finding] {
    let log = try SQLiteLogStore(store.values)
    let store = store
    let hub = hub
    return try await log.read { log in
      var findings: [Finding] = []
      var place = 0
      while true {
        let leaves = try log.leaves(of: .hub, after: place, limit: 256)
        guard let last = leaves.last else { return findings }
        for leaf in leaves {
          guard let sealed = leaf.entry,
            let file = try? store.open(entry: sealed, at: leaf.index, in: nil),
            let entry = try? EvidenceFile.openEntry(file, with: hub)
          else { continue }
          let isShown = try log.readings(from: leaf.index, limit: 1).first == leaf.index
          if isShown != (entry.frame.kind == .logRead) {
            findings.append(
              Finding(kind: isShown ? .strayRow : .missingRow, place: "log_reading \(leaf.index)"))
          }
        }
        place = last.sequence
      }
    }
  }

  /// The sequences of records that are not here, and that no `shred` entry ended.
  private func withoutRecord() async throws -> [Finding] {
    try await store.values.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT record, max(position) FROM log_entry
          WHERE record <> x'' AND record NOT IN (SELECT id FROM record)
          GROUP BY record ORDER BY 2
          """
      ).compactMap { row in
        let position: Int = row[1]
        let isErased =
          try Bool.fetchOne(
            database, sql: "SELECT EXISTS(SELECT 1 FROM log_shred WHERE position = ?)",
            arguments: [position]) ?? false
        return isErased ? nil : Finding(kind: .missingRow, place: "record of leaf \(position)")
      }
    }
  }
}
