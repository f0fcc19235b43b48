import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

/// A record put together in a test.
struct Sketch {
  private(set) var items: [NetworkItem] = []
  private var generator = SeededGenerator(seed: 59)

  /// Adds an item and returns its identifier.
  @discardableResult
  mutating func add(_ content: ItemContent) throws -> NetworkItemID {
    let id = NetworkItemID(using: &generator)
    items.append(try NetworkItem(id: id, content: content))
    return id
  }

  /// Adds a member tied to the owner in domains.
  mutating func member(
    _ label: String, _ domains: [LifeDomain] = [], formal: Bool = false, authority: String? = nil,
    parent: String? = nil, circle: Member.Circle? = nil, until: Day? = nil,
    qualities: TieQualities? = nil
  ) throws -> MemberID {
    let card = try Member(
      kind: .person, label: label, formal: formal,
      authority: authority.flatMap(AuthorityReference.init),
      parentAuthority: parent.flatMap(AuthorityReference.init), circle: circle, until: until)
    let member = MemberID(card: try add(.card(card)))
    for domain in domains {
      let qualities = try qualities ?? TieQualities()
      try add(.tie(Tie(domain: domain, member: member, qualities: qualities)))
    }
    return member
  }

  /// Adds a contact so many days before a time.
  mutating func contact(
    _ member: MemberID, daysBefore days: Double, _ time: Date, medium: ContactMedium = .inPerson,
    place: String? = nil, by initiator: Initiator = .member,
    _ occasion: ContactEvent.Occasion = .planned
  ) throws {
    try add(
      .event(
        try ContactEvent(
          domain: .care, member: member, time: time.addingTimeInterval(-days * 86_400),
          medium: medium, place: place, startedBy: initiator, occasion: occasion)))
  }

  /// The record.
  func network() throws -> PersonalNetwork { try PersonalNetwork(items: items) }
}

@Suite struct FragilityTests {
  private let day = Day("2026-06-15") ?? .last

  @Test func aDomainIsHeldByThoseWhoAreThereAndSupport() throws {
    var sketch = Sketch()
    _ = try sketch.member("one", [.care, .work])
    _ = try sketch.member("two", [.care], until: Day("2026-06-14"))
    _ = try sketch.member("three", [.care], until: day)
    _ = try sketch.member("four", [.work], qualities: try TieQualities(support: TieDegree.none))
    _ = try sketch.member("five", [.housing], qualities: try TieQualities(since: Day("2026-06-16")))
    let fragility = Fragility(try sketch.network(), on: day)
    #expect(fragility.cover(.care) == 2)
    #expect(fragility.onOneThread == [.work])
    #expect(fragility.cover(.housing) == 0)
    #expect(fragility.orphans.count == 10)
  }

  @Test func anEmptyRecordIsOrphanInAllTwelve() {
    let fragility = Fragility(PersonalNetwork(), on: day)
    #expect(fragility.orphans == LifeDomain.allCases)
    #expect(fragility.departures.isEmpty)
  }

  @Test func aParentAuthorityTakesItsServicesAlong() throws {
    var sketch = Sketch()
    let paul = try sketch.member(
      "Paul", [.housing, .work], formal: true, authority: "estran", parent: "asbl")
    let vion = try sketch.member(
      "Dr Vion", [.care, .housing], formal: true, authority: "maison", parent: "asbl")
    let ines = try sketch.member("Inès", [.relations, .work])
    let fragility = Fragility(try sketch.network(), on: day)
    let parent = try #require(AuthorityReference("asbl"))
    let service = try #require(AuthorityReference("estran"))
    let whole = fragility.departure(of: .parentAuthority(parent))
    #expect(whole.members == [paul, vion].sorted())
    #expect(whole.uncovered == [.care, .housing] && whole.onOneThread == [.work])
    let part = fragility.departure(of: .service(service))
    #expect(part.uncovered == [] && part.onOneThread == [.housing, .work])
    #expect(fragility.departure(of: .member(ines)).uncovered == [.relations])
    #expect(fragility.departures.count == 6)
  }

  /// Whoever leaves uncovers exactly what the record without them does not cover.
  @Test func aDepartureIsTheRecordWithoutThem() throws {
    var generator = SeededGenerator(seed: 60)
    for _ in 0..<50 {
      var sketch = Sketch()
      var told: [(domains: [LifeDomain], authority: String)] = []
      for number in 0..<Int.random(in: 1...8, using: &generator) {
        let domains = LifeDomain.allCases.filter { _ in
          Int.random(in: 0..<5, using: &generator) == 0
        }
        told.append((domains, ["a", "b", "c"][number % 3]))
      }
      for (number, one) in told.enumerated() {
        _ = try sketch.member("\(number)", one.domains, formal: true, authority: one.authority)
      }
      let fragility = Fragility(try sketch.network(), on: day)
      for word in ["a", "b", "c"] {
        let gone = told.filter { $0.authority == word }.flatMap(\.domains)
        let left = told.filter { $0.authority != word }.flatMap(\.domains)
        let service = try #require(AuthorityReference(word))
        let expected = LifeDomain.allCases.filter { gone.contains($0) && !left.contains($0) }
        #expect(fragility.departure(of: .service(service)).uncovered == expected)
      }
    }
  }

  @Test func daysAreCountedAsTheCalendarDoes() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    var day = try #require(calendar.date(from: DateComponents(year: 1890, month: 1, day: 1)))
    for _ in 0..<800 {
      day = day.addingTimeInterval(86_400 * 97)
      let parts = calendar.dateComponents([.year, .month, .day], from: day)
      let read = try #require(
        Day(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0))
      #expect(Double(read.count) * 86_400 == day.timeIntervalSince1970)
    }
  }
}
