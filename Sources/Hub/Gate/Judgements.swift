import Consent
import Foundation
import Keys
import PersonalNetwork

extension Hub {
  /// Decides on a view, by the gate's own checks and by the policies; either refuses alone.
  ///
  /// The same work is done for a record or a grant that is not there.
  func judgeView(
    _ requester: Requester, record: RecordID, ask: ViewRequest, material: ViewMaterial?,
    standing: Standing, at now: Date
  ) throws -> Decision {
    let authorities = Authorities(standing.register.payload)
    let terms =
      try material?.grant.payload.terms ?? Self.absentTerms(for: requester, at: now)
    let line = material?.line ?? Self.absentLine(of: terms, at: now)
    let figures = Whole.releaseFigures(
      of: line, ledger: material?.ledger ?? Ledger(),
      weights: material?.measures.payload.weights ?? .empty, authorities: authorities, now: now)
    let limits = material?.file.limits(at: now) ?? .standard
    let isEnded = material.map { $0.published.endedAt != nil || $0.line.ended != nil } ?? true
    let answer = decide(
      .view(
        by: actor(requester),
        under: PolicyGrant(id: line.grant, terms: terms, ended: isEnded),
        of: policyRecord(record, material?.file), scope: PolicyScope(terms),
        purpose: ask.purpose, figures: figures, limits: limits, authorities: authorities,
        now: now), own: material?.measures.payload.policies, standing: standing)
    var own: [String] = []
    func require(_ condition: Bool, _ policy: String) { if !condition { own.append(policy) } }
    require(material != nil && material?.grant.payload.record == record, "view")
    require(terms.viewer == requester.identity, "live")
    require(terms.isLive(at: now) && line.isLive(at: now) && !isEnded, "live")
    require(terms.authority == requester.authority, "affiliation")
    require(terms.purpose == ask.purpose, "purpose")
    require(material?.file.stoppedAt == nil, "stop")
    require(!terms.isEmergency, "emergency-view")
    return Decision(
      answer, own: own, refusals: Guards.refusals(figures, limits: limits),
      figures: Self.named(figures))
  }

  /// Decides on a grant, on the state after the act.
  func judgeGrant(
    _ requester: Requester, _ terms: GrantTerms, scope: GrantedScope,
    attestation: AttestationFacts, ledger: Ledger, file: RecordFile, measures: Measures,
    standing: Standing, at now: Date
  ) throws -> Decision {
    let authorities = Authorities(standing.register.payload)
    let limits = file.limits(at: now)
    let figures = Whole.decisiveFigures(
      after: scope, ledger: ledger, weights: measures.weights, authorities: authorities,
      now: now)
    let answer = decide(
      .grant(
        terms, by: actor(requester), in: policyRecord(measures.record, file), figures: figures,
        limits: limits, attestation: attestation, authorities: authorities, now: now),
      own: nil, standing: standing)
    return Decision(
      answer, own: attestation.refusals + (file.stoppedAt == nil ? [] : ["stop-grant"]),
      refusals: Guards.refusals(figures, limits: limits), figures: Self.named(figures))
  }

  /// Measures what a request would come to, for the owner's eyes, when they look; it was taken all
  /// the same.
  func judgeRequest(
    _ request: AccessRequest, ledger: Ledger, file: RecordFile, measures: Measures?,
    standing: Standing, at now: Date
  ) throws -> Decision {
    let authorities = Authorities(standing.register.payload)
    let scope = GrantedScope(
      viewer: request.viewer.fingerprint, authority: request.authority, referent: request.referent,
      compartments: request.compartments, selection: [], from: now,
      until: now.addingTimeInterval(TimeInterval(request.days) * 86_400))
    let figures = Whole.decisiveFigures(
      after: scope, ledger: ledger, weights: measures?.weights ?? .empty,
      authorities: authorities, now: now)
    let answer = decide(
      .request(
        request,
        by: PolicyActor(
          fingerprint: request.viewer.fingerprint, authority: request.authority,
          enrolled: request.authority == nil), to: policyRecord(request.record, file),
        authorities: authorities, now: now), own: measures?.policies, standing: standing)
    return Decision(
      answer, own: [], refusals: Guards.refusals(figures, limits: file.limits(at: now)),
      figures: Self.named(figures))
  }

  /// Asks the policies of the bundle and the owner's own; what cannot be read refuses.
  func decide(
    _ question: PolicyRequest, own: String?, standing: Standing
  ) -> PolicyDecision? {
    do {
      let policies = try own.map { try OwnerPolicies($0, engine: standing.engine) }
      return standing.engine.decide(question, ownerPolicies: policies)
    } catch {
      return nil
    }
  }

  func actor(_ requester: Requester) -> PolicyActor {
    PolicyActor(
      fingerprint: requester.fingerprint, authority: requester.authority,
      enrolled: requester.authority == nil)
  }

  /// What policies read of a record; of an unknown one, a record of the hub's with nothing in it.
  func policyRecord(_ record: RecordID, _ file: RecordFile?) -> PolicyRecord {
    let helpers = file?.standingHelpers ?? []
    return PolicyRecord(
      id: record,
      owner: file?.ownerIdentity.fingerprint ?? keys.identity.publicIdentity.fingerprint,
      helpers: Set(helpers.map(\.fingerprint)),
      stoppers: Set(helpers.filter(\.enrolment.payload.mayStop).map(\.fingerprint)),
      stopped: file?.stoppedAt != nil)
  }

  /// Terms that no grant has, on which a decision about nothing is made.
  static func absentTerms(
    for requester: Requester, at now: Date
  ) throws -> GrantTerms {
    try GrantTerms(
      viewer: requester.identity, authority: requester.authority,
      compartments: [.of(.communication, .people)], selection: [], purpose: .coordination,
      referent: false, notBefore: now.addingTimeInterval(-2), notAfter: now.addingTimeInterval(-1))
  }

  static func absentLine(of terms: GrantTerms, at now: Date) -> LedgerLine {
    LedgerLine(
      grant: GrantID(),
      scope: GrantedScope(terms, thirdPerson: false), ended: terms.notAfter,
      grantedAt: terms.notBefore)
  }

  /// Figures by name, as entries and frames hold them.
  static func named(_ figures: Figures) -> [String: Int] {
    [
      "viewerShare": figures.viewerShare, "viewerDomains": figures.viewerDomains,
      "authorityShare": figures.authorityShare, "authorityDomains": figures.authorityDomains,
      "coalitionPersons": figures.coalitionPersons,
      "coalitionAuthorities": figures.coalitionAuthorities, "neverSeen": figures.neverSeen,
      "neverSeenDomains": figures.neverSeenDomains, "durationDays": figures.durationDays,
      "runDays": figures.runDays, "openingDays": figures.openingDays, "domains": figures.domains,
      "walledDomains": figures.walledDomains.count,
      "viewerIsReferent": figures.viewerIsReferent ? 1 : 0,
      "authorityHoldsReferent": figures.authorityHoldsReferent ? 1 : 0,
      "thirdPerson": figures.thirdPerson ? 1 : 0,
    ]
  }

  /// The figures of a release by name.
  static func named(_ figures: ReleaseFigures) -> [String: Int] {
    [
      "durationDays": figures.durationDays, "runDays": figures.runDays,
      "openingDays": figures.openingDays, "walledDomains": figures.walledDomains.count,
    ]
  }
}
