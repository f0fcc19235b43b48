import Foundation
import Testing
import TransparencyLog

@testable import Consent
@testable import Keys

/// A log as one reader is shown it, and as the public is.
struct WatchedLogTests {
  private let hub = Fingerprint(unchecked: Data(repeating: 1, count: 32))
  private let now = ReplayFixture.start
  private let trust: LogTrust

  init() throws {
    let key = try ReplayFixture().key.verifierKey
    trust = try LogTrust(origin: key.name, key: key.text, witnesses: [], quorum: 0)
  }

  private func log(_ leaves: Int, forkedFrom fork: Int? = nil) throws -> ReplayFixture {
    var log = try ReplayFixture()
    for number in 0..<leaves {
      let other = fork.map { number >= $0 } ?? false
      try log.append(
        entry: Data("\(number) \(other)".utf8), frame: Data(), receipt: Data(), to: nil)
    }
    return log
  }

  private func checkpoint(_ log: ReplayFixture, _ size: Int) throws -> VerifiedCheckpoint {
    try log.policy.verify(log.note(size))
  }

  /// The tiles of the log's first leaves, as a hub serves them: of level 0, since tests stay small.
  private func tile(_ log: ReplayFixture, _ path: TilePath) throws -> Data? {
    guard path.content == .hashes(level: 0), path.index == 0, path.width <= log.leaves.count else {
      return nil
    }
    return try HashTile(Array(log.leaves.prefix(path.width))).bytes
  }

  private func settle(
    _ watched: inout WatchedLog, _ log: ReplayFixture, _ size: Int, after seconds: TimeInterval = 60
  ) async throws {
    try await watched.settle(under: log.note(size), at: now + seconds) { try tile(log, $0) }
  }

  @Test func whatWaitsIsCheckedOnceThePublicLogReachesIt() async throws {
    let log = try log(40)
    var watched = WatchedLog(hub: hub, trust: trust)
    for size in [3, 7, 7, 20] { try watched.see(checkpoint(log, size), at: now) }
    try await settle(&watched, log, 5)
    #expect(watched.waiting.count == 2)
    try await settle(&watched, log, 19)
    #expect(watched.waiting.count == 1, "what the public log does not reach still waits")
    try await settle(&watched, log, 40)
    #expect(watched.waiting.isEmpty)
    let kept = try CanonicalJSON.decode(WatchedLog.self, from: CanonicalJSON.encode(watched))
    #expect(kept == watched)
  }

  @Test func aForkThatThePublicLogDidNotReachYetWasNeverCheckedAgain() async throws {
    let (mine, everyones) = (try log(20, forkedFrom: 9), try log(40))
    var watched = WatchedLog(hub: hub, trust: trust)
    try watched.see(checkpoint(mine, 20), at: now)
    try await settle(&watched, everyones, 12)
    #expect(watched.waiting.count == 1)
    await #expect(throws: ReceiptError(.rewritten, at: "public checkpoint")) {
      try await settle(&watched, everyones, 30)
    }
    await #expect(throws: ReceiptError(.rewritten, at: "public checkpoint")) {
      try await settle(&watched, everyones, 20)
    }
  }

  @Test func aLogThatWentBackIsRefused() async throws {
    let log = try log(40)
    var watched = WatchedLog(hub: hub, trust: trust)
    try watched.see(checkpoint(log, 20), at: now)
    #expect(throws: ReceiptError(.cutBack, at: "checkpoint")) {
      try watched.see(checkpoint(log, 19), at: now)
    }
    let other = try self.log(20, forkedFrom: 19)
    #expect(throws: ReceiptError(.rewritten, at: "checkpoint")) {
      try watched.see(checkpoint(other, 20), at: now)
    }
    try await settle(&watched, log, 30)
    try watched.see(checkpoint(log, 35), at: now)
    await #expect(throws: ReceiptError(.cutBack, at: "public checkpoint")) {
      try await settle(&watched, log, 29)
    }
    let forked = try self.log(40, forkedFrom: 25)
    await #expect(throws: ReceiptError(.rewritten, at: "public checkpoint")) {
      try await settle(&watched, forked, 36)
    }
  }

  @Test func aHubThatNeverPublishesIsNotWaitedForForever() async throws {
    let log = try log(20)
    var watched = WatchedLog(hub: hub, trust: trust)
    try watched.see(checkpoint(log, 20), at: now)
    try await settle(&watched, log, 5, after: 3600)
    await #expect(throws: ReceiptError(.withheld, at: "public checkpoint")) {
      try await settle(&watched, log, 5, after: 3601)
    }
    await #expect(throws: ReceiptError(.withheld, at: "tile")) {
      try await watched.settle(under: log.note(), at: now) { _ in nil }
    }
    let stranger = try ReplayFixture(keyByte: 8)
    await #expect(throws: ReceiptError(.otherLog, at: "public checkpoint")) {
      try await watched.settle(under: stranger.note(), at: now) { _ in nil }
    }
  }

  @Test func severalLogsAreKeptApart() throws {
    let log = try log(20)
    var logs = WatchedLogs()
    try logs.see([(trust, checkpoint(log, 9)), (trust, checkpoint(log, 12))], of: hub, at: now)
    let other = Fingerprint(unchecked: Data(repeating: 2, count: 32))
    try logs.see([(trust, checkpoint(log, 5))], of: other, at: now)
    #expect(logs.waiting(of: hub).first?.waiting.count == 2)
    #expect(logs.waiting(of: other).first?.waiting.count == 1)
  }
}
