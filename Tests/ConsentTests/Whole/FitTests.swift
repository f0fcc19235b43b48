import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

@Suite struct FitTests {
  static let now = WholeFixture.now
  static let day = WholeFixture.day

  /// A record of twelve domains with four facets each of equal weight.
  private let weights: MeasuredWeights
  private let viewer: Fingerprint

  init() {
    var fixture = WholeFixture(seed: 11)
    viewer = fixture.viewer()
    let items = LifeDomain.allCases.flatMap { domain in
      [Facet.people, .ties, .plan, .notes].map { facet in
        WeighedItem(
          id: fixture.item(), domain: domain, facet: facet, carrier: .owner, reserved: false)
      }
    }
    weights = Weights(items).measured(selectable: [])
  }

  private func scope(
    _ compartments: [Compartment], days: Double = 90, authority: AuthorityID? = nil
  ) -> GrantedScope {
    GrantedScope(
      viewer: viewer, authority: authority, referent: false, compartments: compartments,
      selection: [], from: Self.now, until: Self.now + days * Self.day)
  }

  private func fit(
    _ proposal: GrantedScope, ledger: Ledger = Ledger(),
    authorities: Authorities = WholeFixture.nobody
  ) throws -> Fit? {
    let fit = Fit.search(
      proposal, ledger: ledger, weights: weights, authorities: authorities, limits: .standard,
      now: Self.now)
    if let fit {
      var left = ledger
      left.end(fit.ended, at: Self.now)
      let figures = Whole.figures(
        after: fit.scope, ledger: left, weights: weights, authorities: authorities,
        now: Self.now)
      #expect(Guards.refusals(figures, limits: .standard).isEmpty)
    }
    return fit
  }

  private func facets(_ domains: [LifeDomain]) -> [Compartment] {
    domains.flatMap { domain in
      [Facet.people, .ties, .plan, .notes].map { .of(domain, $0) }
    }
  }

  @Test func aGrantThatFitsNeedsNoChange() throws {
    let fit = try #require(try fit(scope(facets([.care]))))
    #expect(fit.dropped.isEmpty && fit.until == nil && fit.ended.isEmpty)
  }

  @Test func anEndTooLateIsBroughtForward() throws {
    let fit = try #require(try fit(scope(facets([.care]), days: 400)))
    #expect(fit.until == Self.now + 180 * Self.day && fit.dropped.isEmpty)
    #expect(
      fit.explanation(.en).hasPrefix("What would fit: until "))
  }

  @Test func aFewCompartmentsAreLeftOutRatherThanADomain() throws {
    // Four domains and one compartment more: that one goes.
    let whole = facets([.care, .housing, .work, .leisure])
    let fit = try #require(try fit(scope(whole + [.of(.mobility, .plan)])))
    #expect(fit.dropped == [.of(.mobility, .plan)])
    #expect(
      fit.explanation(.fr) == "Ce qui passerait : sans : Déplacements – Projets et rendez-vous.")
  }

  @Test func wholeDomainsAreLeftOutWhereTwoChangesAreNotEnough() throws {
    let fit = try #require(try fit(scope(facets(LifeDomain.allCases))))
    #expect(fit.scope.domains.count == 4)
    #expect(fit.dropped.count == 32)
  }

  @Test func closedDomainsAreLeftOut() throws {
    let job = try #require(AuthorityID("job"))
    let walls = Authorities(parents: [:], contexts: [job: [.employer]])
    let fit = try #require(
      try fit(scope(facets([.care, .work]), authority: job), authorities: walls))
    #expect(fit.dropped == facets([.care]))
    #expect(try self.fit(scope(facets([.care]), authority: job), authorities: walls) == nil)
  }

  @Test func anotherGrantOfTheViewerMayBeEndedInstead() throws {
    var fixture = WholeFixture(seed: 12)
    let old = fixture.line(scope(facets([.education])))
    let ledger = try Ledger(lines: [old])
    let fit = try #require(
      try fit(scope(facets([.care, .housing, .work, .leisure])), ledger: ledger))
    #expect(fit.ended == [old.grant] && fit.dropped.isEmpty)
  }
}
