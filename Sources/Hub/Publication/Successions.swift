import Consent
import Foundation
import Keys
import Record

extension Hub {
  /// One record in one snapshot, after a succession whose time has come is in force.
  func snapshot(
    of record: RecordID, with kinds: Set<RowKind> = [], grants: [GrantID] = []
  ) async throws -> RecordSnapshot? {
    guard let snapshot = try await book.snapshot(of: record, with: kinds, grants: grants) else {
      return nil
    }
    guard let pending = snapshot.file.succession, clock.now() >= pending.inForceAt else {
      return snapshot
    }
    try await putInForce(pending, on: snapshot)
    throw StateChanged()
  }

  /// Makes the successor the owner, in the log and out of it.
  private func putInForce(
    _ pending: PendingSuccession, on snapshot: RecordSnapshot
  ) async throws {
    var change = RecordChange(snapshot.file)
    change.file.former.append(
      OwnerSuccession(predecessor: snapshot.file.owner, succession: pending.succession))
    change.file.owner = pending.succession.payload.successor
    change.file.succession = nil
    // A statement of the former owner's is not answered again to the present one.
    change.file.taken = []
    var draft = EventDraft(.key, .accepted, role: .hub)
    draft.document = pending.succession.hash
    if let recovery = change.file.owner.payload.recovery {
      try await store.enrol(recovery.fingerprint, by: snapshot.record)
    }
    _ = try await withdraw([draft], change: change, on: snapshot)
  }

  /// Announces a succession for the holder of the record's recovery key; anyone else reads the one
  /// answer to everything.
  func announce(
    _ requester: Requester, record: RecordID, _ body: PublishSuccession
  ) async throws -> Answer {
    let verified = try await verify(body.succession, by: requester.identity, at: "succession")
    return try await retrying {
      let snapshot = try await readable { try await self.snapshot(of: record) }
      let payload = verified.payload
      guard let snapshot, payload.record == record,
        snapshot.file.owner.payload.recovery == requester.identity
      else { return try await refuse(requester, record: record) }
      if let again = try await repeated(verified.hash, on: snapshot) { return again }
      let now = clock.now().wholeSecond
      try await check(verified, in: snapshot.file, at: now)
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: snapshot.file.counter)
      change.file.succession = PendingSuccession(succession: body.succession, announcedAt: now)
      change.file.announced = Array(
        (snapshot.file.announced + [verified.hash]).suffix(RecordFile.rememberedSuccessions))
      try await store.enrol(payload.successor.signer, by: record)
      var draft = requester.draft(.recovery, .accepted, in: snapshot.file)
      draft.document = verified.hash
      let event = try await commit([draft], change: change, on: snapshot).last
      return try await accepted(event, record: record, forOwner: false)
    }
  }

  private func check(
    _ succession: VerifiedDocument<Succession>, in file: RecordFile, at now: Date
  ) async throws {
    let payload = succession.payload
    guard payload.predecessor == file.owner.signer else {
      throw ProblemAnswer.invalid("succession.predecessor", "is not the present owner")
    }
    guard abs(payload.issuedAt.timeIntervalSince(now)) <= Succession.window else {
      throw ProblemAnswer.invalid("succession.issuedAt", "is not of today")
    }
    guard !file.announced.contains(succession.hash) else {
      throw ProblemAnswer.invalid("succession", "was announced before")
    }
    guard file.succession == nil else {
      throw ProblemAnswer(
        "conflict", 409, "another succession waits", hint: "the present owner can cancel it",
        place: "succession")
    }
    let successor = try await verify(card: payload.successor, at: "succession.successor")
    try checkPerson(successor.payload.identity, at: "succession.successor")
    // What once got out stays out: neither a former owner's key nor a used recovery key is named.
    let spent = (file.former.map(\.predecessor.payload) + [file.owner.payload]).flatMap(Self.keys)
    let named = Self.keys(of: successor.payload)
    let isSpent = named.contains { key in
      spent.contains { $0.signing == key.signing || $0.sealing == key.sealing }
    }
    guard !isSpent else {
      throw ProblemAnswer.invalid("succession.successor", "names a key used before")
    }
    guard file.former.count + 1 < OwnerLine.maximumCount else {
      throw ProblemAnswer("full", 507, "the record's key was changed too often")
    }
  }

  private static func keys(of card: Card) -> [PublicIdentity] {
    [card.identity] + [card.recovery].compactMap(\.self)
  }

  /// Cancels a succession that waits, for the present owner.
  func cancel(
    _ requester: Requester, record: RecordID, _ body: PublishCancellation
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(
        body.cancellation, by: requester.identity, at: "cancellation")
      let payload = verified.payload
      try check(record: payload.record, is: record, at: "cancellation.record")
      if let again = try await repeated(verified.hash, on: snapshot) { return again }
      try check(counter: payload.counter, in: snapshot.file, at: "cancellation.counter")
      guard let pending = snapshot.file.succession, pending.succession.hash == payload.succession
      else { throw ProblemAnswer.notFound("cancellation.succession") }
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: payload.counter)
      change.file.succession = nil
      var draft = requester.draft(.recovery, .accepted, in: snapshot.file)
      draft.document = verified.hash
      let event = try await withdraw([draft], change: change, on: snapshot)
      try await store.withdraw(pending.succession.payload.successor.signer, by: record)
      return try await accepted(event, record: record)
    }
  }
}
