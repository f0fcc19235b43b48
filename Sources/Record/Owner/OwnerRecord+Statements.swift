package import Consent
package import Foundation
package import Keys

extension OwnerRecord {
  /// Revokes grants: one act, no reason, no other person.
  ///
  /// The grants count as ended on this device at once; the compartments they opened are stale from
  /// here on.
  package mutating func revoke(
    _ grants: some Sequence<GrantID>, at time: Date
  ) async throws(RecordError) -> SignedDocument<Revocation> {
    let ids = Set(grants)
    let known = Set(state.grants.map(\.publication.grant.payload.id))
    guard ids.isSubset(of: known) else { throw RecordError(.unknownGrant, at: "grants") }
    var next = self
    let revocation = try await next.sign { counter throws(ConsentError) in
      try Revocation(record: state.record, counter: counter, grants: ids, issuedAt: time)
    }
    next.end(ids, why: .revoked, at: time)
    next.state.outbox.append(.revocation(PublishRevocation(revocation: revocation)))
    self = next
    return revocation
  }

  /// Stops everything in one act.
  package mutating func stop(at time: Date) async throws(RecordError) -> SignedDocument<Stop> {
    var next = self
    let stop = try await next.sign { counter throws(ConsentError) in
      try Stop(record: state.record, counter: counter, issuedAt: time)
    }
    next.state.stopped = true
    next.state.outbox.append(.stop(PublishStop(stop: stop)))
    self = next
    return stop
  }

  /// Resumes after a stop.
  package mutating func resume(at time: Date) async throws(RecordError) -> SignedDocument<Resume> {
    var next = self
    let resume = try await next.sign { counter throws(ConsentError) in
      try Resume(record: state.record, counter: counter, issuedAt: time)
    }
    next.state.stopped = false
    next.state.outbox.append(.resume(PublishResume(resume: resume)))
    self = next
    return resume
  }

  /// Signs a stop in advance, to be printed; nothing is sent.
  package mutating func makeStopCard(at time: Date) async throws(RecordError) -> PrintedStopCard {
    guard let address = state.address else { throw RecordError(.wrongHub, at: "hub") }
    let card = try await sign { counter throws(ConsentError) in
      try StopCard(card: StopCardID(), record: address.record, counter: counter, issuedAt: time)
    }
    return PrintedStopCard(address: address, card: card)
  }

  /// Withdraws every stop card made so far.
  package mutating func withdrawStopCards(at time: Date) async throws(RecordError) {
    var next = self
    let withdrawal = try await next.sign { counter throws(ConsentError) in
      try StopCardWithdrawal(record: state.record, counter: counter, issuedAt: time)
    }
    next.state.outbox.append(.stopCards(PublishStopCardWithdrawal(withdrawal: withdrawal)))
    self = next
  }

  /// Declines a request.
  package mutating func decline(
    _ request: RequestID, at time: Date
  ) async throws(RecordError) -> SignedDocument<Decline> {
    var next = self
    let decline = try await next.sign { counter throws(ConsentError) in
      try Decline(record: state.record, counter: counter, request: request, issuedAt: time)
    }
    next.state.outbox.append(.decline(PublishDecline(decline: decline)))
    self = next
    return decline
  }

  /// Names a helper; naming the same one again replaces what they may do.
  ///
  /// The former enrolment counts for 72 hours more, as a dismissed helper's does.
  package mutating func name(
    helper card: VerifiedDocument<Card>, authority: AuthorityID?,
    affiliation: SignedDocument<Affiliation>?, mayStop: Bool, at time: Date
  ) async throws(RecordError) -> SignedDocument<HelperEnrolment> {
    guard card.payload.kind == .helper || card.payload.kind == .viewer else {
      throw RecordError(.unknownHelper, at: "card")
    }
    var next = self
    let enrolment = try await next.sign { counter throws(ConsentError) in
      try HelperEnrolment(
        record: state.record, counter: counter, helper: card.payload.identity,
        authority: authority, mayStop: mayStop, issuedAt: time)
    }
    for index in next.state.helpers.indices
    where next.state.helpers[index].dismissedAt == nil
      && next.state.helpers[index].fingerprint == card.payload.identity.fingerprint
    {
      next.state.helpers[index].dismissedAt = time.wholeSeconds
      next.state.helpers[index].replacedBy = enrolment.hash
    }
    next.state.helpers.append(
      EnrolledHelper(enrolment: enrolment, card: card.document, dismissedAt: nil))
    next.state.outbox.append(
      .helper(
        PublishHelper(enrolment: enrolment, card: card.document, affiliation: affiliation)))
    self = next
    return enrolment
  }

  /// Dismisses a helper at once.
  package mutating func dismiss(
    helper: Fingerprint, at time: Date
  ) async throws(RecordError) -> SignedDocument<HelperDismissal> {
    guard
      let index = state.helpers.firstIndex(where: {
        $0.dismissedAt == nil && $0.fingerprint == helper
      })
    else { throw RecordError(.unknownHelper, at: "helper") }
    var next = self
    let dismissal = try await next.sign { counter throws(ConsentError) in
      try HelperDismissal(record: state.record, counter: counter, helper: helper, issuedAt: time)
    }
    next.state.helpers[index].dismissedAt = time.wholeSeconds
    next.state.outbox.append(.dismissal(PublishHelperDismissal(dismissal: dismissal)))
    self = next
    return dismissal
  }

  /// Notes the end of grants.
  mutating func end(_ ids: Set<GrantID>, why: GrantEnd, at time: Date) {
    state.grants = state.grants.map { grant in
      guard ids.contains(grant.publication.grant.payload.id), grant.endedAt == nil else {
        return grant
      }
      return PublishedGrant(publication: grant.publication, endedAt: time, end: why)
    }
    state.ledger.end(ids, at: time)
  }
}
