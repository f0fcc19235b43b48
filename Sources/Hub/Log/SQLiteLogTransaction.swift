package import Foundation
package import GRDB
package import TransparencyLog

/// The log inside one transaction or snapshot of a SQLite database.
package struct SQLiteLogTransaction: LogWriting {
  /// The connection, for the caller's own tables; valid only inside the transaction.
  package let database: Database

  package func size() throws -> UInt64 {
    let last = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT max(position) FROM log_leaf"))
    return try last.map { try unsigned($0) + 1 } ?? 0
  }

  package func lastTime() throws -> Int? {
    try Int.fetchOne(
      database.cachedStatement(sql: "SELECT time FROM log_leaf ORDER BY position DESC LIMIT 1"))
  }

  package func hash(at node: TreeNode) throws -> MerkleHash {
    let position = try signed(node.index)
    if node.level == 0 {
      let data = try Data.fetchOne(
        database.cachedStatement(sql: "SELECT data FROM log_leaf WHERE position = ?"),
        arguments: [position])
      guard let data else { throw LogError(.damaged, at: "leaf \(position)") }
      return .leaf(data)
    }
    let bytes = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT hash FROM log_node WHERE level = ? AND position = ?"),
      arguments: [node.level, position])
    guard let bytes, let hash = try? MerkleHash(bytes) else {
      throw LogError(.damaged, at: "node \(node.level)/\(position)")
    }
    return hash
  }

  package func checkpoint(at time: Int?) throws -> StoredCheckpoint? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT size, time, note FROM log_checkpoint WHERE time <= ? ORDER BY size DESC LIMIT 1
          """), arguments: [time ?? Int.max]
    ).map(storedCheckpoint)
  }

  package func checkpoints(above size: UInt64?, limit: Int) throws -> [StoredCheckpoint] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT size, time, note FROM log_checkpoint WHERE size > ? ORDER BY size LIMIT ?"),
      arguments: [size.map { try signed($0) } ?? -1, limit]
    ).map(storedCheckpoint)
  }

  package func last(of sequence: LogSequence) throws -> SequenceEnd? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT sequence, data FROM log_entry
          JOIN log_leaf ON log_leaf.position = log_entry.position
          WHERE record = ? ORDER BY sequence DESC LIMIT 1
          """), arguments: [sequence.key]
    ).map { SequenceEnd(sequence: $0[0], leaf: $0[1]) }
  }

  package func leaves(from index: UInt64, limit: Int) throws -> [StoredLeaf] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: "\(Self.selectLeaves) WHERE leaf.position >= ? ORDER BY leaf.position LIMIT ?"),
      arguments: [signed(index), limit]
    ).map(storedLeaf)
  }

  package func leaves(
    of sequence: LogSequence, after place: Int, limit: Int
  ) throws -> [StoredLeaf] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          \(Self.selectLeaves) WHERE record = ? AND sequence > ? ORDER BY sequence LIMIT ?
          """),
      arguments: [sequence.key, place, limit]
    ).map(storedLeaf)
  }

  package func readings(from index: UInt64, limit: Int) throws -> [UInt64] {
    try Int64.fetchAll(
      database.cachedStatement(
        sql: "SELECT position FROM log_reading WHERE position >= ? ORDER BY position LIMIT ?"),
      arguments: [signed(index), limit]
    ).map { try unsigned($0) }
  }

  package func noteReading(at index: UInt64) throws {
    try database.cachedStatement(sql: "INSERT INTO log_reading (position) VALUES (?)")
      .execute(arguments: [signed(index)])
  }

  package func isolated<T>(_ body: () throws -> T) throws -> T {
    var result: T?
    try database.inSavepoint {
      result = try body()
      return .commit
    }
    guard let result else { throw LogError(.unavailable, at: "transaction") }
    return result
  }

  package func insert(_ leaf: StoredLeaf) throws {
    let position = try signed(leaf.index)
    try database.cachedStatement(
      sql: "INSERT INTO log_leaf (position, time, data) VALUES (?, ?, ?)"
    ).execute(arguments: [position, leaf.time, leaf.leaf])
    try database.cachedStatement(
      sql: """
        INSERT INTO log_entry (position, record, sequence, entry, frame) VALUES (?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [position, leaf.sequenceKey, leaf.sequence, leaf.entry, leaf.frame])
  }

  package func insert(_ node: TreeNode, _ hash: MerkleHash) throws {
    try database.cachedStatement(
      sql: "INSERT INTO log_node (level, position, hash) VALUES (?, ?, ?)"
    ).execute(arguments: [node.level, signed(node.index), hash.bytes])
  }

  package func insert(_ checkpoint: StoredCheckpoint) throws {
    try database.cachedStatement(
      sql: "INSERT INTO log_checkpoint (size, time, note) VALUES (?, ?, ?)"
    ).execute(arguments: [signed(checkpoint.size), checkpoint.time, checkpoint.note])
  }

  package func shredTag(at index: UInt64) throws -> Data? {
    try Data.fetchOne(
      database.cachedStatement(sql: "SELECT tag FROM log_shred WHERE position = ?"),
      arguments: [signed(index)])
  }

  package func shred(_ sequence: LogSequence, under index: UInt64, tag: Data) throws {
    try database.cachedStatement(sql: "INSERT INTO log_shred (position, tag) VALUES (?, ?)")
      .execute(arguments: [signed(index), tag])
    try database.cachedStatement(
      sql: """
        UPDATE log_entry SET entry = NULL, shredded = ?
        WHERE record = ? AND position < ? AND entry IS NOT NULL
        """
    ).execute(arguments: [signed(index), sequence.key, signed(index)])
  }

  // A leaf without its entry row, which only damage makes, is still listed: `record` is then null.
  private static let selectLeaves = """
    SELECT leaf.position, leaf.time, leaf.data, record, sequence, entry, frame, shredded
    FROM log_leaf AS leaf LEFT JOIN log_entry ON log_entry.position = leaf.position
    """

  private func storedLeaf(_ row: Row) throws -> StoredLeaf {
    let position: Int64 = row[0]
    guard let record = row[3] as Data?, let sequence = row[4] as Int?,
      let frame = row[6] as Data?
    else { throw LogError(.damaged, at: "entry \(position)") }
    return StoredLeaf(
      index: try unsigned(position), time: row[1], leaf: row[2], sequenceKey: record,
      sequence: sequence, entry: row[5], frame: frame,
      shreddedUnder: try (row[7] as Int64?).map { try unsigned($0) })
  }

  private func storedCheckpoint(_ row: Row) throws -> StoredCheckpoint {
    StoredCheckpoint(size: try unsigned(row[0]), time: row[1], note: row[2])
  }

  private func signed(_ value: UInt64) throws -> Int64 {
    guard let value = Int64(exactly: value) else { throw LogError(.notFound, at: "index") }
    return value
  }

  private func unsigned(_ value: Int64) throws -> UInt64 {
    guard let value = UInt64(exactly: value) else { throw LogError(.damaged, at: "index") }
    return value
  }
}
