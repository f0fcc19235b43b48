@testable import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

@Suite struct GuardsTests {
  static let calm = Figures(
    viewerShare: 3500, viewerDomains: 4, authorityShare: 5000, authorityDomains: 6,
    coalitionPersons: 7999, coalitionAuthorities: 7999, kappaPersons: nil, kappaAuthorities: nil,
    neverSeen: 1500, neverSeenDomains: 2, durationDays: 180, runDays: 730, openingDays: 5,
    domains: 6, viewerIsReferent: false, authorityHoldsReferent: false, thirdPerson: false,
    walledDomains: [])

  private func refusedBy(_ change: (inout Figures) -> Void) -> [LimitID] {
    var figures = Self.calm
    change(&figures)
    return Guards.refusals(figures, limits: .standard).map(\.limit)
  }

  @Test func eachLimitHoldsAtItsBoundAndBreaksOneFurther() {
    #expect(refusedBy { _ in } == [])
    #expect(refusedBy { $0.viewerShare = 3501 } == [.viewerShare])
    #expect(refusedBy { $0.viewerDomains = 5 } == [.viewerDomains])
    #expect(refusedBy { $0.authorityShare = 5001 } == [.authorityShare])
    #expect(refusedBy { $0.authorityDomains = 7 } == [.authorityDomains])
    #expect(refusedBy { $0.coalitionPersons = 8000 } == [.coalition])
    #expect(refusedBy { $0.coalitionAuthorities = 8000 } == [.coalition])
    #expect(refusedBy { $0.neverSeen = 1499 } == [.reserve])
    #expect(refusedBy { $0.neverSeenDomains = 1 } == [.reserve])
    #expect(refusedBy { $0.durationDays = 181 } == [.duration])
    #expect(refusedBy { $0.runDays = 731 } == [.run])
    #expect(refusedBy { $0.openingDays = 6 } == [.rate])
    #expect(refusedBy { $0.walledDomains = [.care] } == [.wall])
  }

  @Test func aReferentHasWiderBounds() {
    #expect(
      refusedBy {
        $0.viewerIsReferent = true
        $0.authorityHoldsReferent = true
        $0.viewerShare = 5000
        $0.viewerDomains = 7
        $0.authorityShare = 6000
        $0.authorityDomains = 8
      } == [])
    #expect(
      refusedBy {
        $0.viewerIsReferent = true
        $0.authorityHoldsReferent = true
        $0.viewerShare = 5001
        $0.viewerDomains = 8
        $0.authorityShare = 6001
        $0.authorityDomains = 9
      } == [.viewerShare, .viewerDomains, .authorityShare, .authorityDomains])
  }

  @Test func aSmallRecordLetsAnIsolatedPersonHaveADoctor() {
    #expect(
      refusedBy {
        $0.domains = 5
        $0.viewerShare = 10_000
        $0.authorityShare = 10_000
        $0.coalitionPersons = 10_000
        $0.neverSeen = 0
        $0.neverSeenDomains = 0
        $0.viewerDomains = 2
      } == [])
    #expect(
      refusedBy {
        $0.domains = 5
        $0.viewerDomains = 3
      } == [.viewerDomains])
    #expect(
      refusedBy {
        $0.domains = 5
        $0.viewerDomains = 3
        $0.viewerIsReferent = true
      } == [])
  }

  @Test func theWallIsThatOfTheViewersOwnAuthorityNotOfItsParents() throws {
    var fixture = WholeFixture(seed: 9)
    let job = try #require(AuthorityID("job"))
    let holding = try #require(AuthorityID("holding"))
    let walls = Authorities(
      parents: [job: holding], contexts: [job: [.employer], holding: [.landlord]])
    let viewer = fixture.viewer()
    let items = LifeDomain.allCases.map { domain in
      WeighedItem(
        id: fixture.item(), domain: domain, facet: .notes, carrier: .owner, reserved: false)
    }
    func walled(_ authority: AuthorityID, _ domain: LifeDomain) -> [LifeDomain] {
      let scope = GrantedScope(
        viewer: viewer, authority: authority, referent: false,
        compartments: [.of(domain, .plan)], selection: [], from: WholeFixture.now,
        until: WholeFixture.now + 60)
      return Whole.figures(
        after: scope, ledger: Ledger(), weights: Weights(items).measured(selectable: []),
        authorities: walls, now: WholeFixture.now
      ).walledDomains
    }
    #expect(walled(job, .care) == [.care])
    #expect(walled(job, .wellbeing) == [.wellbeing])
    #expect(walled(job, .responsibilities) == [])
    #expect(walled(holding, .responsibilities) == [.responsibilities])
    #expect(walled(holding, .care) == [])
  }

  @Test func aColleagueWhoLeftCountsForTheirAuthority() throws {
    var fixture = WholeFixture(seed: 10)
    let service = try #require(AuthorityID("service"))
    let team = try #require(AuthorityID("team"))
    let register = Authorities(parents: [team: service], contexts: [:])
    let items = LifeDomain.allCases.map { domain in
      WeighedItem(
        id: fixture.item(), domain: domain, facet: .notes, carrier: .owner, reserved: false)
    }
    func scope(_ domain: LifeDomain, _ authority: AuthorityID, _ from: Date) -> GrantedScope {
      GrantedScope(
        viewer: fixture.viewer(), authority: authority, referent: false,
        compartments: [.of(domain, .notes)], selection: [], from: from,
        until: from + 10 * WholeFixture.day)
    }
    let old = scope(.care, service, WholeFixture.now - 700 * WholeFixture.day)
    let figures = Whole.figures(
      after: scope(.work, team, WholeFixture.now),
      ledger: try Ledger(lines: [fixture.line(old)]),
      weights: Weights(items).measured(selectable: []), authorities: register,
      now: WholeFixture.now)
    #expect(figures.viewerDomains == 1)
    #expect(figures.authorityDomains == 2)
    #expect(figures.authorityShare == 1667)
    let later = Whole.figures(
      after: scope(.work, team, WholeFixture.now),
      ledger: try Ledger(lines: [fixture.line(old)]),
      weights: Weights(items).measured(selectable: []), authorities: register,
      now: WholeFixture.now + 41 * WholeFixture.day)
    #expect(later.authorityDomains == 1)
  }

  /// The figures of a second grant to one viewer, four domains beside the four of the first.
  private func second(
    firstFrom: Date, firstDays: Double, firstReferent: Bool = false
  ) throws -> Figures {
    var fixture = WholeFixture(seed: 11)
    let viewer = fixture.viewer()
    let items = LifeDomain.allCases.map { domain in
      WeighedItem(
        id: fixture.item(), domain: domain, facet: .notes, carrier: .owner, reserved: false)
    }
    func scope(
      _ domains: some Sequence<LifeDomain>, from: Date, days: Double, referent: Bool = false
    ) -> GrantedScope {
      GrantedScope(
        viewer: viewer, authority: nil, referent: referent,
        compartments: domains.map { .of($0, .notes) }, selection: [], from: from,
        until: from + days * WholeFixture.day)
    }
    let first = scope(
      LifeDomain.allCases.prefix(4), from: firstFrom, days: firstDays, referent: firstReferent)
    return Whole.figures(
      after: scope(LifeDomain.allCases.suffix(4), from: WholeFixture.now, days: 90),
      ledger: try Ledger(lines: [fixture.line(first)]),
      weights: Weights(items).measured(selectable: []), authorities: WholeFixture.nobody,
      now: WholeFixture.now)
  }

  @Test func twoGrantsThatBeginLaterPassedABoundTogether() throws {
    let figures = try second(firstFrom: WholeFixture.now + 20 * WholeFixture.day, firstDays: 90)
    #expect(figures.viewerDomains == 8)
    #expect(figures.viewerShare == 6667)
  }

  @Test func aReferentForADayLentTheirBoundToALongGrant() throws {
    #expect(
      try second(firstFrom: WholeFixture.now, firstDays: 90, firstReferent: true)
        .viewerIsReferent)
    let day = try second(firstFrom: WholeFixture.now, firstDays: 1, firstReferent: true)
    #expect(!day.viewerIsReferent)
    let later = try second(
      firstFrom: WholeFixture.now + WholeFixture.day, firstDays: 90, firstReferent: true)
    #expect(!later.viewerIsReferent)
    #expect(!later.authorityHoldsReferent)
  }

  @Test func limitsPastTheirCeilingAreRefused() throws {
    let bytes = try CanonicalJSON.encode(Limits.standard)
    #expect(try CanonicalJSON.decode(Limits.self, from: bytes) == .standard)
    let text = String(decoding: bytes, as: UTF8.self)
    for (field, value) in [
      ("\"viewerShare\":3500", "\"viewerShare\":6001"),
      ("\"viewerDomains\":4", "\"viewerDomains\":9"),
      ("\"authorityShare\":5000", "\"authorityShare\":6501"),
      ("\"authorityDomains\":6", "\"authorityDomains\":10"),
      ("\"coalition\":8000", "\"coalition\":8001"),
      ("\"reserve\":1500", "\"reserve\":999"),
      ("\"durationDays\":180", "\"durationDays\":181"),
      ("\"openingDays\":5", "\"openingDays\":6"),
    ] {
      let moved = text.replacing(field, with: value)
      #expect(moved != text)
      #expect(throws: ConsentError.self) {
        try CanonicalJSON.decoder.decode(Limits.self, from: Data(moved.utf8))
      }
    }
  }

  @Test func aRefusalIsToldWithItsFigureAndBound() {
    var figures = Self.calm
    figures.viewerShare = 5209
    figures.walledDomains = [.wellbeing, .care]
    let refusals = Guards.refusals(figures, limits: .standard)
    #expect(refusals.map(\.limit) == [.viewerShare, .wall])
    #expect(
      refusals[0].explanation(.fr)
        == "Cette personne pourrait voir 52,09 % de votre dossier. La limite est 35 %.")
    #expect(
      refusals[0].explanation(.en)
        == "This person could see 52.09% of your record. The limit is 35%.")
    #expect(
      refusals[1].explanation(.en)
        == "This authority must not see: Fitness and psychological well-being, "
        + "Personal and health care.")
    for limit in LimitID.allCases {
      #expect(!limit.title(.fr).isEmpty && !limit.title(.en).isEmpty)
    }
  }
}
