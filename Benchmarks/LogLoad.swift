import Crypto
import Foundation
import Hub
import TransparencyLog

/// Appends of sealed blobs to a log on disk, by many writers at once.
enum LogLoad {
  /// Appends a second, and how many entries one commit held on average.
  static func run(
    writers: Int, appends: Int
  ) async throws -> (perSecond: Double, batch: Double) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("maille-bench-log-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try SQLiteLogStore(
      try SQLiteStore.open(folder.appendingPathComponent("log.sqlite")))
    let key = try NoteSigningKey(
      name: "bench.example/log", privateKey: Curve25519.Signing.PrivateKey())
    let writer = try await LogWriter(store: store, key: key, now: { Date() })
    let event = LogEvent(
      entry: Data(count: 18_000), frame: Data(count: 5500), receipt: Data(count: 9000))
    let begin = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<writers {
        group.addTask {
          for _ in 0..<(appends / writers) {
            _ = try await writer.append(to: .hub) { _, _ in (event, true) }
          }
        }
      }
      try await group.waitForAll()
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    let commits = try await store.read { try $0.checkpoints(above: 0, limit: appends).count }
    let made = appends / writers * writers
    return (Double(made) / seconds, Double(made) / Double(max(1, commits)))
  }
}
