import Consent
import Foundation
import Keys

extension Hub {
  /// Enrols a helper for the owner.
  func enrol(
    _ requester: Requester, record: RecordID, _ body: PublishHelper
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(body.enrolment, by: requester.identity, at: "enrolment")
      let payload = verified.payload
      try check(record: payload.record, is: record, at: "enrolment.record")
      if let again = try await repeated(verified.hash, on: snapshot) {
        return again
      }
      try check(counter: payload.counter, in: snapshot.file, at: "enrolment.counter")
      let card = try await verify(card: body.card, at: "card")
      guard card.payload.identity == payload.helper, card.payload.identity != requester.identity,
        [.helper, .viewer].contains(card.payload.kind)
      else { throw ProblemAnswer.invalid("card", "is not the card of the helper named") }
      try checkPerson(payload.helper, at: "enrolment.helper")
      if payload.authority == nil {
        try await checkActsAlone(payload.helper.fingerprint, at: "enrolment.authority")
      }
      if let authority = payload.authority {
        guard let document = body.affiliation else {
          throw ProblemAnswer.invalid("affiliation", "the helper's authority must have signed one")
        }
        let affiliation = try await verify(
          affiliation: document, of: payload.helper.fingerprint, at: "affiliation")
        guard affiliation.payload.authority == authority else {
          throw ProblemAnswer.invalid("affiliation.authority", "is not the enrolment's")
        }
      }
      let now = clock.now().wholeSecond
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: payload.counter)
      try change.file.enrol(body, at: now)
      try await store.enrol(payload.helper.fingerprint, by: record)
      return try await log(verified, of: requester, change: change, on: snapshot)
    }
  }

  /// Dismisses a helper for the owner, at once.
  func dismiss(
    _ requester: Requester, record: RecordID, _ body: PublishHelperDismissal
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(body.dismissal, by: requester.identity, at: "dismissal")
      let payload = verified.payload
      try check(record: payload.record, is: record, at: "dismissal.record")
      if let again = try await repeated(verified.hash, on: snapshot) {
        return again
      }
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: payload.counter)
      guard change.file.dismiss(payload.helper, at: clock.now().wholeSecond) else {
        throw ProblemAnswer.notFound("dismissal.helper")
      }
      var draft = requester.draft(.helper, .accepted, in: snapshot.file)
      draft.document = verified.hash
      let event = try await withdraw([draft], change: change, on: snapshot)
      return try await accepted(event, record: record)
    }
  }

  private func log(
    _ enrolment: VerifiedDocument<HelperEnrolment>, of requester: Requester,
    change: RecordChange, on snapshot: RecordSnapshot
  ) async throws -> Answer {
    var draft = requester.draft(.helper, .accepted, in: snapshot.file)
    draft.document = enrolment.hash
    let event = try await commit([draft], change: change, on: snapshot).last
    return try await accepted(event, record: snapshot.record)
  }
}

extension RecordFile {
  /// The most helpers of a record at once, and with those who left in the last 72 hours.
  private static let helperBounds = (standing: 32, remembered: 64)

  /// Takes an enrolment in place of the same person's; the former one counts for 72 hours more.
  fileprivate mutating func enrol(_ body: PublishHelper, at time: Date) throws {
    let person = body.enrolment.payload.helper.fingerprint
    helpers.removeAll { !$0.facts.counts(at: time) }
    _ = dismiss(person, at: time)
    let new = StandingHelper(enrolment: body.enrolment, card: body.card, since: time, until: nil)
    let since = AttestationFacts.enrolledSince(person, in: (helpers + [new]).map(\.facts))
    // The longest remembered of the same person and authority tells as much as all of them.
    helpers.removeAll {
      $0.fingerprint == person
        && $0.enrolment.payload.authority == body.enrolment.payload.authority
    }
    helpers.append(
      StandingHelper(
        enrolment: body.enrolment, card: body.card, since: since ?? time, until: nil))
    guard standingHelpers.count <= Self.helperBounds.standing,
      helpers.count <= Self.helperBounds.remembered
    else {
      throw ProblemAnswer.invalid("enrolment", "a record has at most 32 helpers")
    }
  }

  /// Ends a helper's enrolment; false where none stands.
  fileprivate mutating func dismiss(_ person: Fingerprint, at time: Date) -> Bool {
    guard
      let index = helpers.firstIndex(where: { $0.until == nil && $0.fingerprint == person })
    else { return false }
    helpers[index].until = time
    return true
  }
}
