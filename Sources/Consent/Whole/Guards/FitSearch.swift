import Foundation
import Keys
import PersonalNetwork

/// The search behind ``Fit``: which grants to end, which end to choose, what to leave out.
struct FitSearch {
  /// How many sets of grants to end are tried.
  private static let endingBound = 200

  private let proposal: GrantedScope
  private let ledger: Ledger
  private let weights: MeasuredWeights
  private let authorities: Authorities
  private let limits: Limits
  private let now: Date
  /// The record now first, then as it was at each grant of the last 30 days.
  private let states: [Atoms]

  /// A set of changes that passes.
  private struct Found {
    let fit: Fit
    /// How many changes there are.
    let count: Int
    /// What the viewer can see afterwards.
    let kept: Int

    /// Whether it is the better of two: fewer changes, then more to see, then fewer grants ended.
    func isBetter(than other: Found) -> Bool {
      if count != other.count { return count < other.count }
      if kept != other.kept { return kept > other.kept }
      return fit.ended.count < other.fit.ended.count
    }
  }

  init(
    proposal: GrantedScope, ledger: Ledger, weights: MeasuredWeights, authorities: Authorities,
    limits: Limits, now: Date
  ) {
    self.proposal = proposal
    self.ledger = ledger
    self.weights = weights
    self.authorities = authorities
    self.limits = limits
    self.now = now
    let first = now.addingTimeInterval(-Ledger.snapshotMemory)
    let former = Set(
      ledger.snapshots.filter { $0.time > first && $0.time <= now }.map(\.weights))
    states = ([weights] + former.subtracting([weights])).map { Atoms($0) }
  }

  func run() -> Fit? {
    // What is closed to the authority goes in any case.
    guard let open = proposal.leavingOut(closedDomains) else { return nil }
    let closed = proposal.partCount - open.partCount
    var best: Found?
    var tries = 0
    let endable = endableGrants
    for size in 0...endable.count where closed + size < best?.count ?? .max {
      for ended in Self.choices(of: endable, size) {
        tries += 1
        guard tries <= Self.endingBound else { return best?.fit }
        var left = ledger
        left.end(ended, at: now)
        for until in ends(open, left) {
          guard let found = search(open, until: until, ended: ended, left, under: best?.count),
            best.map(found.isBetter) ?? true
          else { continue }
          best = found
        }
      }
    }
    return best?.fit
  }

  /// The fewest parts to leave out once some grants have ended and the end is chosen.
  private func search(
    _ open: GrantedScope, until: Date, ended: [GrantID], _ ledger: Ledger, under best: Int?
  ) -> Found? {
    let scope = open.ending(at: until)
    let parts = parts(of: scope)
    let others =
      proposal.partCount - open.partCount + ended.count + (until == proposal.until ? 0 : 1)
    // One with as many changes may still keep more.
    let bound = (best ?? (others + parts.count)) - others + 1
    guard bound > 0,
      let needs = FitNeeds(
        scope, parts: parts, states: states, ledger: ledger, authorities: authorities,
        limits: limits, now: now
      ).needs
    else { return nil }
    var search = LeastDrops(
      losses: parts.map { states[0].weight($0.sets[0]) }, groups: parts.map(\.group), needs: needs)
    guard
      let drops = search.run(under: bound, mayDropAll: scope.partCount > parts.count)
    else { return nil }
    return found(
      scope.leavingOut(drops.map { parts[$0] }), changes: others + drops.count, ended: ended,
      ledger)
  }

  /// What was found, if the engine that judges grants lets it pass.
  private func found(
    _ scope: GrantedScope?, changes: Int, ended: [GrantID], _ ledger: Ledger
  ) -> Found? {
    guard let scope else { return nil }
    let figures = Whole.decisiveFigures(
      after: scope, ledger: ledger, weights: weights, authorities: authorities, now: now)
    guard Guards.refusals(figures, limits: limits).isEmpty else { return nil }
    return Found(
      fit: Fit(
        dropped: proposal.compartments.filter { !scope.compartments.contains($0) },
        droppedItems: proposal.selection.filter { !scope.selection.contains($0) },
        until: scope.until == proposal.until ? nil : scope.until, ended: ended.sorted(),
        scope: scope),
      count: changes, kept: figures.viewerShare)
  }

  private var closedDomains: Set<LifeDomain> {
    guard let authority = proposal.authority else { return [] }
    return authorities.contexts(of: authority).reduce(into: []) {
      $0.formUnion(Wall.domains(closedTo: $1))
    }
  }

  /// What of a scope can be left out: only what opens something, so that no change is for nothing.
  private func parts(of scope: GrantedScope) -> [FitPart] {
    func part(_ compartment: Compartment, _ item: SelectedItem?, _ scope: GrantedScope) -> FitPart?
    {
      let sets = states.map { $0.set(scope) }
      guard let domain = compartment.domain, sets.contains(where: { !$0.isEmpty }) else {
        return nil
      }
      return FitPart(compartment: compartment, item: item, domain: domain, sets: sets)
    }
    let whole = scope.compartments.compactMap { compartment in
      part(
        compartment, nil,
        scope.opening(
          [compartment], scope.selection.filter { $0.compartment == compartment }))
    }
    let single = scope.selection.filter { !scope.compartments.contains($0.compartment) }
      .compactMap { part($0.compartment, $0, scope.opening([], [$0])) }
    return whole + single
  }

  /// The grants whose end could change a figure, in order.
  ///
  /// They are the viewer's own that stand, and those that have not begun: what others could see once
  /// stays seen.
  private var endableGrants: [GrantID] {
    ledger.lines.filter { line in
      !line.emergency && line.isLive(at: max(now, line.scope.from))
        && (line.scope.viewer == proposal.viewer
          || line.scope.from > now && states.contains { !$0.set(line.scope).isEmpty })
    }.map(\.grant).sorted()
  }

  private static func choices(of grants: [GrantID], _ size: Int) -> [[GrantID]] {
    guard size > 0 else { return [[]] }
    guard size > 1 else { return grants.map { [$0] } }
    var found: [[GrantID]] = []
    for (index, grant) in grants.enumerated() where found.count <= endingBound {
      found += choices(of: Array(grants[(index + 1)...]), size - 1).map { [grant] + $0 }
    }
    return found
  }

  /// The ends to try: the proposed one, or the latest that duration and run let pass; and one that
  /// falls within a grant as référent, whose holder may see more.
  private func ends(_ scope: GrantedScope, _ ledger: Ledger) -> [Date] {
    func runDays(_ until: Date) -> Int {
      Run.days(of: scope.viewer, proposal: scope.ending(at: until), ledger: ledger, now: now)
    }
    var until = scope.until
    if Run.days(from: scope.from, to: until) > limits.durationDays {
      until = scope.from.addingTimeInterval(TimeInterval(limits.durationDays) * 86_400)
    }
    if !scope.thirdPerson {
      let excess = runDays(until) - Limits.runDays
      if excess > 0 { until = until.addingTimeInterval(-TimeInterval(excess) * 86_400) }
      guard until > scope.from, runDays(until) <= Limits.runDays else { return [] }
    }
    let asReferent = ledger.lines.filter {
      $0.scope.viewer == scope.viewer && $0.scope.referent && $0.isLive(at: now)
    }.map(\.end).max()
    guard !scope.referent, let asReferent, scope.from < asReferent, asReferent < until else {
      return [until]
    }
    return [until, asReferent]
  }
}

extension GrantedScope {
  /// How many compartments and items it names.
  fileprivate var partCount: Int { compartments.count + selection.count }

  /// The same for other compartments and items.
  fileprivate func opening(_ compartments: [Compartment], _ selection: [SelectedItem]) -> Self {
    GrantedScope(
      viewer: viewer, authority: authority, referent: referent, thirdPerson: thirdPerson,
      compartments: compartments, selection: selection, from: from, until: until)
  }

  /// The same with another end.
  fileprivate func ending(at until: Date) -> Self {
    GrantedScope(
      viewer: viewer, authority: authority, referent: referent, thirdPerson: thirdPerson,
      compartments: compartments, selection: selection, from: from, until: until)
  }

  /// The same without what is in some domains; nil where nothing is left.
  fileprivate func leavingOut(_ domains: Set<LifeDomain>) -> Self? {
    func stays(_ compartment: Compartment) -> Bool {
      compartment.domain.map { !domains.contains($0) } ?? true
    }
    let scope = opening(
      compartments.filter(stays), selection.filter { stays($0.compartment) })
    return scope.partCount == 0 ? nil : scope
  }

  /// The same without some parts; nil where nothing is left.
  fileprivate func leavingOut(_ parts: [FitPart]) -> Self? {
    let whole = Set(parts.filter { $0.item == nil }.map(\.compartment))
    let items = Set(parts.compactMap(\.item))
    let scope = opening(
      compartments.filter { !whole.contains($0) },
      selection.filter { !whole.contains($0.compartment) && !items.contains($0) })
    return scope.partCount == 0 ? nil : scope
  }
}
