import Foundation
import GRDB
import Testing
import TransparencyLog

@testable import Hub
@testable import Keys

/// The log in files, copied away under the running writer as a power cut would leave them.
struct LogCrashTests {
  private let fixture: LogFixture

  init() throws { fixture = try LogFixture() }

  private func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "maille-log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func open(_ folder: URL) throws -> SQLiteLogStore {
    try SQLiteLogStore(DatabasePool(path: folder.appending(path: "hub.sqlite").path))
  }

  /// Checks a copy of the files as they are at this moment, and appends to it.
  private func checkCopy(of folder: URL, holdingAtLeast count: Int) async throws {
    let copy = try makeFolder()
    defer { try? FileManager.default.removeItem(at: copy) }
    for name in ["hub.sqlite", "hub.sqlite-wal"] {
      try FileManager.default.copyItem(
        at: folder.appending(path: name), to: copy.appending(path: name))
    }
    let store = try open(copy)
    let report = try await HubCheck(
      store, key: fixture.key.verifierKey, keys: fixture.keys
    ).run()
    #expect(report.findings == [])
    #expect(report.size >= UInt64(count))
    let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
    #expect(try await writer.note("after the crash").position.index == report.size)
  }

  @Test func whateverWasAnsweredIsInEveryLaterCopy() async throws {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let writer = try await LogWriter(
      store: open(folder), key: fixture.key, now: fixture.now, batchLimit: 4)
    for round in 0..<8 {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<10 {
          group.addTask { try await writer.note("\(round) \(number)") }
        }
        // While the batches run, and again when all of them have answered.
        group.addTask { try await checkCopy(of: folder, holdingAtLeast: round * 10) }
        try await group.waitForAll()
      }
      try await checkCopy(of: folder, holdingAtLeast: (round + 1) * 10)
    }
  }
}
