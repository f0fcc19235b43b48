package import Consent
import Foundation
package import Keys
import PersonalNetwork

/// Judges a draft as the hub will: figures, guards and the policy bundle in force.
package struct GrantJudge: Sendable {
  private let bundle: PolicyBundle
  private let authorities: Authorities
  private let record: PolicyRecord

  /// Judges by the rules and the register of the record's hub.
  package init(
    bundle: VerifiedDocument<PolicyBundle>, register: VerifiedDocument<Register>, state: OwnerState
  ) {
    self.bundle = bundle.payload
    authorities = Authorities(register.payload)
    let helpers = state.enrolledHelpers
    record = PolicyRecord(
      id: state.record, owner: state.ownerCard.signer,
      helpers: Set(helpers.map(\.fingerprint)),
      stoppers: Set(helpers.filter(\.enrolment.payload.mayStop).map(\.fingerprint)),
      stopped: state.stopped)
  }

  /// The figures without and with the grant.
  package func figures(_ proposal: GrantProposal) -> (before: Figures, after: Figures) {
    let scope = GrantedScope(
      proposal.draft.terms, thirdPerson: attestation(proposal).independent > 0)
    let before = Whole.figures(
      of: .init(viewer: scope.viewer, authority: scope.authority), ledger: proposal.ledger,
      weights: proposal.weights, authorities: authorities, now: proposal.time)
    let after = Whole.figures(
      after: scope, ledger: proposal.ledger, weights: proposal.weights, authorities: authorities,
      now: proposal.time)
    return (before, after)
  }

  /// What refuses; an empty verdict allows.
  ///
  /// A policy that is the same limit is told once.
  package func verdict(_ proposal: GrantProposal) async throws -> GrantVerdict {
    let figures = figures(proposal).after
    let refusals = Guards.refusals(figures, limits: proposal.limits)
    let question = PolicyRequest.grant(
      proposal.draft.terms, by: PolicyActor(fingerprint: record.owner, enrolled: true),
      in: record, figures: figures, limits: proposal.limits, attestation: attestation(proposal),
      authorities: authorities, now: proposal.time)
    let decision = try PolicyEngine(bundle).decide(question)
    var policies: [String] = []
    if !decision.allowed {
      policies = decision.policies
      if policies.isEmpty { policies = [decision.failure?.rawValue ?? "no-permit"] }
    }
    let limits = Set(refusals.map(\.limit.rawValue))
    return GrantVerdict(
      refusals: refusals.map {
        ProblemRefusal(limit: $0.limit.rawValue, figure: $0.figure, bound: $0.bound)
      }, policies: policies.filter { !limits.contains($0) })
  }

  /// The smallest set of changes under which the limits would allow it; nil where nothing fits.
  package func fit(_ proposal: GrantProposal) -> Fit? {
    Fit.search(
      GrantedScope(proposal.draft.terms, thirdPerson: attestation(proposal).independent > 0),
      ledger: proposal.ledger, weights: proposal.weights, authorities: authorities,
      limits: proposal.limits, now: proposal.time)
  }

  private func attestation(_ proposal: GrantProposal) -> AttestationFacts {
    AttestationFacts(
      required: proposal.attestationRequired, attestations: proposal.attestations,
      terms: proposal.draft.terms, helpers: proposal.helpers, authorities: authorities,
      now: proposal.time)
  }
}

extension AttestationFacts {
  /// Works the facts out from what the owner's device keeps.
  init(
    required: Bool, attestations: [AttestationPublication], terms: GrantTerms,
    helpers: [EnrolledHelper], authorities: Authorities, now: Date
  ) {
    self.init(
      required: required,
      attesters: attestations.map {
        Attester(
          fingerprint: $0.attestation.signer, authority: $0.affiliation?.payload.authority)
      },
      viewer: terms.viewer.fingerprint, viewerAuthority: terms.authority,
      helpers: helpers.map(\.facts), authorities: authorities, now: now)
  }
}
