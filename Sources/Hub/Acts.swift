import Consent
import Foundation
import GRDB
import Keys
import Logging
import TransparencyLog

/// The record is no longer the one that was decided on.
struct StateChanged: Error {}

extension Hub {
  /// The writer of entries as of now.
  var scribe: EventScribe {
    let bundle = registry.current.bundle.payload
    return EventScribe(
      pseudonyms: PseudonymKey(secret: keys.pseudonymSecret), auditors: bundle.auditors,
      naming: bundle.naming, hub: keys.identity.publicIdentity)
  }

  /// Makes a change and its entries durable together.
  ///
  /// With no snapshot the entries go into the hub's own sequence. Acts of the record that were in
  /// force before the log could take them are logged first.
  /// - Returns: the entries of `drafts`, in order.
  /// - Throws: ``StateChanged`` when the record is no longer that of the snapshot, ``LogError`` when
  ///   the log cannot append; in both cases nothing has happened.
  func commit(
    _ drafts: [EventDraft], change: RecordChange?, on snapshot: RecordSnapshot?,
    also: @escaping @Sendable (LogSession<SQLiteLogTransaction>, [LogPosition]) throws -> Void = {
      _, _ in
    }
  ) async throws -> [LoggedEvent] {
    let scribe = scribe
    let store = store
    let owner = (change?.file ?? snapshot?.file)?.ownerIdentity
    let sequence = snapshot.map { LogSequence.record($0.record) } ?? .hub
    let logged = try await appending { session in
      var pending: [EventDraft] = []
      var ledger: DocumentHash?
      var whole: RecordChange?
      var record: SQLiteRecord?
      if let snapshot {
        let database = session.transaction.database
        guard
          let writing = try store.open(snapshot.access, in: database, at: session.time),
          writing.sequence == snapshot.sequence
        else { throw StateChanged() }
        whole = change ?? RecordChange(snapshot.file)
        pending = whole?.file.unlogged ?? []
        whole?.file.unlogged = []
        record = writing
        ledger = try whole?.ledgerHash
      } else {
        pending = try store.unlogged(in: session.transaction.database)
      }
      var last: (LogPosition, LogEvent)?
      let positions = try (pending + drafts).map { draft in
        try session.append(to: sequence) { position in
          let written = try scribe.write(
            draft, at: position, record: snapshot?.record, owner: owner, ledger: ledger)
          let event = LogEvent(
            entry: written.entry, frame: written.frame, receipt: written.receipt,
            stored: try store.seal(
              entry: written.entry, at: position.index,
              in: draft.kind == .shred ? nil : snapshot?.access))
          last = (position, event)
          return event
        }
      }
      if let record, change != nil || !pending.isEmpty {
        if let (position, event) = last {
          whole?.remember(index: position.index, receipt: event.receipt)
        }
        try whole?.write(to: record)
        try record.advance()
      } else if record == nil, !pending.isEmpty {
        try store.removeValue(SQLiteStore.unlogged, in: session.transaction.database)
      }
      try also(session, positions)
      return pending.count
    }
    return Array(logged.events.dropFirst(logged.outcome))
  }

  /// Commits through the log's writer; whatever the database refuses is a log that cannot append.
  private func appending(
    _ body: @escaping @Sendable (LogSession<SQLiteLogTransaction>) throws -> Int
  ) async throws -> Logged<Int> {
    do {
      return try await log.commit(body)
    } catch is DatabaseError {
      throw LogError(.unavailable, at: "database")
    }
  }

  /// Writes the nonce of a request in the transaction of its entry; throws where it was there before.
  func remember(
    _ nonce: SignedNonce?, in session: LogSession<SQLiteLogTransaction>
  ) throws {
    guard let nonce else { return }
    guard try store.admit(nonce, now: session.time, in: session.transaction.database) else {
      throw ProblemAnswer.unauthorized("nonce")
    }
  }

  /// Makes entries of the hub's own and the values that they tell of durable together.
  func commit(
    _ drafts: [EventDraft], keeping values: [String: Data]
  ) async throws -> [LoggedEvent] {
    let store = store
    return try await commit(drafts, change: nil, on: nil) { session, _ in
      for (name, value) in values {
        try store.setValue(name, value, at: session.time, in: session.transaction.database)
      }
    }
  }

  /// Does an act again from its start as long as the record changes under it.
  func retrying<Result>(_ act: () async throws -> Result) async throws -> Result {
    for _ in 0..<32 {
      do {
        return try await act()
      } catch is StateChanged {
        continue
      } catch let error as LogError {
        logger.error("the log cannot append", metadata: ["code": "\(error.code)"])
        throw ProblemAnswer.unavailable
      }
    }
    throw ProblemAnswer.unavailable
  }

  /// Puts an act in force that only takes something away, even while the log is out of order.
  ///
  /// - Returns: the evidence; without entry and proof while the log is away.
  func withdraw(
    _ drafts: [EventDraft], change: RecordChange, on snapshot: RecordSnapshot
  ) async throws -> LoggedEvent? {
    do {
      return try await commit(drafts, change: change, on: snapshot).last
    } catch let error as LogError {
      logger.error("an act is in force before it is logged", metadata: ["code": "\(error.code)"])
      var waiting = change
      waiting.file.unlogged += drafts.filter { draft in
        // Repeated while the log is away, an act waits once.
        ![.revocation, .stop].contains(draft.kind)
          || !waiting.file.unlogged.contains {
            $0.kind == draft.kind && $0.actor == draft.actor && $0.grant == draft.grant
          }
      }
      let final = waiting
      let done: Void? = try await store.change(snapshot.record, at: clock.now()) { writing in
        guard writing.sequence == snapshot.sequence else { throw StateChanged() }
        try final.write(to: writing)
      }
      guard done != nil else { throw StateChanged() }
      return nil
    }
  }

  /// Makes the entry of an act of the hub's own that is in force already, now or when the log is
  /// back.
  ///
  /// - Returns: the evidence; without entry and proof while the log is away.
  func tell(_ draft: EventDraft) async throws -> LoggedEvent? {
    do {
      return try await commit([draft], change: nil, on: nil).last
    } catch let error as LogError {
      logger.error("an act is in force before it is logged", metadata: ["code": "\(error.code)"])
      let store = store
      let now = clock.now()
      try await store.values.write { database in
        var waiting = try store.unlogged(in: database)
        // Repeated while the log is away, an act waits once.
        guard !waiting.contains(where: { $0.document == draft.document }) else { return }
        waiting.append(draft)
        try store.setValue(
          SQLiteStore.unlogged, try CanonicalJSON.encode(waiting), at: now, in: database)
      }
      return nil
    }
  }

  /// The hub's signed word on where a record's sequence stands.
  func state(of record: RecordID) async throws -> SignedDocument<RecordState> {
    let last = try await logReader.state(of: .record(record))
    let state = try RecordState(
      record: record, sequence: last.sequence, leaf: last.leaf, treeSize: Int(last.treeSize),
      issuedAt: clock.now())
    return try await SignedDocument.sign(state, with: keys.identity)
  }
}

extension SQLiteStore {
  /// The name of what ``unlogged(in:)`` reads.
  static let unlogged = "unlogged"

  /// Acts of the hub's own in force that the log could not take yet; they are logged before any
  /// other entry of its sequence.
  func unlogged(in database: Database) throws -> [EventDraft] {
    try value(Self.unlogged, in: database).map {
      try CanonicalJSON.decode([EventDraft].self, from: $0)
    } ?? []
  }
}
