package import Foundation
import GRDB
import Glibc

/// An online copy of a hub's databases, consistent while the hub serves.
///
/// The values and the record keys go to different places: copies of the values may be kept for
/// years, of the record keys the newest alone, so that what was erased opens in no copy. The hub's
/// key file is never part of it.
package enum HubBackup {
  /// What was copied.
  package struct Made: Hashable, Sendable {
    /// The number of leaves in the copy's log.
    package let leaves: Int
    /// The number of records.
    package let records: Int
    /// The size of the copy of the values, in bytes.
    package let bytes: Int
  }

  /// The name of the checkpoint that is laid beside a copy of the values.
  package static let checkpointName = "checkpoint"

  /// Copies the values of a hub's folder into a new folder, and its record keys over a file.
  ///
  /// The copy is one moment of the database, the log's included; the latest checkpoint is laid
  /// beside it, for a check after a restore. The record keys are copied last, so that each record
  /// in the copy has its key, unless it was erased in between. When the call returns, everything is
  /// durable; when it throws, the target folder holds nothing of the name of a whole copy.
  /// - Throws: ``HubError`` `notSetUp` where there is no hub, `alreadySetUp` where the target holds
  ///   a copy, `store` where a database cannot be read, or the copy is not sound.
  package static func make(from folder: URL, to target: URL, keys: URL?) async throws -> Made {
    let values = folder.appendingPathComponent(SQLiteStore.valuesName)
    guard FileManager.default.fileExists(atPath: values.path) else {
      throw HubError(.notSetUp, at: "folder")
    }
    let copy = target.appendingPathComponent(SQLiteStore.valuesName)
    guard !FileManager.default.fileExists(atPath: copy.path) else {
      throw HubError(.alreadySetUp, at: "copy")
    }
    try FileManager.default.createDirectory(
      at: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let (made, checkpoint) = try copyDatabase(values, to: copy) { database in
      let count = { (table: String) in
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
      }
      let note = try Data.fetchOne(
        database, sql: "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1")
      return (leaves: try count("log_leaf"), records: try count("record"), note: note)
    }
    if let note = checkpoint.note {
      try write(note, to: target.appendingPathComponent(checkpointName))
    }
    if let keys {
      try FileManager.default.createDirectory(
        at: keys.deletingLastPathComponent(), withIntermediateDirectories: true)
      _ = try copyDatabase(folder.appendingPathComponent(SQLiteStore.keysName), to: keys) { _ in }
    }
    return Made(leaves: checkpoint.leaves, records: checkpoint.records, bytes: made)
  }

  /// Copies one database beside its place, looks whether it is whole, and renames it.
  private static func copyDatabase<Told>(
    _ source: URL, to target: URL, _ tell: (Database) throws -> Told
  ) throws -> (bytes: Int, told: Told) {
    let partial = target.appendingPathExtension("part")
    try? FileManager.default.removeItem(at: partial)
    guard
      FileManager.default.createFile(
        atPath: partial.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw HubError(.store, at: "copy") }
    do {
      let told = try copyPages(source, to: partial, tell)
      try sync(partial)
      guard unsafe rename(partial.path, target.path) == 0 else {
        throw HubError(.store, at: "copy")
      }
      try sync(target.deletingLastPathComponent())
      let size = try FileManager.default.attributesOfItem(atPath: target.path)[.size] as? Int
      return (size ?? 0, told)
    } catch {
      for end in ["", "-wal", "-shm", "-journal"] {
        try? FileManager.default.removeItem(atPath: partial.path + end)
      }
      throw error
    }
  }

  private static func copyPages<Told>(
    _ source: URL, to target: URL, _ tell: (Database) throws -> Told
  ) throws -> Told {
    var reading = Configuration()
    reading.readonly = true
    reading.busyMode = .timeout(30)
    let from = try DatabaseQueue(path: source.path, configuration: reading)
    let into = try DatabaseQueue(path: target.path)
    defer {
      try? from.close()
      try? into.close()
    }
    try from.backup(to: into)
    return try into.writeWithoutTransaction { database in
      // A copy is one file: no log of its own beside it.
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
      guard try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"] else {
        throw HubError(.store, at: "copy")
      }
      return try tell(database)
    }
  }

  private static func write(_ data: Data, to file: URL) throws {
    try data.write(to: file, options: .atomic)
    try sync(file)
  }

  private static func sync(_ file: URL) throws {
    let descriptor = unsafe open(file.path, O_RDONLY)
    guard descriptor >= 0 else { throw HubError(.store, at: "copy") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw HubError(.store, at: "copy") }
  }
}
