import Consent
import Foundation
import Keys

extension Hub {
  /// Takes the next register, signed by the hub and an auditor; logged before it is in force.
  func takeRegister(_ requester: Requester, _ body: RegisterExchange) async throws -> Answer {
    let standing = registry.current
    let isAuditor = standing.auditors.contains(requester.identity)
    guard isAuditor || requester.identity == keys.identity.publicIdentity else {
      throw ProblemAnswer.forbidden("register", "only the hub's operator or an auditor brings one")
    }
    for authority in body.register.payload.authorities
    where !configuration.isDemo && ExampleKeys.contains(authority.key) {
      throw ProblemAnswer.invalid(
        "register.authorities", "holds one of the published example keys")
    }
    let next: Standing
    do {
      next = try await registry.standing(after: body.register)
    } catch {
      guard error.place != "register.version" else { throw ProblemAnswer.conflict(error.place) }
      throw error.place == "register.authorities"
        ? ProblemAnswer.invalid(
          error.place, "takes an authority away, or parts it from its topmost parent")
        : ProblemAnswer.invalid(error.place, "is not signed by the hub and an auditor")
    }
    return try await retrying {
      var draft = requester.draft(.register, .accepted, in: nil)
      draft.role = isAuditor ? .auditor : .hub
      draft.document = next.registerHash
      draft.version = next.register.payload.version
      draft.bundle = next.bundleHash
      let event = try await commit(
        [draft],
        keeping: [
          "register": try CanonicalJSON.encode(next.register),
          "register-logged": next.registerHash.bytes,
        ]
      ).last
      registry.install(next)
      guard let event else { throw ProblemAnswer.unavailable }
      return try Answer(ActAccepted(evidence: event.evidence, state: nil))
    }
  }

  /// Takes the next policy bundle, signed by the hub and a present auditor, in force from its time.
  func takeBundle(_ requester: Requester, _ body: PublishBundle) async throws -> Answer {
    let standing = registry.current
    let isAuditor = standing.auditors.contains(requester.identity)
    guard isAuditor || requester.identity == keys.identity.publicIdentity else {
      throw ProblemAnswer.forbidden("bundle", "only the hub's operator or an auditor brings one")
    }
    let new = body.bundle.payload
    guard
      configuration.isDemo || !(new.auditors + [new.naming]).contains(where: ExampleKeys.contains)
    else {
      throw ProblemAnswer.invalid("bundle.auditors", "holds one of the published example keys")
    }
    let next: Standing
    do {
      next = try await registry.standing(after: body.bundle)
    } catch {
      guard error.place != "bundle.version" else { throw ProblemAnswer.conflict(error.place) }
      throw ProblemAnswer.invalid(
        error.place, "is not signed, dated or written as the next bundle must be")
    }
    return try await retrying {
      var draft = requester.draft(.policy, .accepted, in: nil)
      draft.role = isAuditor ? .auditor : .hub
      draft.document = next.bundleHash
      draft.version = new.version
      draft.bundle = standing.bundleHash
      var drafts = [draft]
      if new.auditors != standing.auditors || new.naming != standing.bundle.payload.naming {
        draft.kind = .auditor
        drafts.append(draft)
      }
      let event = try await commit(
        drafts,
        keeping: [
          "bundle": try CanonicalJSON.encode(standing.bundle),
          "bundle-next": try CanonicalJSON.encode(next.bundle),
          "bundle-logged": next.bundleHash.bytes,
        ]
      ).last
      registry.announce(next)
      guard let event else { throw ProblemAnswer.unavailable }
      return try Answer(ActAccepted(evidence: event.evidence, state: nil))
    }
  }

  /// Takes an authority's word that a viewer no longer works for it; in force at once.
  func endAffiliation(
    _ requester: Requester, _ body: PublishAffiliationEnd
  ) async throws -> Answer {
    let verified: VerifiedDocument<AffiliationEnd>
    do {
      verified = try await registry.current.register.payload.verify(body.end)
    } catch {
      throw ProblemAnswer.invalid("end", error)
    }
    let now = clock.now()
    guard
      verified.payload.at
        <= now.addingTimeInterval(
          TimeInterval(configuration.limits.clockSkewSeconds))
    else { throw ProblemAnswer.invalid("end.at", "is later than the hub's clock") }
    try await registry.end(verified, at: now)
    return try await retrying {
      var draft = requester.draft(.key, .accepted, in: nil)
      draft.role = .authority
      draft.authority = verified.payload.authority
      draft.document = verified.hash
      guard let event = try await tell(draft) else { throw ProblemAnswer.inForce }
      return try Answer(ActAccepted(evidence: event.evidence, state: nil))
    }
  }
}
