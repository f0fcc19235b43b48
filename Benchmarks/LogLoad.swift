import Consent
import Crypto
import Foundation
import Hub
import HubClient
import Keys
import TransparencyLog

/// Appends of sealed blobs to a log on disk, by many writers at once.
struct LogLoad {
  /// Appends a second.
  let perSecond: Double
  /// How many entries one commit held on average.
  let batch: Double
  /// The bytes of each append that are stored: entry and frame, as sealed.
  let bytes: Int

  /// Appends by a number of writers, each waiting for its last append to be durable.
  static func run(writers: Int, appends: Int, of event: LogEvent) async throws -> LogLoad {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("maille-bench-log-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try SQLiteLogStore(
      try SQLiteStore.open(folder.appendingPathComponent("log.sqlite")))
    let key = try NoteSigningKey(
      name: "bench.example/log", privateKey: Curve25519.Signing.PrivateKey())
    let writer = try await LogWriter(store: store, key: key, now: { Date() })
    let begin = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<writers {
        group.addTask {
          for _ in 0..<(appends / writers) {
            // Sealed blobs still have to be hashed, each anew.
            let event = LogEvent(entry: event.entry, frame: event.frame, receipt: event.receipt)
            _ = try await writer.append(to: .hub) { _, _ in (event, true) }
          }
        }
      }
      try await group.waitForAll()
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    let commits = try await store.read { try $0.checkpoints(above: 0, limit: appends).count }
    let made = appends / writers * writers
    return LogLoad(
      perSecond: Double(made) / seconds, batch: Double(made) / Double(max(1, commits)),
      bytes: event.stored.count + event.frame.count)
  }

  /// An event of the sizes that a release of this hub leaves: one is made, and looked up.
  static func event(like world: World) async throws -> LogEvent {
    let hub = try await world.client(world.viewer, world.affiliation)
    let verified = try await hub.view(world.grants[0]).verified
    await hub.close()
    let store = try SQLiteLogStore(
      try SQLiteStore.open(world.folder.appendingPathComponent(SQLiteStore.valuesName)))
    let leaves = try await store.read { try $0.leaves(from: verified.index, limit: 1) }
    guard let leaf = leaves.first, let entry = leaf.entry else {
      throw BenchmarkError("no entry of the release")
    }
    return LogEvent(
      entry: Data(count: entry.count), frame: Data(count: leaf.frame.count),
      receipt: try CanonicalJSON.encode(verified.receipt))
  }
}
