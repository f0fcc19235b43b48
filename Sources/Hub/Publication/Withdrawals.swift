import Consent
import Foundation
import Keys

extension Hub {
  /// Ends grants at once: for the owner, for the viewer who gives back, for a helper who may.
  ///
  /// It takes no reason and no other person, and is in force even while the log is out of order.
  func revoke(
    _ requester: Requester, record: RecordID, _ body: PublishRevocation
  ) async throws -> Answer {
    // Before any look-up, so that a wrong signature reads the same whatever there is.
    let verified = try await verify(body.revocation, by: requester.identity, at: "revocation")
    return try await retrying {
      let payload = verified.payload
      let known = try await readable { try await self.snapshot(of: record) }
      guard let known, payload.record == record,
        let end = try await end(by: requester, of: payload, in: known),
        let snapshot = try await readable({
          try await self.snapshot(of: record, with: [.ledger], grants: payload.grants)
        })
      else { return try await refuse(requester, record: record) }
      let now = clock.now().wholeSecond
      var change = RecordChange(snapshot.file)
      change.file.counter = max(snapshot.file.counter, payload.counter ?? 0)
      var ledger = try snapshot.ledger
      ledger.end(payload.grants, at: now)
      change.ledger = ledger
      var drafts: [EventDraft] = []
      for id in payload.grants {
        guard var row = snapshot.grants.first(where: { $0.id == id }) else {
          throw ProblemAnswer.notFound("revocation.grants")
        }
        if row.endedAt == nil {
          row.endedAt = now
          row.end = end
          try change.set(row)
        }
        var draft = requester.draft(.revocation, .accepted, in: snapshot.file)
        draft.document = verified.hash
        if let grant = try? await gate.open(row, owners: snapshot.file.ownerLine) {
          draft.describe(grant.file.grant)
        }
        drafts.append(draft)
      }
      let event = try await withdraw(drafts, change: change, on: snapshot)
      return try await accepted(
        event, record: record, forOwner: requester.role(in: snapshot.file) == .owner)
    }
  }

  /// Freezes a record: for the owner, or a helper who may.
  func stop(_ requester: Requester, record: RecordID, _ body: PublishStop) async throws -> Answer {
    let verified = try await verify(body.stop, by: requester.identity, at: "stop")
    return try await retrying {
      let snapshot = try await readable { try await self.snapshot(of: record) }
      let payload = verified.payload
      guard let snapshot, payload.record == record,
        mayStop(requester, counter: payload.counter, in: snapshot.file)
      else { return try await refuse(requester, record: record) }
      var change = RecordChange(snapshot.file)
      change.file.counter = max(snapshot.file.counter, payload.counter ?? 0)
      change.file.stoppedAt = snapshot.file.stoppedAt ?? clock.now().wholeSecond
      var draft = requester.draft(.stop, .accepted, in: snapshot.file)
      draft.document = verified.hash
      let event = try await withdraw([draft], change: change, on: snapshot)
      return try await accepted(
        event, record: record, forOwner: requester.role(in: snapshot.file) == .owner)
    }
  }

  /// Ends a stop: the owner's alone.
  func resume(
    _ requester: Requester, record: RecordID, _ body: PublishResume
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(body.resume, by: requester.identity, at: "resume")
      try check(record: verified.payload.record, is: record, at: "resume.record")
      if let again = try await repeated(verified.hash, on: snapshot) {
        return again
      }
      try check(counter: verified.payload.counter, in: snapshot.file, at: "resume.counter")
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: verified.payload.counter)
      change.file.stoppedAt = nil
      change.file.stopCards.spend(at: verified.payload.counter, verified.payload.issuedAt)
      var draft = requester.draft(.resume, .accepted, in: snapshot.file)
      draft.document = verified.hash
      let event = try await commit([draft], change: change, on: snapshot).last
      return try await accepted(event, record: record)
    }
  }

  /// As what a requester may end these grants; nil where they may not.
  private func end(
    by requester: Requester, of revocation: Revocation, in snapshot: RecordSnapshot
  ) async throws -> GrantEnd? {
    if mayStop(requester, counter: revocation.counter, in: snapshot.file) { return .revoked }
    let own = try await readable {
      try await book.grants(of: requester.fingerprint, in: snapshot.record)
    }
    let isOwn = Set(own ?? []).isSuperset(of: revocation.grants)
    return isOwn && revocation.counter == nil ? .givenBack : nil
  }

  /// Whether a requester is the owner with a counter, or without one a helper who may stop or the
  /// holder of the recovery key.
  ///
  /// A counter that was used already is accepted here: taking away is never late.
  private func mayStop(_ requester: Requester, counter: Int?, in file: RecordFile) -> Bool {
    if file.ownerIdentity == requester.identity { return counter != nil }
    if file.owner.payload.recovery == requester.identity { return counter == nil }
    return counter == nil
      && file.standingHelpers.contains {
        $0.fingerprint == requester.fingerprint && $0.enrolment.payload.mayStop
      }
  }
}
