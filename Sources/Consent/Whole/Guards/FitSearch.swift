import Foundation
import Keys
import PersonalNetwork

/// The search behind ``Fit``.
struct FitSearch {
  /// How many combinations of two changes are tried before whole domains are left out.
  private static let pairBound = 1500

  private let proposal: GrantedScope
  private let ledger: Ledger
  private let weights: MeasuredWeights
  private let authorities: Authorities
  private let limits: Limits
  private let now: Date

  private enum Change: Hashable {
    case compartment(Compartment)
    case item(SelectedItem)
    case domain(LifeDomain)
    case end(GrantID)
  }

  private struct Outcome {
    let refusals: [Refusal]
    let kept: Int

    /// How far the figures are past their bounds, to choose between steps that do not yet fit.
    var excess: Int {
      refusals.reduce(0) { sum, refusal in
        let distance = abs(refusal.figure - refusal.bound) + 1
        return sum + (refusal.unit == .domains ? distance * 1000 : distance)
      }
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
  }

  func run() -> Fit? {
    guard let until = fittingEnd() else { return nil }
    let closed = Set(refusals(proposal, ledger).flatMap(\.domains))
    let first = closed.sorted().map { Change.domain($0) }
    guard let start = outcome(first, until) else { return nil }
    if start.refusals.isEmpty { return fit(first, until) }
    let singles = candidates(after: first)
    if let best = best(singles.map { first + [$0] }, until) { return fit(best, until) }
    if singles.count * (singles.count - 1) / 2 <= Self.pairBound {
      let pairs = singles.indices.flatMap { index in
        singles[(index + 1)...].map { first + [singles[index], $0] }
      }
      if let best = best(pairs, until) { return fit(best, until) }
    }
    return greedy(first, until).flatMap { fit($0, until) }
  }

  /// The proposed end, or the latest that duration and run let pass; nil when none does.
  private func fittingEnd() -> Date? {
    let figures = figures(proposal, ledger)
    var until = proposal.until
    if figures.durationDays > limits.durationDays {
      until = proposal.from.addingTimeInterval(TimeInterval(limits.durationDays) * 86_400)
    }
    let run = self.figures(changed([], until) ?? proposal, ledger).runDays
    if !proposal.thirdPerson, run > Limits.runDays {
      until = until.addingTimeInterval(TimeInterval(Limits.runDays - run) * 86_400)
    }
    return until > proposal.from ? until : nil
  }

  private func figures(_ scope: GrantedScope, _ ledger: Ledger) -> Figures {
    Whole.figures(
      after: scope, ledger: ledger, weights: weights, authorities: authorities, now: now)
  }

  private func refusals(_ scope: GrantedScope, _ ledger: Ledger) -> [Refusal] {
    Guards.refusals(figures(scope, ledger), limits: limits)
  }

  /// What could be changed besides: only what weighs, so that no change is for nothing.
  private func candidates(after changes: [Change]) -> [Change] {
    guard let scope = changed(changes, proposal.until) else { return [] }
    let weighing = Set(weights.compartments.map(\.compartment))
    let selectable = Set(
      weights.selectable.map { SelectedItem(item: $0.item, compartment: $0.compartment) })
    let live = ledger.lines.filter {
      $0.isLive(at: max(now, $0.scope.from)) && $0.scope.viewer == proposal.viewer
    }
    return scope.compartments.filter(weighing.contains).map { .compartment($0) }
      + scope.selection.filter(selectable.contains).map { .item($0) }
      + live.map { .end($0.grant) }
  }

  /// The scope after changes; nil when nothing would be left of it.
  private func changed(_ changes: [Change], _ until: Date) -> GrantedScope? {
    let changes = Set(changes)
    func stays(_ compartment: Compartment) -> Bool {
      if let domain = compartment.domain, changes.contains(.domain(domain)) { return false }
      return !changes.contains(.compartment(compartment))
    }
    let scope = GrantedScope(
      viewer: proposal.viewer, authority: proposal.authority, referent: proposal.referent,
      thirdPerson: proposal.thirdPerson, compartments: proposal.compartments.filter(stays),
      selection: proposal.selection.filter {
        stays($0.compartment) && !changes.contains(.item($0))
      },
      from: proposal.from, until: until)
    return scope.compartments.isEmpty && scope.selection.isEmpty ? nil : scope
  }

  private func ended(_ changes: [Change]) -> [GrantID] {
    changes.compactMap { change in
      guard case .end(let grant) = change else { return nil }
      return grant
    }
  }

  private func outcome(_ changes: [Change], _ until: Date) -> Outcome? {
    guard let scope = changed(changes, until) else { return nil }
    var ledger = ledger
    ledger.end(ended(changes), at: now)
    let figures = figures(scope, ledger)
    return Outcome(
      refusals: Guards.refusals(figures, limits: limits), kept: figures.viewerShare)
  }

  /// Of several sets of changes, the one that fits and keeps most; the first among equals.
  private func best(_ choices: [[Change]], _ until: Date) -> [Change]? {
    var best: (changes: [Change], kept: Int)?
    for changes in choices {
      guard let outcome = outcome(changes, until), outcome.refusals.isEmpty else { continue }
      if outcome.kept > best?.kept ?? -1 { best = (changes, outcome.kept) }
    }
    return best?.changes
  }

  /// Leaves out whole domains until it fits, then puts back what can stay.
  private func greedy(_ first: [Change], _ until: Date) -> [Change]? {
    var changes = first
    while let present = outcome(changes, until) {
      if present.refusals.isEmpty { return puttingBack(changes, first, until) }
      let domains = (changed(changes, until)?.domains ?? []).sorted()
      let steps = domains.compactMap { domain -> (change: Change, outcome: Outcome)? in
        outcome(changes + [.domain(domain)], until).map { (.domain(domain), $0) }
      }
      guard let step = steps.min(by: { $0.outcome.excess < $1.outcome.excess }) else { break }
      changes.append(step.change)
    }
    return nil
  }

  private func puttingBack(
    _ changes: [Change], _ first: [Change], _ until: Date
  ) -> [Change] {
    var kept = changes
    for change in changes where !first.contains(change) {
      let without = kept.filter { $0 != change }
      if outcome(without, until)?.refusals.isEmpty == true { kept = without }
    }
    return kept
  }

  private func fit(_ changes: [Change], _ until: Date) -> Fit? {
    guard let scope = changed(changes, until) else { return nil }
    return Fit(
      dropped: proposal.compartments.filter { !scope.compartments.contains($0) },
      droppedItems: proposal.selection.filter { !scope.selection.contains($0) },
      until: until == proposal.until ? nil : until, ended: ended(changes).sorted(), scope: scope)
  }
}
