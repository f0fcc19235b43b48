package import Foundation
package import Keys
import PersonalNetwork

/// Every figure of the limits on the whole.
///
/// The owner's device and the hub call the same functions on the same values: the ledger, the
/// measured weights and the register. Source: docs/spec/measures.md.
package enum Whole {
  /// Whose figures are asked for.
  package struct Subject: Hashable, Sendable {
    /// The viewer.
    package let viewer: Fingerprint
    /// The viewer's own authority; nil for one who acts alone.
    package let authority: AuthorityID?

    /// Names a viewer and their authority.
    package init(viewer: Fingerprint, authority: AuthorityID?) {
      self.viewer = viewer
      self.authority = authority
    }
  }

  /// The figures as they would be with a grant, which counts as live whatever its start.
  package static func figures(
    after proposal: GrantedScope, ledger: Ledger, weights: MeasuredWeights,
    authorities: Authorities, now: Date
  ) -> Figures {
    figures(
      of: Subject(viewer: proposal.viewer, authority: proposal.authority), proposal: proposal,
      ledger: ledger, weights: weights, authorities: authorities, now: now)
  }

  /// The figures that decide on a grant: the same without κ, which decides nothing and may take long.
  package static func decisiveFigures(
    after proposal: GrantedScope, ledger: Ledger, weights: MeasuredWeights,
    authorities: Authorities, now: Date
  ) -> Figures {
    figures(
      of: Subject(viewer: proposal.viewer, authority: proposal.authority), proposal: proposal,
      ledger: ledger, weights: weights, authorities: authorities, now: now, isCounted: false)
  }

  /// The figures as they are, without any new grant.
  package static func figures(
    of subject: Subject, ledger: Ledger, weights: MeasuredWeights, authorities: Authorities,
    now: Date
  ) -> Figures {
    figures(
      of: subject, proposal: nil, ledger: ledger, weights: weights, authorities: authorities,
      now: now)
  }

  /// The figures of several subjects at one moment, in their order.
  ///
  /// Each subject has a line that counts, or none at all. What is the
  /// same for all of them, coalitions and reserve, is worked out once.
  package static func figures(
    of subjects: [Subject], ledger: Ledger, weights: MeasuredWeights, authorities: Authorities,
    now: Date
  ) -> [Figures] {
    guard let first = subjects.first else { return [] }
    let whole = figures(
      of: first, ledger: ledger, weights: weights, authorities: authorities, now: now)
    return [whole]
      + subjects.dropFirst().map { subject in
        var figures = figures(
          of: subject, proposal: nil, ledger: ledger, weights: weights, authorities: authorities,
          now: now, isTogether: false)
        figures.coalitionPersons = whole.coalitionPersons
        figures.coalitionAuthorities = whole.coalitionAuthorities
        figures.kappaPersons = whole.kappaPersons
        figures.kappaAuthorities = whole.kappaAuthorities
        figures.neverSeen = whole.neverSeen
        return figures
      }
  }

  /// - Parameters:
  ///   - isTogether: Whether to work out what several reach together, and what nobody does.
  ///   - isCounted: Whether to work out κ as well.
  private static func figures(
    of subject: Subject, proposal: GrantedScope?, ledger: Ledger, weights: MeasuredWeights,
    authorities: Authorities, now: Date, isTogether: Bool = true,
    isCounted: Bool = true
  ) -> Figures {
    let state = Standing(
      subject: subject, proposal: proposal, ledger: ledger, authorities: authorities, now: now)
    let present = Atoms(weights)
    let live = present.union(state.live)
    let group = present.union(state.group)
    let seen = present.union(state.remembered)
    var figures = Figures(
      viewerShare: 0, viewerDomains: present.domains(of: live).count, authorityShare: 0,
      authorityDomains: present.domains(of: group).count, coalitionPersons: 0,
      coalitionAuthorities: 0, kappaPersons: nil, kappaAuthorities: nil, neverSeen: 10_000,
      neverSeenDomains: present.domains(outside: seen).count,
      durationDays: proposal.map { Run.days(from: $0.from, to: $0.until) } ?? 0,
      runDays: Run.days(of: subject.viewer, proposal: proposal, ledger: ledger, now: now),
      openingDays: Run.openingDays(of: subject.viewer, ledger: ledger, now: now, opening: false),
      domains: weights.domains.count, viewerIsReferent: state.viewerIsReferent,
      authorityHoldsReferent: state.groupIsReferent, thirdPerson: proposal?.thirdPerson ?? false,
      walledDomains: walled(
        by: subject.authority, asked: proposal?.domains ?? [], state: state, atoms: present,
        authorities: authorities))
    for weights in state.snapshots(of: ledger) + [weights] {
      let atoms = Atoms(weights)
      add(state, on: atoms, to: &figures)
      if isTogether { addTogether(state, on: atoms, isCounted: isCounted, to: &figures) }
    }
    return figures
  }

  /// Raises the subject's shares to what they are on one state of the record.
  private static func add(_ state: Standing, on atoms: Atoms, to figures: inout Figures) {
    func share(_ scopes: [GrantedScope]) -> Int {
      atoms.shareRoundedUp(atoms.weight(atoms.union(scopes)))
    }
    figures.viewerShare = max(figures.viewerShare, share(state.live))
    figures.authorityShare = max(figures.authorityShare, share(state.group))
  }

  /// The same for what several reach together, and for what nobody does.
  private static func addTogether(
    _ state: Standing, on atoms: Atoms, isCounted: Bool, to figures: inout Figures
  ) {
    let persons = Coalition(state.persons.map { atoms.union($0) }, of: atoms)
    let groups = Coalition(state.groups.map { atoms.union($0) }, of: atoms)
    func fewer(_ one: Int?, _ other: Int?) -> Int? { [one, other].compactMap(\.self).min() }
    figures.coalitionPersons = max(
      figures.coalitionPersons, atoms.shareRoundedUp(persons.heaviestUnion(of: 3)))
    figures.coalitionAuthorities = max(
      figures.coalitionAuthorities, atoms.shareRoundedUp(groups.heaviestUnion(of: 2)))
    if isCounted {
      let target = Limits.standard.coalition
      figures.kappaPersons = fewer(figures.kappaPersons, persons.fewest(reaching: target))
      figures.kappaAuthorities = fewer(figures.kappaAuthorities, groups.fewest(reaching: target))
    }
    figures.neverSeen = min(
      figures.neverSeen,
      atoms.remainderRoundedDown(atoms.weight(atoms.union(state.remembered))))
  }

  /// The domains closed to an authority that it asks for, or that its viewers could open.
  private static func walled(
    by authority: AuthorityID?, asked: Set<LifeDomain>, state: Standing, atoms: Atoms,
    authorities: Authorities
  ) -> [LifeDomain] {
    guard let authority else { return [] }
    let closed = authorities.contexts(of: authority).reduce(into: Set<LifeDomain>()) {
      $0.formUnion(Wall.domains(closedTo: $1))
    }
    guard !closed.isEmpty else { return [] }
    let held = atoms.domains(of: atoms.union(state.colleagues(in: authority)))
    return closed.intersection(asked.union(held)).sorted()
  }

  /// The figures that decide when a view under a grant is opened.
  ///
  /// Domains asked for are those of the grant; opening the view counts as one of today's openings.
  package static func releaseFigures(
    of line: LedgerLine, ledger: Ledger, weights: MeasuredWeights, authorities: Authorities,
    now: Date
  ) -> ReleaseFigures {
    let subject = Subject(viewer: line.scope.viewer, authority: line.scope.authority)
    let state = Standing(
      subject: subject, proposal: nil, ledger: ledger, authorities: authorities, now: now)
    return ReleaseFigures(
      durationDays: Run.days(from: line.scope.from, to: line.scope.until),
      runDays: Run.days(upTo: line, ledger: ledger), thirdPerson: line.scope.thirdPerson,
      openingDays: Run.openingDays(
        of: line.scope.viewer, ledger: ledger, now: now, opening: true),
      walledDomains: walled(
        by: line.scope.authority, asked: line.scope.domains, state: state,
        atoms: Atoms(weights), authorities: authorities))
  }
}
