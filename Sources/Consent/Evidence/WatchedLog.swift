package import Foundation
package import Keys
package import TransparencyLog

/// What a reader keeps of one log, so that a fork or a cut of it shows.
///
/// The tree that proves a reader's own event is ahead of the one that the public sees, which
/// advances once a minute. So each checkpoint that was seen waits until a public one covers it, and
/// is then held against that: whoever shows one reader another tree than everyone is found out.
///
/// INVARIANT: every checkpoint here verified under ``trust``; those that wait are sorted by size,
/// none twice, and each is larger than the held one.
package struct WatchedLog: Hashable, Codable, Sendable {
  /// A checkpoint that no public one has covered yet.
  package struct Waiting: Hashable, Codable, Sendable {
    /// The signed note.
    package let note: String
    /// When it was seen (UTC).
    package let seenAt: Date
  }

  /// How long a public checkpoint may lag behind what a reader was shown, in seconds: one hour.
  package static let longestLag: TimeInterval = 3600
  /// The most checkpoints that wait; more come from a hub that no longer publishes.
  package static let waitingBound = 512

  /// The hub that keeps the log.
  package let hub: Fingerprint
  /// The log, its key and its witnesses.
  package let trust: LogTrust
  /// The newest public checkpoint, with which all that was seen before it is consistent.
  package private(set) var held: String?
  /// What was seen since, smallest first.
  package private(set) var waiting: [Waiting]

  /// Begins to watch a log of which nothing was seen.
  package init(hub: Fingerprint, trust: LogTrust) {
    self.hub = hub
    self.trust = trust
    waiting = []
  }

  /// Takes a checkpoint that was just shown and verified under the log's own trust.
  ///
  /// Throws ``ReceiptError/Code/cutBack`` where the log was larger before, `rewritten` where it had
  /// another root at this size, `withheld` where too many wait for a public one.
  package mutating func see(
    _ checkpoint: VerifiedCheckpoint, at time: Date
  ) throws(ReceiptError) {
    let known = try verified(waiting.map(\.note) + (held.map { [$0] } ?? []))
    guard known.allSatisfy({ $0.size <= checkpoint.size }) else {
      throw ReceiptError(.cutBack, at: "checkpoint")
    }
    if let same = known.first(where: { $0.size == checkpoint.size }) {
      guard same.root == checkpoint.root else { throw ReceiptError(.rewritten, at: "checkpoint") }
      return
    }
    guard waiting.count < Self.waitingBound,
      let note = String(data: checkpoint.note.bytes, encoding: .utf8)
    else { throw ReceiptError(.withheld, at: "public checkpoint") }
    waiting.append(Waiting(note: note, seenAt: time.wholeSeconds))
  }

  /// Holds what waits against the log's public checkpoint, as far as that reaches.
  ///
  /// `tile` gives a tile of the public tree, nil where the hub says that it has none. Throws
  /// `cutBack` and `rewritten` as ``see(_:at:)``, `otherLog` for a note of another log, `withheld`
  /// where the hub does not show what its checkpoint covers, or lags for more than an hour.
  package mutating func settle(
    under note: Data, at time: Date, tile: (TilePath) async throws -> Data?
  ) async throws {
    let published: VerifiedCheckpoint
    do {
      published = try policy().verify(note)
    } catch is TransparencyLogError {
      throw ReceiptError(.otherLog, at: "public checkpoint")
    }
    let known = try verified((held.map { [$0] } ?? []) + waiting.map(\.note))
    if held != nil, let old = known.first, old.size > published.size {
      throw ReceiptError(.cutBack, at: "public checkpoint")
    }
    let covered = known.filter { $0.size <= published.size }
    var tiles: [TilePath: Data] = [:]
    for old in covered {
      try await Self.hold(published, against: old, &tiles, tile: tile)
    }
    held = String(data: published.note.bytes, encoding: .utf8)
    waiting.removeFirst(covered.count - (known.count - waiting.count))
    guard waiting.allSatisfy({ time.timeIntervalSince($0.seenAt) <= Self.longestLag }) else {
      throw ReceiptError(.withheld, at: "public checkpoint")
    }
  }

  /// Fetches tiles until the proof that one tree extends the other is whole, and verifies it.
  private static func hold(
    _ new: VerifiedCheckpoint, against old: VerifiedCheckpoint, _ tiles: inout [TilePath: Data],
    tile: (TilePath) async throws -> Data?
  ) async throws {
    if old.size == new.size || old.size == 0 {
      guard old.size == 0 || old.root == new.root else {
        throw ReceiptError(.rewritten, at: "public checkpoint")
      }
      return
    }
    while true {
      let known = tiles
      var missing: TilePath?
      let reader = TileReader(size: new.size) { path in
        if let tile = known[path] { return tile }
        missing = path
        throw TransparencyLogError(.missing, at: "tile")
      }
      do {
        try MerkleTree.consistencyProof(from: old.size, to: new.size, from: reader)
          .verify(oldRoot: old.root, newRoot: new.root)
        return
      } catch {
        guard let missing else { throw ReceiptError(.rewritten, at: "public checkpoint") }
        guard let data = try await tile(missing) else {
          throw ReceiptError(.withheld, at: "tile")
        }
        tiles[missing] = data
      }
    }
  }

  private func policy() throws(ReceiptError) -> LogPolicy {
    do {
      return try LogPolicy(trust)
    } catch {
      throw ReceiptError(.badTrust, at: error.place)
    }
  }

  private func verified(_ notes: [String]) throws(ReceiptError) -> [VerifiedCheckpoint] {
    let policy = try policy()
    do {
      return try notes.map { try policy.verify(Data($0.utf8)) }
    } catch {
      throw ReceiptError(.otherLog, at: "kept checkpoint")
    }
  }
}

/// The logs that a reader watches, by hub and key.
package struct WatchedLogs: Hashable, Codable, Sendable {
  /// The logs.
  package private(set) var logs: [WatchedLog]

  /// No log yet.
  package init() { logs = [] }

  /// Takes checkpoints that a hub just showed, each verified under the trust beside it.
  package mutating func see(
    _ seen: some Sequence<(trust: LogTrust, checkpoint: VerifiedCheckpoint)>, of hub: Fingerprint,
    at time: Date
  ) throws(ReceiptError) {
    for (trust, checkpoint) in seen {
      var log = self[hub, trust]
      try log.see(checkpoint, at: time)
      note(log)
    }
  }

  /// The logs of a hub of which something waits.
  package func waiting(of hub: Fingerprint) -> [WatchedLog] {
    logs.filter { $0.hub == hub && !$0.waiting.isEmpty }
  }

  /// Remembers a log, in place of what was known of it.
  package mutating func note(_ log: WatchedLog) {
    logs.removeAll { $0.hub == log.hub && $0.trust == log.trust }
    logs.append(log)
  }

  private subscript(hub: Fingerprint, trust: LogTrust) -> WatchedLog {
    logs.first { $0.hub == hub && $0.trust == trust } ?? WatchedLog(hub: hub, trust: trust)
  }
}
