import Consent
import Foundation
import Keys

/// Someone who attested a grant, verified, with what the hub knows of them.
struct Attester: Sendable {
  let attestation: VerifiedDocument<Attestation>
  let card: VerifiedDocument<Card>
  let affiliation: VerifiedDocument<Affiliation>?
  /// The attester's fingerprint.
  var fingerprint: Fingerprint { card.payload.identity.fingerprint }

  /// What a policy reads of them.
  var facts: AttestationFacts.Attester {
    AttestationFacts.Attester(
      fingerprint: fingerprint, authority: affiliation?.payload.authority)
  }
}

extension AttestationFacts {
  /// The policies that the gate itself finds broken, whatever the bundle says.
  var refusals: [String] {
    (required && given < 1 ? ["attestation"] : [])
      + (toHelper && (given < 2 || independent < 1) ? ["second-attestation"] : [])
  }
}

extension Hub {
  /// Verifies every attestation of a publication: card, signature, draft, text, who signed it.
  func verifyAttestations(
    of body: GrantPublication, in file: RecordFile
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
      } else {
        try await checkActsAlone(signer.fingerprint, at: "attestations.affiliation")
      }
      let helper = file.standingHelpers.first { $0.fingerprint == signer.fingerprint }
      // Who works for an authority says so by the owner's own enrolment.
      guard helper != nil || affiliation != nil, signer != file.ownerIdentity,
        helper?.enrolment.payload.authority == nil
          || helper?.enrolment.payload.authority == affiliation?.payload.authority
      else {
        throw ProblemAnswer.invalid("attestations", "are by someone who is not a helper")
      }
      attesters.append(
        Attester(attestation: attestation, card: card, affiliation: affiliation))
    }
    guard Set(attesters.map(\.fingerprint)).count == attesters.count else {
      throw ProblemAnswer.invalid("attestations", "are twice by the same person")
    }
    return attesters
  }

  /// What the attestations of a grant come to.
  func facts(
    of attesters: [Attester], for grant: Grant, in file: RecordFile, required: Bool, at now: Date
  ) -> AttestationFacts {
    AttestationFacts(
      required: required, attesters: attesters.map(\.facts),
      viewer: grant.viewer.fingerprint, viewerAuthority: grant.authority,
      helpers: file.helpers.map(\.facts),
      authorities: Authorities(registry.current.register.payload), now: now)
  }
}
