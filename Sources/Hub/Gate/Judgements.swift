import Consent
import Foundation
import Keys
import PersonalNetwork

extension Hub {
  /// Decides on a view: live, scope, purpose, not stopped, then the limits that hold at a release.
  ///
  /// The same work is done for a record or a grant that is not there.
  func judgeView(
    _ requester: Requester, record: RecordID, ask: ViewRequest, material: ViewMaterial?,
    standing: Standing, at now: Date
  ) -> Decision {
    let line = material?.line ?? Self.placeholder(for: requester, at: now)
    let figures = Whole.releaseFigures(
      of: line, ledger: material?.file.ledger ?? Ledger(),
      weights: material?.measures.payload.weights ?? .empty,
      authorities: Authorities(standing.register.payload), now: now)
    let limits = material?.measures.payload.limits ?? .standard
    let refusals = Guards.refusals(figures, limits: limits)
    var missing: [String] = []
    func require(_ condition: Bool, _ name: String) { if !condition { missing.append(name) } }
    let terms = material?.grant.payload
    require(terms != nil, "view")
    require(terms?.viewer == requester.identity, "live")
    require(terms?.record == record, "scope")
    require(terms?.authority == requester.authority, "affiliation")
    require(terms?.purpose == ask.purpose, "purpose")
    require(terms?.terms.isLive(at: now) == true, "live")
    require(line.isLive(at: now) && material?.published.endedAt == nil, "live")
    require(material?.file.stoppedAt == nil, "stop")
    return Decision(
      policies: missing + refusals.map(\.limit.rawValue), figures: Self.named(figures),
      refusals: refusals, isAllowed: missing.isEmpty && refusals.isEmpty)
  }

  /// Decides on a grant, on the state after the act.
  func judgeGrant(
    _ requester: Requester, scope: GrantedScope, purpose: Purpose, attested: Attested,
    file: RecordFile, measures: Measures, standing: Standing, at now: Date
  ) throws -> Decision {
    let figures = Whole.figures(
      after: scope, ledger: file.ledger, weights: measures.weights,
      authorities: Authorities(standing.register.payload), now: now)
    let refusals = Guards.refusals(figures, limits: measures.limits)
    let broken = attested.refusals + (file.stoppedAt == nil ? [] : ["stop-grant"])
    return Decision(
      policies: broken + refusals.map(\.limit.rawValue), figures: Self.named(figures),
      refusals: refusals, isAllowed: refusals.isEmpty && broken.isEmpty)
  }

  /// Measures what a request would come to, for the owner's eyes; it is taken all the same.
  func judgeRequest(
    _ requester: Requester, _ request: AccessRequest, file: RecordFile?, measures: Measures?,
    standing: Standing, at now: Date
  ) throws -> Decision {
    let scope = GrantedScope(
      viewer: requester.fingerprint, authority: request.authority, referent: request.referent,
      compartments: request.compartments, selection: [], from: now,
      until: now.addingTimeInterval(TimeInterval(request.days) * 86_400))
    let figures = Whole.figures(
      after: scope, ledger: file?.ledger ?? Ledger(), weights: measures?.weights ?? .empty,
      authorities: Authorities(standing.register.payload), now: now)
    let refusals = Guards.refusals(figures, limits: measures?.limits ?? .standard)
    return Decision(
      policies: refusals.map(\.limit.rawValue), figures: Self.named(figures), refusals: refusals,
      isAllowed: refusals.isEmpty)
  }

  /// A line that opens nothing, on which a decision about nothing is made.
  private static func placeholder(for requester: Requester, at now: Date) -> LedgerLine {
    LedgerLine(
      grant: GrantID(),
      scope: GrantedScope(
        viewer: requester.fingerprint, authority: requester.authority, referent: false,
        compartments: [], selection: [], from: now, until: now),
      grantedAt: now)
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
