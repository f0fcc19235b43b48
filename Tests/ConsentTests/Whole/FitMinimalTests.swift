import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

/// What would fit, against every smaller set of changes tried with the engine that judges grants.
@Suite struct FitMinimalTests {
  /// A proposal that may or may not pass, and the record it is made in.
  private struct World {
    let proposal: GrantedScope
    let ledger: Ledger
    let weights: MeasuredWeights

    func passes(_ scope: GrantedScope, _ ledger: Ledger) -> Bool {
      let figures = Whole.figures(
        after: scope, ledger: ledger, weights: weights, authorities: FitMinimalTests.register,
        now: WholeFixture.now)
      return Guards.refusals(figures, limits: .standard).isEmpty
    }
  }

  private static let names = (0..<3).compactMap { AuthorityID("a\($0)") }
  private static let register = Authorities(
    parents: [names[1]: names[0]], contexts: [names[2]: [.landlord]])

  private func world(_ fixture: inout WholeFixture) throws -> World {
    let domains = Int.random(in: 3...9, using: &fixture.generator)
    let items = fixture.weighedItems(domains: domains, carriers: 2, each: 4)
    let picked = items.filter { !$0.reserved }.shuffled(using: &fixture.generator).prefix(2)
    let weights = Weights(items).measured(
      selectable: Set(picked.map { SelectedItem(item: $0.id, compartment: $0.compartment) }))
    let held = weights.compartments.map(\.compartment)
    let viewer = fixture.viewer()
    func authority(_ fixture: inout WholeFixture) -> AuthorityID? {
      Self.names.randomElement(using: &fixture.generator)
    }
    var lines: [LedgerLine] = []
    for number in 0..<Int.random(in: 0...6, using: &fixture.generator) {
      let begins = Double(Int.random(in: -40...10, using: &fixture.generator))
      let isOwn = number < 2
      lines.append(
        fixture.line(
          GrantedScope(
            viewer: isOwn ? viewer : fixture.viewer(), authority: authority(&fixture),
            referent: number == 0 && Bool.random(using: &fixture.generator),
            compartments: held.shuffled(using: &fixture.generator)
              .prefix(Int.random(in: 1...8, using: &fixture.generator)),
            selection: [], from: WholeFixture.now + begins * WholeFixture.day,
            until: WholeFixture.now + 60 * WholeFixture.day)))
    }
    let asked = held.shuffled(using: &fixture.generator)
      .prefix(Int.random(in: 1...7, using: &fixture.generator))
    let days = [90, 200].randomElement(using: &fixture.generator) ?? 90
    return World(
      proposal: GrantedScope(
        viewer: viewer, authority: authority(&fixture), referent: false, compartments: asked,
        selection: picked.filter { !asked.contains($0.compartment) }
          .map { SelectedItem(item: $0.id, compartment: $0.compartment) },
        from: WholeFixture.now, until: WholeFixture.now + Double(days) * WholeFixture.day),
      ledger: try Ledger(lines: lines), weights: weights)
  }

  /// The fewest changes that pass, under a bound; every set of them is tried.
  private func fewest(_ world: World, under bound: Int) -> Int? {
    let proposal = world.proposal
    let endable = world.ledger.lines.filter {
      $0.scope.viewer == proposal.viewer || $0.scope.from > WholeFixture.now
    }
    let (first, second) = (proposal.compartments.count, proposal.selection.count)
    let count = first + second + endable.count
    var best: Int?
    for chosen in 0..<(1 << count) where chosen.nonzeroBitCount < min(best ?? bound, bound) {
      func stays(_ place: Int) -> Bool { chosen & (1 << place) == 0 }
      let compartments = proposal.compartments.indices.filter { stays($0) }
        .map { proposal.compartments[$0] }
      let selection = proposal.selection.indices.filter { stays(first + $0) }
        .map { proposal.selection[$0] }
      guard !compartments.isEmpty || !selection.isEmpty else { continue }
      var ledger = world.ledger
      ledger.end(
        endable.indices.filter { !stays(first + second + $0) }.map { endable[$0].grant },
        at: WholeFixture.now)
      // No end passes where the earliest does not.
      for (until, cost) in [(proposal.until, 0), (proposal.from + 1, 1)] {
        let changes = chosen.nonzeroBitCount + cost
        guard changes < min(best ?? bound, bound) else { continue }
        let scope = GrantedScope(
          viewer: proposal.viewer, authority: proposal.authority, referent: false,
          compartments: compartments, selection: selection, from: proposal.from, until: until)
        if world.passes(scope, ledger) { best = changes }
      }
    }
    return best
  }

  @Test("nothing smaller passes", arguments: 0..<60)
  func isMinimal(_ seed: Int) throws {
    var fixture = WholeFixture(seed: UInt64(7000 + seed))
    let world = try world(&fixture)
    let fit = Fit.search(
      world.proposal, ledger: world.ledger, weights: world.weights, authorities: Self.register,
      limits: .standard, now: WholeFixture.now)
    guard let fit else {
      // A bound, so that the test ends: what passes with few changes would have been found.
      #expect(fewest(world, under: 5) == nil)
      return
    }
    var ledger = world.ledger
    ledger.end(fit.ended, at: WholeFixture.now)
    #expect(world.passes(fit.scope, ledger))
    let changes =
      fit.dropped.count + fit.droppedItems.count + fit.ended.count + (fit.until == nil ? 0 : 1)
    #expect(fewest(world, under: changes) == nil)
  }
}
