import Consent
import Foundation
import Keys
import Record

extension Hub {
  /// Makes an empty record for the owner who signed the request; made again, it stays as it is.
  func createRecord(_ requester: Requester, _ body: CreateRecord) async throws -> Answer {
    let card = try await verify(card: body.ownerCard, at: "ownerCard")
    guard card.payload.kind == .owner, card.payload.identity == requester.identity else {
      throw ProblemAnswer.invalid("ownerCard", "is not the card of the owner who asks")
    }
    // Nobody but its own owner can name an id that is taken, and so be told that it is.
    guard body.record == RecordID(owner: requester.fingerprint, nonce: body.nonce) else {
      throw ProblemAnswer.invalid("record", "is not made of this owner's key and the nonce")
    }
    guard try await store.recordCount() < configuration.limits.records else {
      throw ProblemAnswer("full", 507, "the hub takes no more records")
    }
    // An erased record's id is not used again: its leaves are still another's.
    let isHere = try await store.read(body.record) { _ in true } ?? false
    let logged = try await logReader.state(of: .record(body.record)).sequence
    guard isHere || logged == 0 else {
      throw ProblemAnswer(
        "exists", 409, "there is a record of this id", hint: "make a new record")
    }
    let now = clock.now()
    let file = try RecordFile(owner: body.ownerCard, createdAt: now.wholeSecond)
    try await store.enrol(requester.fingerprint, by: body.record)
    if let recovery = card.payload.recovery {
      try await store.enrol(recovery.fingerprint, by: body.record)
    }
    let isNew = try await store.create(
      body.record, state: try CanonicalJSON.encode(file), at: now)
    return try await retrying {
      guard let snapshot = try await self.snapshot(of: body.record) else {
        throw ProblemAnswer.unavailable
      }
      guard isNew || snapshot.file.owner == body.ownerCard else {
        throw ProblemAnswer(
          "exists", 409, "there is a record of this id", hint: "make a new record")
      }
      var draft = requester.draft(.key, .accepted, in: snapshot.file)
      draft.document = card.hash
      let event = try await commit([draft], change: nil, on: snapshot).last
      return try await accepted(event, record: body.record)
    }
  }

  /// Everything that the hub holds of a record, for its owner.
  func contents(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await ownerAct(requester, record: record, with: [.item, .head]) { snapshot in
      let file = snapshot.file
      var measures: Data?
      if let head = snapshot.head {
        let opened = try await gate.measures(of: head, owners: file.ownerLine)
        measures = try RecordCommit.seal(opened.document, to: [requester.identity])
      }
      return try Answer(
        RecordContents(
          manifest: snapshot.head?.manifest, slots: snapshot.head?.slots,
          measures: measures, items: snapshot.items.sorted { $0.item < $1.item },
          helpers: file.helpers.map {
            EnrolledHelper(enrolment: $0.enrolment, card: $0.card, dismissedAt: $0.until)
          },
          successions: file.former, counter: file.counter, state: try await state(of: record)))
    }
  }

  /// Where a record stands, for its owner.
  func head(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await ownerAct(requester, record: record, with: [.head]) { snapshot in
      try Answer(
        RecordHead(
          manifest: snapshot.head?.manifest, counter: snapshot.file.counter,
          state: try await state(of: record), succession: snapshot.file.succession,
          limitMoves: snapshot.file.limitMoves))
    }
  }

  /// Takes one change of a record whole, or refuses it whole.
  func commit(
    _ requester: Requester, record: RecordID, _ body: RecordCommit
  ) async throws -> Answer {
    try await ownerAct(requester, record: record, with: [.item, .grant, .head]) { snapshot in
      try check(record: body.manifest.payload.record, is: record, at: "manifest.record")
      if let again = try await repeated(body.manifest.hash, on: snapshot) {
        return again
      }
      let owner = snapshot.file.ownerIdentity
      let gone = try await book.removed(body.items.map(\.item), of: record)
      guard gone.count + body.removed.count <= configuration.limits.removedItems else {
        throw ProblemAnswer(
          "full", 507, "the record remembers as many removed items as it can",
          hint: "change items instead of removing them", place: "removed")
      }
      let replica = RecordReplica(
        manifest: snapshot.head?.manifest, slots: snapshot.head?.slots, items: snapshot.items,
        removed: gone.versions)
      var published: [PublishedGrant] = []
      for row in snapshot.grants {
        published.append(try await gate.publication(of: row, owners: snapshot.file.ownerLine))
      }
      let taken: RecordReplica.Accepted
      do {
        taken = try await replica.accepting(
          body, owner: owner, gate: gate.identity, counter: snapshot.file.counter,
          grants: published, at: clock.now())
      } catch let error as RecordError {
        throw problem(error)
      }
      if let policies = taken.measures.payload.policies {
        do {
          _ = try OwnerPolicies(policies, engine: registry.current.engine)
        } catch let error as PolicyEngineError {
          throw ProblemAnswer.invalid("measures.policies", "\(error.code.rawValue)")
        }
      }
      guard snapshot.file.mayState(taken.measures.payload.limits, at: clock.now()) else {
        throw ProblemAnswer(
          "limits-differ", 409, "the measures state other limits than those in force",
          hint: "synchronise, then try again", place: "measures.limits")
      }
      if let head = snapshot.head {
        let before = try await gate.measures(of: head, owners: snapshot.file.ownerLine).payload
        guard taken.measures.payload.attestationRequired || !before.attestationRequired else {
          throw ProblemAnswer.invalid(
            "measures.attestationRequired", "drops a requirement, which takes 72 hours")
        }
      }
      try checkSize(of: taken.replica.items.values)
      var change = RecordChange(snapshot.file)
      change.take(taken.manifest.hash, counter: taken.manifest.payload.counter)
      try change.set(
        HeadRow(
          manifest: body.manifest, slots: body.slots, measures: body.measures,
          holdings: HeadRow.holdings(taken.replica.items.values),
          removed: gone.count - gone.versions.count + body.removed.count))
      for item in snapshot.items where body.removed.contains(item.item) {
        try change.remove(item)
      }
      for item in body.items { try change.set(item) }
      for publication in taken.resealed {
        guard
          var row = snapshot.grants.first(where: { $0.id == publication.grant.payload.id })
        else { continue }
        row.packets = publication.packets
        row.selection = publication.selection
        try change.set(row)
      }
      var draft = requester.draft(.head, .accepted, in: snapshot.file)
      draft.document = taken.manifest.hash
      draft.version = taken.manifest.payload.version
      let event = try await commit([draft], change: change, on: snapshot).last
      return try await accepted(event, record: record)
    }
  }

  /// Refuses a record larger than what the hub reads at once.
  private func checkSize(of items: some Sequence<StoredItem>) throws {
    let bytes = items.reduce(0) { sum, item in
      item.wraps.reduce(sum + item.ciphertext.count + item.ownerWrap.count) {
        $0 + $1.blind.count + $1.wrapped.count
      }
    }
    guard bytes <= configuration.limits.recordBytes else {
      throw ProblemAnswer(
        "full", 507, "the record is larger than the hub keeps",
        hint: "remove items, then synchronise", place: "items")
    }
  }

  /// Erases a record: its rows, its key, and the entries about it; their leaves stay.
  ///
  /// Its owner may, and the holder of the recovery key.
  func erase(_ requester: Requester, record: RecordID) async throws -> Answer {
    let answer = try await ownerAct(requester, record: record, orRecovery: true) { snapshot in
      let draft = requester.draft(.shred, .accepted, in: snapshot.file)
      let store = store
      let event = try await commit([draft], change: nil, on: snapshot) { session, positions in
        if let position = positions.last {
          try session.shred(.record(record), under: position) {
            store.keys.shredTag(of: $0, record: record)
          }
        }
        try store.open(snapshot.access, in: session.transaction.database, at: session.time)?
          .delete()
      }.last
      for helper in snapshot.file.helpers {
        try await store.withdraw(helper.fingerprint, by: record)
      }
      let owner = snapshot.file.owner.payload
      for identity in [owner.identity, owner.recovery].compactMap(\.self) {
        try await store.withdraw(identity.fingerprint, by: record)
      }
      try await store.finishErasures()
      book.forget(record)
      return try await accepted(event, record: record)
    }
    return answer
  }
}

extension Date {
  /// The time without its fraction of a second.
  var wholeSecond: Date {
    Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down))
  }
}
