import Crypto
import Foundation
import GRDB
import Synchronization
import Testing
import TransparencyLog

@testable import Hub
@testable import Keys

/// A log in a database of its own, with a clock that a test moves.
final class LogFixture: Sendable {
  let database: DatabaseQueue
  let store: SQLiteLogStore
  let key: NoteSigningKey
  let policy: LogPolicy
  let keys = StoreKeys(
    store: SymmetricKey(data: Data(repeating: 1, count: 32)),
    lookup: SymmetricKey(data: Data(repeating: 2, count: 32)))
  let seconds = Mutex(1_790_000_000)

  init() throws {
    database = try DatabaseQueue()
    store = try SQLiteLogStore(database)
    key = try NoteSigningKey(
      name: "hub.example/log",
      privateKey: Curve25519.Signing.PrivateKey(
        rawRepresentation: Data(repeating: 9, count: 32)))
    policy = try LogPolicy(logKey: key.verifierKey)
    try database.write { database in
      try database.execute(sql: "CREATE TABLE state (name TEXT PRIMARY KEY, generation INTEGER)")
    }
  }

  var now: @Sendable () -> Date {
    { Date(timeIntervalSince1970: TimeInterval(self.seconds.withLock { $0 })) }
  }

  func advance(_ by: Int) { seconds.withLock { $0 += by } }

  func writer() async throws -> LogWriter<SQLiteLogStore> {
    try await LogWriter(store: store, key: key, now: now)
  }

  func check() async throws -> HubCheckReport {
    try await HubCheck(store, key: key.verifierKey, keys: keys, pageSize: 3).run()
  }

  /// What is wrong, as words, in order.
  func findings() async throws -> [String] {
    try await check().findings.map { "\($0.kind.rawValue) \($0.place)" }
  }

  /// Runs SQL as a thief with write access would.
  func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
    try database.write { database in
      for table in ["log_leaf", "log_node"] {
        for change in ["update", "delete"] {
          try database.execute(sql: "DROP TRIGGER IF EXISTS \(table)_\(change)")
        }
      }
      try database.execute(sql: sql, arguments: arguments)
    }
  }

  static func event(_ text: String) -> LogEvent {
    LogEvent(
      entry: Data("entry \(text)".utf8), frame: Data("frame \(text)".utf8),
      receipt: Data("receipt \(text)".utf8))
  }
}

extension LogWriter {
  /// Appends an entry of some text.
  @discardableResult
  func note(_ text: String, in sequence: LogSequence = .hub) async throws -> LoggedEvent {
    let logged = try await append(to: sequence) { _, _ in (LogFixture.event(text), ()) }
    return try #require(logged.events.first)
  }
}

/// A store that a test can hold up and make fail.
final class FaultyStore: LogStore {
  enum Fault: Sendable { case beforeCommit, afterCommit }

  struct Failure: Error {}

  private let base: SQLiteLogStore
  private let fault = Mutex<Fault?>(nil)
  private let gate = Mutex<(isClosed: Bool, waiting: [CheckedContinuation<Void, Never>])>(
    (false, []))

  init(_ base: SQLiteLogStore) { self.base = base }

  func failNext(_ fault: Fault) { self.fault.withLock { $0 = fault } }

  func close() { gate.withLock { $0.isClosed = true } }

  func open() {
    let waiting = gate.withLock { gate in
      gate.isClosed = false
      defer { gate.waiting = [] }
      return gate.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func write<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteLogTransaction) throws -> T
  ) async throws -> T {
    await withCheckedContinuation { continuation in
      let isOpen = gate.withLock { gate in
        if gate.isClosed { gate.waiting.append(continuation) }
        return !gate.isClosed
      }
      if isOpen { continuation.resume() }
    }
    let fault = fault.withLock { fault in
      defer { fault = nil }
      return fault
    }
    let result = try await base.write { transaction in
      let result = try body(transaction)
      if fault == .beforeCommit { throw Failure() }
      return result
    }
    if fault == .afterCommit { throw Failure() }
    return result
  }

  func read<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteLogTransaction) throws -> T
  ) async throws -> T {
    try await base.read(body)
  }
}

/// Expects a log error with one code.
func expectLogError(
  _ code: LogError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async {
  do {
    try await body()
    Issue.record("not refused", sourceLocation: sourceLocation)
  } catch let error as LogError {
    #expect(error.code == code, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
