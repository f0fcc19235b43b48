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

  /// Signs the oldest statement of the outbox anew, above a counter that another device used up.
  ///
  /// What the statement says and when it was made stay the same; only its counter rises. Returns
  /// false, and changes nothing, for what is not a statement of its own: a commit, a grant, the
  /// record's creation.
  package mutating func renumber(
    _ publication: Publication, above counter: Int
  ) async throws(RecordError) -> Bool {
    guard state.outbox.first == publication else {
      throw RecordError(.alreadyDone, at: "outbox")
    }
    var next = self
    next.state.counter = max(state.counter, counter)
    next.state.outbox[0] =
      switch publication {
      case .create, .commit, .grant: publication
      case .revocation(let body): .revocation(try await next.renumbered(body))
      case .stop(let body): .stop(try await next.renumbered(body))
      case .resume(let body): .resume(try await next.renumbered(body))
      case .decline(let body): .decline(try await next.renumbered(body))
      case .helper(let body): .helper(try await next.renumbered(body))
      case .dismissal(let body): .dismissal(try await next.renumbered(body))
      }
    guard next.state.outbox[0] != publication else { return false }
    self = next
    return true
  }

  private mutating func renumbered(
    _ body: PublishRevocation
  ) async throws(RecordError) -> PublishRevocation {
    let old = body.revocation.payload
    return PublishRevocation(
      revocation: try await sign { counter throws(ConsentError) in
        try Revocation(
          record: old.record, counter: counter, grants: Set(old.grants), issuedAt: old.issuedAt)
      })
  }

  private mutating func renumbered(_ body: PublishStop) async throws(RecordError) -> PublishStop {
    let old = body.stop.payload
    return PublishStop(
      stop: try await sign { counter throws(ConsentError) in
        try Stop(record: old.record, counter: counter, issuedAt: old.issuedAt)
      })
  }

  private mutating func renumbered(
    _ body: PublishResume
  ) async throws(RecordError) -> PublishResume {
    let old = body.resume.payload
    return PublishResume(
      resume: try await sign { counter throws(ConsentError) in
        try Resume(record: old.record, counter: counter, issuedAt: old.issuedAt)
      })
  }

  private mutating func renumbered(
    _ body: PublishDecline
  ) async throws(RecordError) -> PublishDecline {
    let old = body.decline.payload
    return PublishDecline(
      decline: try await sign { counter throws(ConsentError) in
        try Decline(
          record: old.record, counter: counter, request: old.request, issuedAt: old.issuedAt)
      })
  }

  private mutating func renumbered(
    _ body: PublishHelper
  ) async throws(RecordError) -> PublishHelper {
    let old = body.enrolment.payload
    let enrolment = try await sign { counter throws(ConsentError) in
      try HelperEnrolment(
        record: old.record, counter: counter, helper: old.helper, authority: old.authority,
        mayStop: old.mayStop, issuedAt: old.issuedAt)
    }
    state.helpers = state.helpers.map { helper in
      var next = helper
      if helper.enrolment == body.enrolment {
        next = EnrolledHelper(
          enrolment: enrolment, card: helper.card, dismissedAt: helper.dismissedAt)
      }
      if helper.replacedBy == body.enrolment.hash { next.replacedBy = enrolment.hash }
      return next
    }
    return PublishHelper(enrolment: enrolment, card: body.card, affiliation: body.affiliation)
  }

  private mutating func renumbered(
    _ body: PublishHelperDismissal
  ) async throws(RecordError) -> PublishHelperDismissal {
    let old = body.dismissal.payload
    return PublishHelperDismissal(
      dismissal: try await sign { counter throws(ConsentError) in
        try HelperDismissal(
          record: old.record, counter: counter, helper: old.helper, issuedAt: old.issuedAt)
      })
  }
}
