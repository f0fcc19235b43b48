import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

/// What several reach together, against every set of them tried.
@Suite struct CoalitionBruteForceTests {
  /// A record of which everything that can be seen is a bit, and its viewers.
  private struct World {
    let weights: MeasuredWeights
    let ledger: Ledger
    let authorities: Authorities
    /// What each viewer could open, a bit for each non-empty compartment.
    var persons: [UInt64] = []
    /// The same for each topmost parent, and for each viewer without an authority.
    var groups: [UInt64] = []
  }

  private static let names = (0..<4).compactMap { AuthorityID("a\($0)") }

  /// The second authority stands under the first.
  private static let register = Authorities(
    parents: [names[1]: names[0]], contexts: [:])

  private func world(_ fixture: inout WholeFixture, _ weights: MeasuredWeights) throws -> World {
    let count = Int.random(in: 1...12, using: &fixture.generator)
    let most = Int.random(in: 2...30, using: &fixture.generator)
    var lines: [LedgerLine] = []
    var persons: [UInt64] = []
    var groups: [Int: UInt64] = [:]
    for number in 0..<count {
      let place = Int.random(in: 0..<6, using: &fixture.generator)
      let authority = place < Self.names.count ? Self.names[place] : nil
      let scope = fixture.scope(
        viewer: fixture.viewer(), authority: authority,
        compartments: Int.random(in: 1...most, using: &fixture.generator))
      let asked = Set(scope.compartments)
      let bits = weights.compartments.indices.reduce(UInt64(0)) {
        asked.contains(weights.compartments[$1].compartment) ? $0 | 1 << UInt64($1) : $0
      }
      persons.append(bits)
      groups[authority == nil ? 100 + number : max(place, 1), default: 0] |= bits
      lines.append(fixture.line(scope))
    }
    return World(
      weights: weights, ledger: try Ledger(lines: lines), authorities: Self.register,
      persons: persons, groups: Array(groups.values))
  }

  /// The heaviest union of at most `size` sets, and the fewest that reach 0.80, in units.
  private func brute(
    _ sets: [UInt64], _ units: [Int], total: Int, size: Int
  ) -> (heaviest: Int, fewest: Int?) {
    var unions = [UInt64](repeating: 0, count: 1 << sets.count)
    var heaviest = 0
    var fewest: Int?
    for chosen in 1..<unions.count {
      let union = unions[chosen & (chosen - 1)] | sets[chosen.trailingZeroBitCount]
      unions[chosen] = union
      var (weight, rest) = (0, union)
      while rest != 0 {
        weight += units[rest.trailingZeroBitCount]
        rest &= rest - 1
      }
      let count = chosen.nonzeroBitCount
      if count <= size { heaviest = max(heaviest, weight) }
      if weight * 10 >= total * 8 { fewest = min(fewest ?? count, count) }
    }
    return (heaviest, fewest)
  }

  @Test("10,000 random cases of at most 12 viewers", arguments: 0..<10)
  func equalsEverySetTried(_ part: Int) throws {
    var fixture = WholeFixture(seed: UInt64(900 + part))
    for _ in 0..<50 {
      // At most 60 compartments, so that what is seen fits one word.
      let domains = Int.random(in: 1...10, using: &fixture.generator)
      let items = fixture.weighedItems(domains: domains, carriers: 2, each: 4)
      let weights = Weights(items).measured(selectable: [])
      let units = weights.compartments.map(\.units)
      for _ in 0..<20 {
        let world = try world(&fixture, weights)
        let figures = Whole.figures(
          of: .init(viewer: fixture.viewer(), authority: nil), ledger: world.ledger,
          weights: weights, authorities: world.authorities, now: WholeFixture.now)
        let persons = brute(world.persons, units, total: weights.total, size: 3)
        let groups = brute(world.groups, units, total: weights.total, size: 2)
        func share(_ weight: Int) -> Int { (weight * 10_000 + weights.total - 1) / weights.total }
        try #require(figures.kappaPersons == persons.fewest)
        try #require(figures.kappaAuthorities == groups.fewest)
        try #require(figures.coalitionPersons == share(persons.heaviest))
        try #require(figures.coalitionAuthorities == share(groups.heaviest))
      }
    }
  }
}
