import Consent
import Crypto
import Foundation
import GRDB
import Testing
import TransparencyLog

@testable import Hub
@testable import Keys

struct LogWriterTests {
  private let fixture: LogFixture

  init() throws { fixture = try LogFixture() }

  @Test func anAppendedEntryIsDurableAndProved() async throws {
    let writer = try await fixture.writer()
    for number in 0..<20 {
      let logged = try await writer.note("\(number)")
      #expect(logged.position.index == UInt64(number))
      #expect(logged.position.sequence == number + 1)
      #expect(logged.leaf == LogFixture.event("\(number)").leaf)
      let verified = try logged.proof.verify(leaf: logged.leaf.hash, policy: fixture.policy)
      #expect(verified.size == UInt64(number + 1))
    }
    let again = try await fixture.writer()
    #expect(try await again.note("after a restart").position.index == 20)
    #expect(try await fixture.findings().isEmpty)
  }

  @Test func everySequenceCountsAndChainsForItself() async throws {
    let writer = try await fixture.writer()
    let records = (0..<3).map { _ in LogSequence.record(RecordID()) } + [.hub]
    var last: [LogSequence: LoggedEvent] = [:]
    for number in 0..<40 {
      let sequence = records[number * 7 % 4]
      let logged = try await writer.note("\(number)", in: sequence)
      #expect(logged.position.sequence == (last[sequence]?.position.sequence ?? 0) + 1)
      #expect(logged.position.previous?.bytes == last[sequence]?.leaf.hash.bytes)
      last[sequence] = logged
    }
    let reader = LogReader(fixture.store)
    for sequence in records {
      let state = try await reader.state(of: sequence)
      #expect(state.sequence == last[sequence]?.position.sequence)
      #expect(state.leaf?.bytes == last[sequence]?.leaf.hash.bytes)
      #expect(state.treeSize == 40)
    }
  }

  @Test func whatWaitsGoesIntoOneBatch() async throws {
    let store = FaultyStore(fixture.store)
    let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
    store.close()
    let events = try await withThrowingTaskGroup(of: LoggedEvent.self) { group in
      group.addTask { try await writer.note("first") }
      while await writer.pendingCount == nil { await Task.yield() }
      for number in 0..<30 {
        group.addTask { try await writer.note("\(number)") }
      }
      while await writer.pendingCount != 30 { await Task.yield() }
      store.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for event in events {
      let size = try event.proof.verify(leaf: event.leaf.hash, policy: fixture.policy).size
      #expect(size == (event.position.index == 0 ? 1 : 31))
    }
    #expect(try await fixture.check().checkpoints == 3)
    #expect(try await fixture.findings().isEmpty)
  }

  @Test func manyCallersAtOnceAllGetTheirOwnProof() async throws {
    let writer = try await LogWriter(
      store: fixture.store, key: fixture.key, now: fixture.now, batchLimit: 5)
    let records = (0..<4).map { _ in LogSequence.record(RecordID()) }
    let events = try await withThrowingTaskGroup(of: (String, LoggedEvent).self) { group in
      for number in 0..<200 {
        group.addTask {
          ("\(number)", try await writer.note("\(number)", in: records[number % 4]))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(events.map(\.1.position.index)).count == 200)
    for (text, event) in events {
      #expect(event.leaf == LogFixture.event(text).leaf)
      _ = try event.proof.verify(leaf: event.leaf.hash, policy: fixture.policy)
    }
    #expect(try await fixture.findings().isEmpty)
  }

  @Test func stateAndEntryCommitTogetherOrNotAtAll() async throws {
    struct Changed: Error {}
    let writer = try await fixture.writer()
    try await fixture.database.write { database in
      try database.execute(sql: "INSERT INTO state VALUES ('record', 1)")
    }
    // Both decided on generation 1; the second finds that it has moved.
    @Sendable func change(_ text: String) async throws {
      _ = try await writer.append(to: .hub) { _, transaction in
        let database = transaction.database
        let generation = try Int.fetchOne(database, sql: "SELECT generation FROM state")
        try database.execute(sql: "UPDATE state SET generation = generation + 1")
        guard generation == 1 else { throw Changed() }
        return (LogFixture.event(text), ())
      }
    }
    try await change("one")
    await #expect(throws: Changed.self) { try await change("two") }
    let generation = try await fixture.database.read { database in
      try Int.fetchOne(database, sql: "SELECT generation FROM state")
    }
    #expect(generation == 2)
    #expect(try await fixture.check().size == 1)
    #expect(try await writer.note("three").position.index == 1)
    #expect(try await fixture.findings().isEmpty)
  }

  @Test func oneFailingCallerDoesNotDisturbItsBatch() async throws {
    struct Refused: Error {}
    let store = FaultyStore(fixture.store)
    let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
    store.close()
    let results = await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await writer.note("first")) != nil }
      while await writer.pendingCount == nil { await Task.yield() }
      for number in 0..<20 {
        group.addTask {
          let logged = try? await writer.commit { session in
            try session.append(to: .hub) { _ in LogFixture.event("\(number)") }
            try session.append(to: .hub) { _ in LogFixture.event("\(number) again") }
            guard number % 2 == 0 else { throw Refused() }
          }
          return logged?.events.count == 2
        }
      }
      while await writer.pendingCount != 20 { await Task.yield() }
      store.open()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count { $0 } == 11)
    #expect(try await fixture.check().size == 21)
    #expect(try await fixture.findings().isEmpty)
  }

  @Test func aBodyWithoutAnEntryIsUndone() async throws {
    let writer = try await fixture.writer()
    await expectLogError(.nothingToAppend) {
      _ = try await writer.commit { session in
        try session.transaction.database.execute(sql: "INSERT INTO state VALUES ('x', 1)")
      }
    }
    let count = try await fixture.database.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM state")
    }
    #expect(count == 0)
  }

  @Test(arguments: [FaultyStore.Fault.beforeCommit, .afterCommit])
  func aStoreThatFailsIsAnErrorAndTheNextAppendGoesOn(fault: FaultyStore.Fault) async throws {
    let store = FaultyStore(fixture.store)
    let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
    try await writer.note("before")
    store.failNext(fault)
    await expectLogError(.unavailable) { try await writer.note("lost") }
    let logged = try await writer.note("after")
    #expect(logged.position.index == (fault == .afterCommit ? 2 : 1))
    _ = try logged.proof.verify(leaf: logged.leaf.hash, policy: fixture.policy)
    #expect(try await fixture.findings().isEmpty)
  }

  @Test func aClockBehindTheLastEntryAppendsNothing() async throws {
    let writer = try await fixture.writer()
    try await writer.note("now")
    fixture.advance(-3600)
    await expectLogError(.clockBehind) { try await writer.note("an hour ago") }
    fixture.advance(3600)
    try await writer.note("now again")
    #expect(try await fixture.check().size == 2)
  }

  @Test func cancellingOneCallerDoesNotUndoTheBatch() async throws {
    let store = FaultyStore(fixture.store)
    let writer = try await LogWriter(store: store, key: fixture.key, now: fixture.now)
    store.close()
    let leader = Task { try await writer.note("leader") }
    while await writer.pendingCount == nil { await Task.yield() }
    leader.cancel()
    store.open()
    #expect(try await leader.value.position.index == 0)
    #expect(try await fixture.check().size == 1)
  }

  @Test(arguments: [
    "DELETE FROM log_entry WHERE position = 6; DELETE FROM log_leaf WHERE position = 6",
    "UPDATE log_node SET hash = zeroblob(32) WHERE level = 2 AND position = 0",
    "UPDATE log_leaf SET data = zeroblob(97) WHERE position = 6",
    "UPDATE log_checkpoint SET note = (SELECT note FROM log_checkpoint WHERE size = 6) WHERE size = 7",
    "DELETE FROM log_checkpoint WHERE size = 7",
    "DELETE FROM log_checkpoint",
    // A consistent older state: only the writer's memory, an owner or an auditor can tell.
    """
    DELETE FROM log_entry WHERE position = 6; DELETE FROM log_leaf WHERE position = 6;
    DELETE FROM log_checkpoint WHERE size = 7
    """,
  ])
  func nothingIsSignedOnTopOfAnAlteredLog(sql: String) async throws {
    let writer = try await fixture.writer()
    for number in 0..<7 { try await writer.note("\(number)") }
    try fixture.tamper(sql)
    await expectLogError(.doesNotMatchCheckpoint) { try await writer.note("more") }
  }

  @Test func aDatabaseOfAnotherLogDoesNotOpen() async throws {
    _ = try await fixture.writer()
    let other = try NoteSigningKey(
      name: "hub.example/log", privateKey: .init(rawRepresentation: Data(repeating: 8, count: 32)))
    await expectLogError(.doesNotMatchCheckpoint) {
      _ = try await LogWriter(store: fixture.store, key: other, now: fixture.now)
    }
  }
}
