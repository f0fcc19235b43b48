import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// Judges a draft as the hub will: figures, guards and the policy bundle in force.
struct GrantJudge: Sendable {
  let hub: VerifiedHub
  let record: PolicyRecord
  /// When each enrolled helper was named.
  let enrolledAt: [Fingerprint: Date]

  init(hub: VerifiedHub, state: OwnerState) {
    self.hub = hub
    let helpers = state.enrolledHelpers
    record = PolicyRecord(
      id: state.record, owner: state.ownerCard.signer,
      helpers: Set(helpers.map(\.fingerprint)),
      stoppers: Set(helpers.filter(\.enrolment.payload.mayStop).map(\.fingerprint)),
      stopped: state.stopped)
    enrolledAt = Dictionary(
      helpers.map { ($0.fingerprint, $0.enrolment.payload.issuedAt) }
    ) { first, _ in first }
  }

  private var authorities: Authorities { Authorities(hub.register.payload) }

  /// The figures without and with the grant.
  func figures(_ proposal: GrantProposal) -> (before: Figures, after: Figures) {
    let scope = GrantedScope(
      proposal.draft, thirdPerson: attestation(proposal).independent > 0)
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
  func verdict(_ proposal: GrantProposal) async throws -> GrantVerdict {
    let figures = figures(proposal).after
    let refusals = Guards.refusals(figures, limits: proposal.limits)
    let question = PolicyRequest.grant(
      proposal.draft.terms, by: PolicyActor(fingerprint: record.owner, enrolled: true),
      in: record, figures: figures, limits: proposal.limits, attestation: attestation(proposal),
      authorities: authorities, now: proposal.time)
    let decision = try PolicyEngine(hub.bundle.payload).decide(question)
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
  func fit(_ proposal: GrantProposal) -> Fit? {
    Fit.search(
      GrantedScope(proposal.draft, thirdPerson: attestation(proposal).independent > 0),
      ledger: proposal.ledger, weights: proposal.weights, authorities: authorities,
      limits: proposal.limits, now: proposal.time)
  }

  private func attestation(_ proposal: GrantProposal) -> AttestationFacts {
    AttestationFacts(
      required: proposal.attestationRequired,
      attesters: proposal.attestations.map { word in
        AttestationFacts.Attester(
          fingerprint: word.attestation.signer,
          authority: word.affiliation?.payload.authority,
          enrolledAt: enrolledAt[word.attestation.signer])
      },
      viewer: proposal.draft.terms.viewer.fingerprint,
      viewerAuthority: proposal.draft.terms.authority,
      helpers: proposal.helpers.map {
        AttestationFacts.Helper(
          fingerprint: $0.fingerprint, authority: $0.enrolment.payload.authority)
      }, authorities: authorities, now: proposal.time)
  }
}

extension GrantedScope {
  /// What figures need of a draft.
  init(_ draft: GrantDraft, thirdPerson: Bool) {
    let terms = draft.terms
    self.init(
      viewer: terms.viewer.fingerprint, authority: terms.authority, referent: terms.referent,
      thirdPerson: thirdPerson, compartments: terms.compartments, selection: terms.selection,
      from: terms.notBefore, until: terms.notAfter)
  }
}

extension PolicyEngineError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    CommandFailure(
      .verificationFailed,
      say(
        "the hub's rules do not validate: \(code.rawValue)",
        fr: "les règles du hub ne sont pas valides : \(code.rawValue)"),
      hint: say(
        "nothing was granted; tell the ethics officer",
        fr: "rien n'a été donné ; prévenez l'éthicien"))
  }
}
