import Consent
import Foundation
import Keys
import PersonalNetwork

/// What judging a grant costs in a record with many: `Benchmarks whole`.
///
/// Fictional records of twelve domains, each viewer with a grant in each of the last eight quarters,
/// and the weights of five states of the record in the last 30 days.
enum WholeFigures {
  private struct Case {
    let proposal: GrantedScope
    let ledger: Ledger
    let weights: MeasuredWeights
    let authorities: Authorities
  }

  private static let now = Date(timeIntervalSince1970: 1_780_304_400)
  private static let day: TimeInterval = 86_400

  /// Prints the medians and the largest of some rounds, in milliseconds.
  static func print(rounds: Int) throws {
    let sixty = try (0..<rounds).map { _ in try make(viewers: 60) }
    report(
      "all guards for one grant, 60 live grants, 24 months", bound: 5, sixty
    ) { it in
      let figures = Whole.decisiveFigures(
        after: it.proposal, ledger: it.ledger, weights: it.weights, authorities: it.authorities,
        now: now)
      _ = Guards.refusals(figures, limits: .standard)
    }
    let twenty = try (0..<rounds).map { _ in try make(viewers: 20) }
    report("what would fit, 20 live grants", bound: 300, twenty) { it in
      _ = Fit.search(
        it.proposal, ledger: it.ledger, weights: it.weights, authorities: it.authorities,
        limits: .standard, now: now)
    }
  }

  private static func report(
    _ name: String, bound: Double, _ cases: [Case], _ body: (Case) -> Void
  ) {
    let times = cases.map { it in
      ContinuousClock().measure { body(it) } / .milliseconds(1)
    }.sorted()
    let (median, most) = (times[times.count / 2], times[times.count - 1])
    Swift.print(
      "\(name): median \(median.formatted(.number.precision(.fractionLength(2)))) ms, "
        + "most \(most.formatted(.number.precision(.fractionLength(2)))) ms (bound \(bound) ms)")
  }

  private static func make(viewers: Int) throws -> Case {
    var items: [WeighedItem] = []
    for domain in LifeDomain.allCases {
      for number in 0..<24 {
        items.append(
          WeighedItem(
            id: ItemID(), domain: domain, facet: Facet.allCases[number % 6],
            carrier: .member(ItemID()), reserved: number % 8 == 7))
      }
    }
    let authorities = (0..<10).compactMap { AuthorityID("service-\($0)") }
    let people = (0..<viewers).map { _ in
      Fingerprint(unchecked: Data((0..<32).map { _ in UInt8.random(in: 0...255) }))
    }
    var lines: [LedgerLine] = []
    for (place, viewer) in people.enumerated() {
      let domain = LifeDomain.allCases[place % 10 % 5]
      for quarter in 0..<8 {
        let from = now - Double(quarter * 90 + 10) * day
        let scope = GrantedScope(
          viewer: viewer, authority: authorities[place % 10], referent: false,
          compartments: [.of(domain, .people), .of(domain, Facet.allCases[quarter % 6])],
          selection: [], from: from, until: from + 89 * day)
        lines.append(LedgerLine(grant: GrantID(), scope: scope, grantedAt: from))
      }
    }
    let snapshots = (1...5).map { state in
      Ledger.Snapshot(
        time: now - Double(state) * day,
        weights: Weights(Array(items.dropLast(state))).measured(selectable: []))
    }
    return Case(
      proposal: GrantedScope(
        viewer: people[0], authority: authorities[0], referent: false,
        compartments: LifeDomain.allCases.shuffled().prefix(8).flatMap { domain in
          Facet.allCases.map { Compartment.of(domain, $0) }
        }, selection: [], from: now, until: now + 200 * day),
      ledger: try Ledger(lines: lines, snapshots: snapshots),
      weights: Weights(items).measured(selectable: []),
      authorities: Authorities(parents: [:], contexts: [:]))
  }
}
