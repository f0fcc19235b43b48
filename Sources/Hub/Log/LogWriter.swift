package import Foundation
package import TransparencyLog

/// The one writer of a hub's log.
///
/// Commits in natural batches: whatever waits when one commit ends, or comes at once, goes into the
/// next, with one transaction and one checkpoint signature, and an idle log answers at once. When ``commit(_:)``
/// returns, the caller's writes and entries are durable and a checkpoint over them is signed; when
/// it throws, the caller must treat the event as not logged, and release nothing.
///
/// Every batch first reads the log from the store and holds it against the checkpoint that was
/// signed last, so that nothing is ever signed on top of a log that was altered or cut.
package actor LogWriter<Store: LogStore> {
  private typealias Body = @Sendable (LogSession<Store.Transaction>) throws -> any Sendable

  private struct Waiting: Sendable {
    let body: Body
    let turn: CheckedContinuation<Turn, Never>
  }

  private enum Turn: Sendable {
    /// The caller commits the next batch, its own body in it.
    case lead
    case done(LogPartResult)
  }

  private let store: Store
  private let key: NoteSigningKey
  private let policy: LogPolicy
  private let now: @Sendable () -> Date
  private let batchLimit: Int
  private var isCommitting = false
  private var waiting: [Waiting] = []
  private var lastCheckpoint: VerifiedCheckpoint?

  /// Opens a log, signing a checkpoint over nothing where it is new.
  ///
  /// The origin is the key's name. `now` is the hub's clock. Throws
  /// ``LogError/Code/doesNotMatchCheckpoint`` where the stored tree is not the one that this key
  /// signed last, from O(log n) hashes; `HubCheck` looks at every leaf.
  package init(
    store: Store, key: NoteSigningKey, now: @escaping @Sendable () -> Date, batchLimit: Int = 256
  ) async throws {
    self.store = store
    self.key = key
    self.now = now
    self.batchLimit = max(1, batchLimit)
    policy = try LogPolicy(logKey: key.verifierKey)
    let time = Int(now().timeIntervalSince1970)
    let policy = policy
    lastCheckpoint = try await store.write { transaction in
      if try transaction.checkpoint(at: nil) == nil, try transaction.size() == 0 {
        let empty = try Checkpoint(origin: policy.origin, size: 0, root: .emptyRoot)
        try transaction.insert(
          StoredCheckpoint(size: 0, time: time, note: key.sign(empty).bytes))
      }
      return try LogStanding(transaction, policy: policy, known: nil).checkpoint
    }
  }

  /// The key that verifies the log's checkpoints.
  package nonisolated var verifierKey: NoteVerifierKey { key.verifierKey }

  /// How many callers wait while a commit runs; nil while none runs.
  var pendingCount: Int? { isCommitting ? waiting.count : nil }

  /// Appends one entry to a sequence, together with the caller's own writes.
  ///
  /// `make` runs inside the transaction, gets the place of the entry, and may write state; see
  /// ``commit(_:)``.
  package func append<Outcome: Sendable>(
    to sequence: LogSequence,
    _ make:
      @escaping @Sendable (LogPosition, Store.Transaction) throws -> (LogEvent, Outcome)
  ) async throws -> Logged<Outcome> {
    try await commit { session in
      var outcome: Outcome?
      try session.append(to: sequence) { position in
        let (event, made) = try make(position, session.transaction)
        outcome = made
        return event
      }
      guard let outcome else { throw LogError(.nothingToAppend, at: "session") }
      return outcome
    }
  }

  /// Runs a body whose writes and entries become durable together.
  ///
  /// The body runs inside the transaction, after the bodies that came before it, and sees their
  /// writes. It should read again what its decision rested on, the record's generation above all,
  /// and throw where that has changed: its part of the batch is then undone, and its error comes
  /// back to the caller alone. It must make at least one entry. Throws ``LogError`` where the log
  /// cannot append. Cancelling the calling task changes nothing.
  package func commit<Outcome: Sendable>(
    _ body: @escaping @Sendable (LogSession<Store.Transaction>) throws -> Outcome
  ) async throws -> Logged<Outcome> {
    let part = try await part { try body($0) }
    guard let outcome = part.outcome as? Outcome else {
      throw LogError(.unavailable, at: "outcome")
    }
    return Logged(outcome: outcome, events: part.events)
  }

  private func part(_ body: @escaping Body) async throws -> LogPart {
    if isCommitting {
      let turn = await withCheckedContinuation { turn in
        waiting.append(Waiting(body: body, turn: turn))
      }
      if case .done(let result) = turn { return try result.get() }
    }
    // INVARIANT: exactly one caller is here while isCommitting, which it or its predecessor set.
    isCommitting = true
    await gather()
    let others = Array(waiting.prefix(batchLimit - 1))
    waiting.removeFirst(others.count)
    let results = await commitBatch([body] + others.map(\.body))
    for (other, result) in zip(others, results.dropFirst()) {
      other.turn.resume(returning: .done(result))
    }
    if waiting.isEmpty {
      isCommitting = false
    } else {
      waiting.removeFirst().turn.resume(returning: .lead)
    }
    guard let own = results.first else { throw LogError(.unavailable, at: "batch") }
    return try own.get()
  }

  /// Lets those join the next batch who are on their way to it, for as long as there are any.
  ///
  /// Whoever just got an answer often comes back at once. Without this they would find the next
  /// batch begun, and callers would split into two halves that wait for each other's commits.
  private func gather() async {
    var seen = -1
    while waiting.count > seen, waiting.count < batchLimit - 1 {
      seen = waiting.count
      await Task.yield()
    }
  }

  /// One transaction; gives one result for each body.
  private func commitBatch(_ bodies: [Body]) async -> [LogPartResult] {
    let batch = LogBatch(key: key, policy: policy, known: lastCheckpoint, now: now)
    do {
      let (checkpoint, parts) = try await store.write { transaction in
        try batch.run(bodies, in: transaction)
      }
      lastCheckpoint = checkpoint
      return parts
    } catch {
      // Whether the commit took place is unknown; the next batch reads the store again.
      let failure = error as? LogError ?? LogError(.unavailable, at: "store")
      return bodies.map { _ in .failure(failure) }
    }
  }
}
