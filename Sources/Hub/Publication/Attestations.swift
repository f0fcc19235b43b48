import Consent
import Foundation
import Keys

/// Someone who attested a grant, verified, with what the hub knows of them.
struct Attester: Sendable {
  let attestation: VerifiedDocument<Attestation>
  let card: VerifiedDocument<Card>
  let affiliation: VerifiedDocument<Affiliation>?
  /// Since when they are an enrolled helper of the record; nil where they are not.
  let enrolledAt: Date?
  /// Whether they were enrolled for at least 72 hours when the grant came.
  let isSettled: Bool

  /// How long a helper is enrolled before their word counts as a second one, in seconds.
  static let settling: TimeInterval = 72 * 3600

  /// The attester's fingerprint.
  var fingerprint: Fingerprint { card.payload.identity.fingerprint }

  /// Whether their word counts as someone else's than the viewer's side.
  ///
  /// They are not the viewer, and work under another topmost parent than the grant's authority, or
  /// were enrolled at least 72 hours before and do not work under the grant's.
  func isIndependent(of grant: Grant, in standing: Standing) -> Bool {
    guard fingerprint != grant.viewer.fingerprint else { return false }
    let register = standing.register.payload
    let theirs = affiliation.map { register.topmostParent(of: $0.payload.authority) }
    let asked = grant.authority.map { register.topmostParent(of: $0) }
    if let theirs, theirs == asked { return false }
    return theirs != nil || isSettled
  }
}

/// The attestations of a grant, counted.
struct Attested: Sendable, Equatable {
  /// Whether the owner requires one for every grant.
  let required: Bool
  /// How many are by enrolled helpers.
  let given: Int
  /// How many there are, those by people affiliated elsewhere included.
  let total: Int
  /// How many are by someone on neither the viewer's nor the helper's side.
  let independent: Int
  /// Whether the grant serves an enrolled helper, or an authority under the same parent.
  let toHelper: Bool

  /// The policies that the gate itself finds broken, whatever the bundle says.
  var refusals: [String] {
    (required && given < 1 ? ["attestation"] : [])
      + (toHelper && (total < 2 || independent < 1) ? ["second-attestation"] : [])
  }
}

extension Hub {
  /// Verifies every attestation of a publication: card, signature, draft, text, who signed it.
  func verifyAttestations(
    of body: GrantPublication, in file: RecordFile, at now: Date
  ) async throws -> [Attester] {
    var attesters: [Attester] = []
    for published in body.attestations {
      let card = try await verify(card: published.card, at: "attestations.card")
      let signer = card.payload.identity
      let attestation = try await verify(
        published.attestation, by: signer, at: "attestations.attestation")
      guard try attestation.payload.supports(body.grant.payload.draft) else {
        throw ProblemAnswer.invalid("attestations", "speak of another draft or text")
      }
      var affiliation: VerifiedDocument<Affiliation>?
      if let document = published.affiliation {
        affiliation = try await verify(
          affiliation: document, of: signer.fingerprint, at: "attestations.affiliation")
      }
      let helper = file.helpers.first { $0.fingerprint == signer.fingerprint }
      // Who works for an authority says so by the owner's own enrolment.
      guard helper != nil || affiliation != nil, signer != file.ownerIdentity,
        helper?.enrolment.payload.authority == nil
          || helper?.enrolment.payload.authority == affiliation?.payload.authority
      else {
        throw ProblemAnswer.invalid("attestations", "are by someone who is not a helper")
      }
      attesters.append(
        Attester(
          attestation: attestation, card: card, affiliation: affiliation,
          enrolledAt: helper?.since,
          isSettled: helper.map { now.timeIntervalSince($0.since) >= Attester.settling } ?? false))
    }
    guard Set(attesters.map(\.fingerprint)).count == attesters.count else {
      throw ProblemAnswer.invalid("attestations", "are twice by the same person")
    }
    return attesters
  }

  /// What the attestations of a grant come to.
  func attested(
    _ attesters: [Attester], for grant: Grant, in file: RecordFile, required: Bool
  ) -> Attested {
    let standing = registry.current
    return Attested(
      required: required, given: attesters.count { $0.enrolledAt != nil },
      total: attesters.count,
      independent: attesters.count { attester in
        attester.isIndependent(of: grant, in: standing)
          && !isHelperServed(attester, by: grant, in: file)
      }, toHelper: concernsHelper(grant, in: file))
  }

  /// Whether a grant is to an enrolled helper, to their authority, or under its topmost parent.
  func concernsHelper(_ grant: Grant, in file: RecordFile) -> Bool {
    file.helpers.contains { helper in
      helper.fingerprint == grant.viewer.fingerprint || shares(grant.authority, with: helper)
    }
  }

  /// Whether an attester is a helper whose own side the grant serves.
  private func isHelperServed(
    _ attester: Attester, by grant: Grant, in file: RecordFile
  ) -> Bool {
    file.helpers.contains {
      $0.fingerprint == attester.fingerprint && shares(grant.authority, with: $0)
    }
  }

  private func shares(_ authority: AuthorityID?, with helper: StandingHelper) -> Bool {
    guard let authority, let own = helper.enrolment.payload.authority else { return false }
    let register = registry.current.register.payload
    return register.topmostParent(of: authority) == register.topmostParent(of: own)
  }
}
