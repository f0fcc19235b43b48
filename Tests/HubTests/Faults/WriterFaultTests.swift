import Consent
import Foundation
import Synchronization
import Testing
import TransparencyLog

@testable import Hub
@testable import Keys

/// A log store of which the n-th call fails, once: every database call inside a transaction, its
/// commit, and the way back from it.
final class FailingStore: LogStore {
  struct Failure: Error {}

  private struct Plan {
    var fails: Int?
    var calls = 0
  }

  private let base: SQLiteLogStore
  private let plan = Mutex(Plan())

  init(_ base: SQLiteLogStore) { self.base = base }

  /// Lets the n-th call from here on fail; nil lets none.
  func fail(at call: Int?) { plan.withLock { $0 = Plan(fails: call) } }

  /// How many calls there were since then.
  var calls: Int { plan.withLock { $0.calls } }

  func step() throws {
    let fails = plan.withLock { plan -> Bool in
      plan.calls += 1
      return plan.calls == plan.fails
    }
    if fails { throw Failure() }
  }

  func write<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    try step()
    let result = try await base.write { transaction in
      let result = try body(Transaction(base: transaction, store: self))
      try self.step()
      return result
    }
    // The commit took place, and its caller does not hear of it.
    try step()
    return result
  }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteLogTransaction) throws -> T
  ) async throws -> T {
    try await base.read(body)
  }

  struct Transaction: LogWriting {
    let base: SQLiteLogTransaction
    let store: FailingStore

    private func call<T>(_ body: () throws -> T) throws -> T {
      try store.step()
      return try body()
    }

    func size() throws -> UInt64 { try call { try base.size() } }
    func lastTime() throws -> Int? { try call { try base.lastTime() } }
    func hash(at node: TreeNode) throws -> MerkleHash { try call { try base.hash(at: node) } }
    func checkpoint(at time: Int?) throws -> StoredCheckpoint? {
      try call { try base.checkpoint(at: time) }
    }
    func checkpoints(above size: UInt64?, limit: Int) throws -> [StoredCheckpoint] {
      try call { try base.checkpoints(above: size, limit: limit) }
    }
    func last(of sequence: LogSequence) throws -> SequenceEnd? {
      try call { try base.last(of: sequence) }
    }
    func leaves(from index: UInt64, limit: Int) throws -> [StoredLeaf] {
      try call { try base.leaves(from: index, limit: limit) }
    }
    func leaves(of sequence: LogSequence, after place: Int, limit: Int) throws -> [StoredLeaf] {
      try call { try base.leaves(of: sequence, after: place, limit: limit) }
    }
    func shredTag(at index: UInt64) throws -> Data? { try call { try base.shredTag(at: index) } }
    func readings(from index: UInt64, limit: Int) throws -> [UInt64] {
      try call { try base.readings(from: index, limit: limit) }
    }
    func noteReading(at index: UInt64) throws { try call { try base.noteReading(at: index) } }
    func isolated<T>(_ body: () throws -> T) throws -> T { try base.isolated(body) }
    func insert(_ leaf: StoredLeaf) throws { try call { try base.insert(leaf) } }
    func insert(_ node: TreeNode, _ hash: MerkleHash) throws {
      try call { try base.insert(node, hash) }
    }
    func insert(_ checkpoint: StoredCheckpoint) throws { try call { try base.insert(checkpoint) } }
    func shred(_ sequence: LogSequence, under index: UInt64, tag: Data) throws {
      try call { try base.shred(sequence, under: index, tag: tag) }
    }
  }
}

@Suite("Each call of the log's writer fails once")
struct WriterFaultTests {
  @Test("nothing is acknowledged that is not there, and the next entry needs no repair")
  func everyCall() async throws {
    let fixture = try LogFixture()
    let store = FailingStore(fixture.store)
    let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
    var acknowledged: [LoggedEvent] = []
    var failures = 0
    // Grows from an empty tree, so that every number of inner nodes is met.
    for call in 1... {
      let before = try await fixture.check().size
      store.fail(at: call)
      do {
        acknowledged.append(try await writer.note("under fault \(call)"))
      } catch {
        failures += 1
        // In a caller's own part the fault itself comes back to that caller.
        #expect(
          error is FailingStore.Failure || (error as? LogError)?.code == .unavailable, "\(error)")
      }
      let isOver = store.calls < call
      store.fail(at: nil)
      let after = try await fixture.check().size
      #expect(after == before || after == before + 1, "the log never shrinks")
      acknowledged.append(try await writer.note("after \(call)"))
      #expect(try await fixture.findings().isEmpty, "after a fault at call \(call)")
      if isOver { break }
    }
    #expect(failures > 8)
    try await expect(acknowledged, in: fixture)
  }

  @Test("each caller of a batch hears of the fault, and of nothing else")
  func everyCallOfABatch() async throws {
    let fixture = try LogFixture()
    let store = FailingStore(fixture.store)
    let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
    var acknowledged: [LoggedEvent] = []
    for call in stride(from: 1, through: 60, by: 3) {
      store.fail(at: call)
      acknowledged += await withTaskGroup(of: LoggedEvent?.self) { group in
        for number in 0..<6 {
          group.addTask { try? await writer.note("\(call)/\(number)") }
        }
        return await group.reduce(into: []) { if let event = $1 { $0.append(event) } }
      }
    }
    store.fail(at: nil)
    acknowledged.append(try await writer.note("last"))
    #expect(try await fixture.findings().isEmpty)
    try await expect(acknowledged, in: fixture)
  }

  @Test("a log whose opening failed opens the next time")
  func opening() async throws {
    for call in 1... {
      let fixture = try LogFixture()
      let store = FailingStore(fixture.store)
      store.fail(at: call)
      let opened = try? await LogWriter(store: store, key: fixture.key, now: fixture.now)
      let isOver = store.calls < call
      #expect((opened != nil) == isOver)
      store.fail(at: nil)
      let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
      try await writer.note("first")
      #expect(try await fixture.findings().isEmpty)
      if isOver { break }
    }
  }

  private func expect(_ events: [LoggedEvent], in fixture: LogFixture) async throws {
    let leaves = try await LogReader(fixture.store).leaves(from: 0).leaves
    for event in events {
      #expect(leaves[Int(event.position.index)].leaf == event.leaf.bytes)
      _ = try event.proof.verify(leaf: event.leaf.hash, policy: fixture.policy)
    }
    #expect(Set(events.map(\.position.index)).count == events.count)
  }
}
