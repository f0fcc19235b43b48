import Foundation
import TransparencyLog

/// Where a stored log stands, held against the checkpoint that was signed last.
struct LogStanding {
  let checkpoint: VerifiedCheckpoint
  let range: CompactRange

  /// `known` is the last checkpoint seen; the store may have moved on from it, never back.
  init(
    _ log: some LogReading, policy: LogPolicy, known: VerifiedCheckpoint?
  ) throws {
    let mismatch = LogError(.doesNotMatchCheckpoint, at: "latest checkpoint")
    guard let stored = try log.checkpoint(at: nil) else { throw mismatch }
    if let known, known.note.bytes == stored.note {
      checkpoint = known
    } else {
      guard let verified = try? policy.verify(stored.note) else { throw mismatch }
      checkpoint = verified
    }
    let size = try log.size()
    guard checkpoint.size == stored.size, size == stored.size, size >= known?.size ?? 0 else {
      throw mismatch
    }
    range = try CompactRange(size: size, from: log)
    guard range.root == checkpoint.root else { throw mismatch }
  }
}

/// What one caller's part of a batch made.
struct LogPart: Sendable {
  let outcome: any Sendable
  let events: [LoggedEvent]
}

typealias LogPartResult = Result<LogPart, any Error>

/// The bodies that go into one transaction and under one signature.
struct LogBatch: Sendable {
  let key: NoteSigningKey
  let policy: LogPolicy
  let known: VerifiedCheckpoint?
  let now: @Sendable () -> Date

  /// Runs every body, each for itself, and signs a checkpoint over what they appended.
  ///
  /// A body that throws is undone alone. Throws, so that the whole batch is rolled back, where the
  /// log is not the one signed last or the store fails.
  func run<Transaction: LogWriting>(
    _ bodies: [@Sendable (LogSession<Transaction>) throws -> any Sendable],
    in transaction: Transaction
  ) throws -> (VerifiedCheckpoint, [LogPartResult]) {
    let standing = try LogStanding(transaction, policy: policy, known: known)
    var range = standing.range
    var lastTime = try transaction.lastTime() ?? .min
    var parts: [Result<(any Sendable, LogSession<Transaction>), any Error>] = []
    for body in bodies {
      let seconds = Int(now().timeIntervalSince1970)
      guard seconds >= lastTime else {
        parts.append(.failure(LogError(.clockBehind, at: "clock")))
        continue
      }
      let session = LogSession(
        transaction: transaction, range: range,
        time: Date(timeIntervalSince1970: TimeInterval(seconds)))
      do {
        let outcome = try transaction.isolated {
          let outcome = try body(session)
          guard !session.appended.isEmpty else {
            throw LogError(.nothingToAppend, at: "session")
          }
          return outcome
        }
        range = session.range
        lastTime = seconds
        parts.append(.success((outcome, session)))
      } catch {
        parts.append(.failure(error))
      }
    }
    guard range.size > standing.range.size else {
      // Every body failed, for a body that succeeds has appended.
      return (
        standing.checkpoint, parts.map { $0.map { LogPart(outcome: $0.0, events: []) } }
      )
    }
    let note = try key.sign(
      Checkpoint(origin: policy.origin, size: range.size, root: range.root))
    try transaction.insert(
      StoredCheckpoint(size: range.size, time: lastTime, note: note.bytes))
    var results: [LogPartResult] = []
    let hashes = ReadHashes(transaction)
    for case .success((_, let session)) in parts { hashes.know(session.completed) }
    for part in parts {
      switch part {
      case .success((let outcome, let session)):
        let events = try events(of: session, size: range.size, note: note, from: hashes)
        results.append(.success(LogPart(outcome: outcome, events: events)))
      case .failure(let error):
        results.append(.failure(error))
      }
    }
    return (try policy.verify(note), results)
  }

  private func events<Transaction: LogWriting>(
    of session: LogSession<Transaction>, size: UInt64, note: SignedNote, from hashes: ReadHashes
  ) throws -> [LoggedEvent] {
    try session.appended.map { appended in
      let proof = try MerkleTree.inclusionProof(
        index: appended.position.index, size: size, from: hashes)
      return LoggedEvent(
        position: appended.position, leaf: appended.leaf, receipt: appended.event.receipt,
        proof: try TransparencyLogProof(
          index: proof.index, hashes: proof.hashes, checkpoint: note))
    }
  }
}

/// The hashes of a batch's tree, each read once, or never where the batch itself made it: the
/// proofs of a batch share most of them.
private final class ReadHashes: MerkleHashReading {
  private let log: any LogReading
  private var known: [TreeNode: MerkleHash] = [:]

  init(_ log: some LogReading) {
    self.log = log
  }

  func know(_ nodes: [(node: TreeNode, hash: MerkleHash)]) {
    for (node, hash) in nodes { known[node] = hash }
  }

  func hash(at node: TreeNode) throws -> MerkleHash {
    if let hash = known[node] { return hash }
    let hash = try log.hash(at: node)
    known[node] = hash
    return hash
  }
}
