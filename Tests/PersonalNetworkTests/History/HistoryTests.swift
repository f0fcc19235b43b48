import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

@Suite struct HistoryTests {
  private var generator = SeededGenerator(seed: 11)

  private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private mutating func item(_ content: ItemContent) throws -> NetworkItem {
    try NetworkItem(id: NetworkItemID(using: &generator), content: content)
  }

  private mutating func card(since: String?, until: String?) throws -> NetworkItem {
    try item(
      .card(
        Member(
          kind: .person, label: "Inès", since: since.flatMap { Day($0) },
          until: until.flatMap { Day($0) })))
  }

  @Test(arguments: [
    ("2019-12-31", false), ("2020-01-01", true), ("2021-06-15", true), ("2022-03-31", true),
    ("2022-04-01", false),
  ]) func aPeriodIncludesItsFirstAndLastDay(day: String, there: Bool) throws {
    var tests = self
    let network = try PersonalNetwork(
      items: [tests.card(since: "2020-01-01", until: "2022-03-31")])
    #expect(try network.on(Self.day(day)).members.isEmpty == !there)
  }

  @Test func whatNeedsOneWhoWasNotThereIsNotThereEither() throws {
    var tests = self
    let here = try tests.card(since: nil, until: nil)
    let late = try tests.card(since: "2024-05-01", until: nil)
    let (one, other) = (MemberID(card: here.id), MemberID(card: late.id))
    let tie = try tests.item(
      .tie(Tie(domain: .care, member: one, qualities: TieQualities(since: Day("2023-01-01")))))
    let between = try tests.item(
      .memberTie(
        MemberTie(
          domain: .care, from: one, to: other, relation: .knows, qualities: TieQualities())))
    let note = try tests.item(.note(Note(domain: .work, names: [other], text: "fictif")))
    let plain = try tests.item(.note(Note(domain: .work, member: one, text: "fictif")))
    let event = try tests.item(
      .event(
        ContactEvent(
          domain: .care, member: one, time: Date(timeIntervalSince1970: 1_672_617_600),
          medium: .phone, startedBy: .owner, occasion: .planned)))
    let all = [here, late, tie, between, note, plain, event]
    let network = try PersonalNetwork(items: all)
    func ids(_ day: String) throws -> Set<NetworkItemID> {
      Set(try network.on(Self.day(day)).items.map(\.id))
    }
    #expect(try ids("2022-06-01") == Set([here, plain].map(\.id)))
    #expect(try ids("2023-01-01") == Set([here, plain, tie].map(\.id)))
    #expect(try ids("2023-01-02") == Set([here, plain, tie, event].map(\.id)))
    #expect(try ids("2024-05-01") == Set(all.map(\.id)))
  }

  @Test func anyDayGivesARecordThatHolds() throws {
    var tests = self
    for _ in 0..<200 {
      let cards = try (0..<4).map { _ in
        let years = [tests.year(), tests.year()].sorted()
        return try tests.card(since: "\(years[0])-01-01", until: "\(years[1])-12-31")
      }
      let members = cards.map { MemberID(card: $0.id) }
      var items = cards
      for member in members {
        items.append(
          try tests.item(
            .tie(
              Tie(
                domain: .care, member: member,
                qualities: TieQualities(since: Day("\(tests.year())-01-01"))))))
      }
      for (one, other) in zip(members, members.dropFirst()) {
        items.append(
          try tests.item(
            .memberTie(
              MemberTie(
                domain: .care, from: one, to: other, relation: .knows,
                qualities: TieQualities()))))
      }
      let network = try PersonalNetwork(items: items)
      for year in 2000...2010 {
        let day = try Self.day("\(year)-07-01")
        let past = try network.on(day)
        #expect(past.items.allSatisfy { $0.content.stands(on: day) && network[$0.id] == $0 })
        #expect(try past.on(day) == past)
      }
    }
  }

  private mutating func year() -> Int { Int.random(in: 2000...2010, using: &generator) }
}
