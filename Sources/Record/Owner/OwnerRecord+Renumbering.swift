import Consent
import Foundation
import Keys

/// A statement that can be made again with another counter.
private protocol Renumbered: DocumentPayload {
  /// The same statement, made at the same time, with another counter.
  func numbered(_ counter: Int) throws(ConsentError) -> Self
}

extension Revocation: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, grants: Set(grants), issuedAt: issuedAt)
  }
}

extension Stop: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, issuedAt: issuedAt)
  }
}

extension Resume: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, issuedAt: issuedAt)
  }
}

extension Decline: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, request: request, issuedAt: issuedAt)
  }
}

extension Settlement: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, proposal: proposal, issuedAt: issuedAt)
  }
}

extension HelperEnrolment: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(
      record: record, counter: counter, helper: helper, authority: authority, mayStop: mayStop,
      issuedAt: issuedAt)
  }
}

extension HelperDismissal: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, helper: helper, issuedAt: issuedAt)
  }
}

extension StopCardWithdrawal: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, issuedAt: issuedAt)
  }
}

extension SuccessionCancellation: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, succession: succession, counter: counter, issuedAt: issuedAt)
  }
}

extension LimitMove: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, limit: limit, value: value, issuedAt: issuedAt)
  }
}

extension LimitCancellation: Renumbered {
  fileprivate func numbered(_ counter: Int) throws(ConsentError) -> Self {
    try Self(record: record, counter: counter, limit: limit, issuedAt: issuedAt)
  }
}

extension OwnerRecord {
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
    guard let renumbered = try await next.renumbered(publication) else { return false }
    next.state.outbox[0] = renumbered
    self = next
    return true
  }

  private mutating func renumbered(
    _ publication: Publication
  ) async throws(RecordError) -> Publication? {
    switch publication {
    case .create, .commit, .grant: nil
    case .revocation(let body):
      .revocation(PublishRevocation(revocation: try await again(body.revocation)))
    case .stop(let body): .stop(PublishStop(stop: try await again(body.stop)))
    case .resume(let body): .resume(PublishResume(resume: try await again(body.resume)))
    case .decline(let body): .decline(PublishDecline(decline: try await again(body.decline)))
    case .settlement(let body):
      .settlement(PublishSettlement(settlement: try await again(body.settlement)))
    case .helper(let body): .helper(try await again(body))
    case .dismissal(let body):
      .dismissal(PublishHelperDismissal(dismissal: try await again(body.dismissal)))
    case .stopCards(let body):
      .stopCards(PublishStopCardWithdrawal(withdrawal: try await again(body.withdrawal)))
    case .limitMove(let body): .limitMove(try await again(body))
    case .limitCancellation(let body):
      .limitCancellation(
        PublishLimitCancellation(cancellation: try await again(body.cancellation)))
    case .cancellation(let body):
      .cancellation(PublishCancellation(cancellation: try await again(body.cancellation)))
    }
  }

  private mutating func again<Statement: Renumbered>(
    _ old: SignedDocument<Statement>
  ) async throws(RecordError) -> SignedDocument<Statement> {
    try await sign { counter throws(ConsentError) in try old.payload.numbered(counter) }
  }

  /// A move is kept with the state, whole.
  private mutating func again(
    _ body: PublishLimitMove
  ) async throws(RecordError) -> PublishLimitMove {
    let move = try await again(body.move)
    state.limitMoves?.replace(body.move, with: move)
    return PublishLimitMove(move: move)
  }

  /// A helper's enrolment is known by its hash, which changes with its counter.
  private mutating func again(_ body: PublishHelper) async throws(RecordError) -> PublishHelper {
    let enrolment = try await again(body.enrolment)
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
}
