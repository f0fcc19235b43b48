import Foundation
import PersonalNetwork
import TestSupport
import Testing

@testable import Page

@Suite struct NetworkFormTests {
  private func read(
    _ kind: NetworkFormKind, _ fields: String, _ network: PersonalNetwork = PersonalNetwork(),
    over old: ItemContent? = nil
  ) throws -> ItemContent {
    let fields = try #require(FormFields(fields))
    return try NetworkFormReading(values: NetworkFormValues(fields), network: network)
      .content(kind, over: old)
  }

  private func problem(
    _ kind: NetworkFormKind, _ fields: String, _ network: PersonalNetwork = PersonalNetwork(),
    over old: ItemContent? = nil
  ) throws -> NetworkText? {
    do {
      _ = try read(kind, fields, network, over: old)
      return nil
    } catch let problem as NetworkProblem {
      return problem.text
    } catch let error as NetworkError {
      return NetworkProblem(error).text
    }
  }

  @Test func aMemberIsReadAsWritten() throws {
    let content = try read(.member, "name=+In%C3%A8s+&kind=person&role=e310&circle=1&paid=no")
    #expect(
      content
        == .card(
          try Member(kind: .person, label: "Inès", role: .immediateFamily, circle: .closest)))
  }

  @Test func whatIsMissingIsSaid() throws {
    #expect(try problem(.member, "kind=person") == .problemName)
    #expect(try problem(.member, "name=a&kind=dragon") == .problemKind)
    #expect(try problem(.note, "text=a") == .problemDomain)
    #expect(try problem(.note, "text=%20&domain=work") == .problemEmpty)
    #expect(try problem(.tie, "domain=work") == .problemMember)
    let long = String(repeating: "a", count: 300)
    #expect(try problem(.member, "kind=person&name=\(long)") == .problemLong)
  }

  @Test func aMemberWhoIsNotThereIsNoChoice() throws {
    let stranger = NetworkItemID()
    #expect(try problem(.tie, "domain=work&member=\(stranger)") == .problemMember)
    #expect(try problem(.note, "domain=work&text=a&names=\(stranger)") == .problemMember)
  }

  @Test func aTieIsNotWithOneself() throws {
    var fixture = NetworkFixture(seed: 1)
    let card = try fixture.card("Théo")
    let network = try PersonalNetwork(items: [card])
    #expect(
      try problem(
        .between, "domain=work&relation=knows&member=\(card.id)&other=\(card.id)", network)
        == .problemSelf)
  }

  @Test func whatTheFormDoesNotAskForStays() throws {
    let old = try TieQualities(
      direction: .inward, help: [.money], helpDirection: .inward, medium: .phone,
      mediatedBy: AuthorityReference("estran"), startedBy: .other, saidBy: .member)
    var fixture = NetworkFixture(seed: 1)
    let card = try fixture.card("Théo")
    let tie = Tie(domain: .work, member: MemberID(card: card.id), qualities: old)
    let network = try PersonalNetwork(items: [card])
    let content = try read(
      .tie, "support=3&help=money&since=2026-01-02", network, over: .tie(tie))
    guard case .tie(let next) = content else {
      Issue.record("another kind")
      return
    }
    #expect(next.domain == .work && next.member == tie.member)
    #expect(next.qualities.support == .much)
    #expect(next.qualities.since == Day("2026-01-02"))
    #expect(next.qualities.direction == .inward && next.qualities.helpDirection == .inward)
    #expect(next.qualities.mediatedBy == old.mediatedBy && next.qualities.saidBy == .member)
  }

  @Test func everyFieldOfATieIsChangedAndEmptied() throws {
    var fixture = NetworkFixture(seed: 1)
    let card = try fixture.card("Théo")
    let network = try PersonalNetwork(items: [card])
    let old = ItemContent.tie(
      Tie(domain: .work, member: MemberID(card: card.id), qualities: try TieQualities()))
    let full = try read(
      .tie,
      "help=money&direction=inward&helpDirection=outward&medium=letter&mediatedBy=estran"
        + "&startedBy=other&saidBy=professional&contested=yes&statement=Non",
      network, over: old)
    guard case .tie(let tie) = full else {
      Issue.record("another kind")
      return
    }
    #expect(
      try tie.qualities
        == TieQualities(
          direction: .inward, help: [.money], helpDirection: .outward, medium: .letter,
          mediatedBy: AuthorityReference("estran"), startedBy: .other, saidBy: .professional,
          contested: true, statement: "Non"))
    let empty = try read(
      .tie, "direction=mutual&helpDirection=&medium=&mediatedBy=&startedBy=&saidBy=owner",
      network, over: full)
    #expect(empty == old)
    #expect(try problem(.tie, "mediatedBy=L%27Estran", network, over: full) == .problemAuthority)
  }

  @Test func aFormShownAgainSaysTheSame() throws {
    var fixture = NetworkFixture(seed: 2)
    let network = try PersonalNetwork(items: fixture.items(members: 3, domains: 2))
    for item in network.items {
      let kind = try #require(NetworkFormKind(item.content))
      let reading = NetworkFormReading(
        values: NetworkFormValues(item.content), network: network)
      #expect(try reading.content(kind, over: item.content) == item.content)
    }
  }

  @Test func plansAreReadAsWritten() throws {
    var fixture = NetworkFixture(seed: 3)
    let card = try fixture.card("Paul")
    let member = MemberID(card: card.id)
    let network = try PersonalNetwork(items: [card])
    #expect(
      try read(
        .objective, "text=un+jardin&domain=leisure&author=owner&state=active&horizon=2026-09-01")
        == .objective(
          try Objective(
            domain: .leisure, text: "un jardin", author: .owner, horizon: Day("2026-09-01"))))
    #expect(
      try read(
        .objective, "text=a&domain=work&author=\(card.id)&state=paused&member=\(card.id)", network)
        == .objective(
          try Objective(
            domain: .work, member: member, text: "a", author: .member(member), state: .paused)))
    #expect(
      try read(.obstacle, "code=O08&domain=care&severity=3&text=14+mois", network)
        == .obstacle(
          try Obstacle(
            domain: .care, code: .waitingList, severity: .severe, note: "14 mois")))
    #expect(
      try read(.referent, "member=\(card.id)&since=2026-03-01", network)
        == .referent(
          try ReferentDesignation(member: member, since: try #require(Day("2026-03-01")))))
  }

  @Test func whatIsMissingInAPlanIsSaid() throws {
    var fixture = NetworkFixture(seed: 4)
    let cards = try ["Paul", "Inès", "Théo"].map { try fixture.card($0) }
    let referents = try cards.prefix(2).map { card in
      try NetworkItem(
        id: NetworkItemID(using: &fixture.generator),
        content: .referent(
          ReferentDesignation(
            member: MemberID(card: card.id), since: try #require(Day("2026-01-01")))))
    }
    let network = try PersonalNetwork(items: cards + referents)
    let stranger = NetworkItemID()
    #expect(try problem(.objective, "domain=work") == .problemEmpty)
    #expect(try problem(.objective, "domain=work&text=a&author=\(stranger)") == .problemMember)
    #expect(try problem(.obstacle, "domain=work&severity=1") == .problemObstacle)
    #expect(try problem(.obstacle, "domain=work&code=O08&severity=9") == .problemSeverity)
    #expect(
      try problem(.obstacle, "domain=work&code=O08&severity=1&services=\(stranger)")
        == .problemMember)
    let paul = cards[0].id
    #expect(
      try problem(.referent, "member=\(paul)&since=2026-03-01", network)
        == .problemReferentAlready)
    #expect(try problem(.referent, "member=\(cards[2].id)", network) == .problemDay)
    #expect(
      try problem(
        .referent, "member=\(cards[2].id)&substitute=\(cards[2].id)&since=2026-03-01", network)
        == .problemSelf)
    let third = try NetworkItem(
      id: NetworkItemID(using: &fixture.generator),
      content: try read(.referent, "member=\(cards[2].id)&since=2026-03-01", network))
    var full = network
    #expect(throws: NetworkError.self) { try full.put(third) }
  }

  @Test func aPlanShownAgainSaysTheSame() throws {
    var fixture = NetworkFixture(seed: 5)
    let cards = try ["Paul", "Inès"].map { try fixture.card($0) }
    let (paul, ines) = (MemberID(card: cards[0].id), MemberID(card: cards[1].id))
    let network = try PersonalNetwork(items: cards)
    let day = try #require(Day("2026-02-03"))
    let contents: [ItemContent] = [
      .objective(
        try Objective(
          domain: .work, member: paul, text: "un\nprojet", author: .member(ines), horizon: day,
          state: .reached)),
      .objective(try Objective(domain: .work, text: "à moi", author: .owner)),
      .obstacle(
        try Obstacle(
          domain: .care, member: ines, code: .encompassing, otherDomains: [.work, .housing],
          services: [paul], from: day, until: day, severity: .none, saidBy: .professional,
          tried: "écrire", outcome: .bypassed, note: "trop de monde")),
      .referent(try ReferentDesignation(member: paul, since: day, substitute: ines)),
    ]
    for content in contents {
      let kind = try #require(NetworkFormKind(content))
      let reading = NetworkFormReading(values: NetworkFormValues(content), network: network)
      #expect(try reading.content(kind, over: content) == content)
    }
  }

  @Test func anHourIsThatOfThisPlace() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
    let day = try #require(Day("2026-07-01"))
    let time = try #require(LocalTime.time(day, "09:30", zone: zone))
    #expect(time == (try Date("2026-07-01T07:30:00Z", strategy: .iso8601)))
    #expect(LocalTime.fields(time, zone: zone) == ("2026-07-01", "09:30"))
    for wrong in ["", "9h", "24:00", "12:60", "12", "12:00:00", "-1:00"] {
      #expect(LocalTime.time(day, wrong, zone: zone) == nil)
    }
  }
}
