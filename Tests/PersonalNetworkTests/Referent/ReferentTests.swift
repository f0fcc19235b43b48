import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

@Suite struct ReferentTests {
  private let day = Day("2026-06-15") ?? .last
  private let since = Day("2023-06-15") ?? .last
  // Monday 15 June 2026, 12:00 UTC.
  private let now = Date(timeIntervalSince1970: 1_781_524_800)

  private func read(
    _ sketch: Sketch, _ member: MemberID, _ facts: ReferentFacts = ReferentFacts(),
    substitute: MemberID? = nil, openings: Int = 0
  ) throws -> [ReferentBar.Characteristic: ReferentBar] {
    let looks = (0..<openings).map { _ in
      SignalFacts.Opening(viewer: "x", member: member, time: now)
    }
    let signals = SignalReading(
      try sketch.network(), SignalFacts(openings: looks), at: now, on: day)
    let designation = try ReferentDesignation(
      member: member, since: since, substitute: substitute)
    let reading = try ReferentReading(designation, facts, signals: signals)
    return Dictionary(uniqueKeysWithValues: reading.bars.map { ($0.characteristic, $0) })
  }

  private func score(_ bar: ReferentBar?, _ part: ReferentBar.Part) -> Double? {
    bar?.figures.first { $0.part == part }?.score
  }

  @Test func withoutFactsABarSaysSo() throws {
    var sketch = Sketch()
    let paul = try sketch.member("Paul", [.care])
    let bars = try read(sketch, paul)
    #expect(bars.count == 5)
    #expect(bars[.proximity]?.value == nil && bars[.flexibility]?.value == nil)
    #expect(bars[.proactivity]?.value == nil)
    #expect(bars.values.flatMap(\.figures).allSatisfy { $0.raw.map(\.isFinite) ?? true })
  }

  @Test func closenessCountsTwice() throws {
    var sketch = Sketch()
    let paul = try sketch.member("Paul", [.care])
    for days in [31.0, 16, 1] { try sketch.contact(paul, daysBefore: days, now, by: .owner) }
    try sketch.contact(paul, daysBefore: 1, now, medium: .phone, by: .owner)
    let bar = try read(sketch, paul, ReferentFacts(closeness: 1))[.proximity]
    // Gaps of 15, 15 and 0 days; three of four in person.
    #expect(score(bar, .daysBetween) == 0.5 && score(bar, .inPerson) == 0.75)
    #expect(bar?.value == (0.5 + 0.75 + 2) / 4)
  }

  @Test func inTheMiddleOfAStarIsCapture() throws {
    var sketch = Sketch()
    let hub = try sketch.member("hub", [.care])
    for number in 0..<4 {
      let other = try sketch.member("\(number)", [.work])
      try sketch.add(
        .memberTie(
          try MemberTie(
            domain: .work, from: hub, to: other, relation: .knows, qualities: try TieQualities())))
    }
    let bar = try #require(try read(sketch, hub)[.centrality])
    #expect(score(bar, .degree) == 1 && score(bar, .betweenness) == 1)
    #expect(score(bar, .knownDomains) == 0.5 && bar.isCapture)
    let signals = SignalReading(try sketch.network(), at: now, on: day)
    let reading = try ReferentReading(
      try ReferentDesignation(member: hub, since: since), ReferentFacts(), signals: signals)
    #expect(reading.parts == (now: 1, without: 4))
    #expect(reading.departure.uncovered == [.care])
  }

  @Test func offHoursAreWhereTheOwnerIs() throws {
    var sketch = Sketch()
    let paul = try sketch.member("Paul", [.care])
    try sketch.contact(paul, daysBefore: 0, now, place: "home")
    try sketch.contact(paul, daysBefore: 1, now, place: "café")
    let bar = try read(sketch, paul)[.flexibility]
    #expect(score(bar, .offHours) == 0.5 && score(bar, .places) == 0.5)
    let far = try #require(TimeZone(secondsFromGMT: 8 * 3600))
    let there = try read(sketch, paul, ReferentFacts(timeZone: far))[.flexibility]
    #expect(score(there, .offHours) == 1)
  }

  @Test func lookingBoundsProactivity() throws {
    var sketch = Sketch()
    let paul = try sketch.member("Paul", [.care])
    try sketch.contact(paul, daysBefore: 1, now)
    let facts = ReferentFacts(renewals: ReferentFacts.Ratio(2, of: 2), incidentDays: [0])
    #expect(try read(sketch, paul, facts)[.proactivity]?.value == 1)
    #expect(try read(sketch, paul, facts, openings: 2)[.proactivity]?.value == 1)
    #expect(try read(sketch, paul, facts, openings: 8)[.proactivity]?.value == 0.25)
  }

  @Test func threeYearsWithOnePersonAreTheWholeBar() throws {
    var sketch = Sketch()
    let paul = try sketch.member("Paul", [.care], formal: true)
    let other = try sketch.member("other", [.care])
    for days in [1.0, 2, 3] { try sketch.contact(paul, daysBefore: days, now) }
    let facts = ReferentFacts(keptAcrossServices: true)
    let bar = try #require(try read(sketch, paul, facts, substitute: other)[.continuity])
    #expect(abs(try #require(bar.value) - 1) < 0.001)
    let second = try sketch.member("second", [.care], formal: true)
    try sketch.contact(second, daysBefore: 1, now)
    // (9 + 1 − 4) ÷ (4 × 3)
    #expect(score(try read(sketch, paul)[.continuity], .careIndex) == 0.5)
    #expect(score(try read(sketch, paul)[.continuity], .substitute) == 0)
  }

  @Test func aRatioOfNothingIsNone() {
    #expect(ReferentFacts.Ratio(0, of: 0) == nil && ReferentFacts.Ratio(2, of: 1) == nil)
  }
}

@Suite struct HandoverTests {
  private let scope: Set<Compartment> = [.of(.housing, .people), .of(.leisure, .plan)]

  private func member(_ seed: UInt64) -> MemberID {
    var generator = SeededGenerator(seed: seed)
    return MemberID(card: NetworkItemID(using: &generator))
  }

  private func active(substitute: MemberID? = nil) throws -> Handover {
    var handover = try Handover(referent: member(1), substitute: substitute, scope: scope)
    #expect(try handover.take(.accept).isEmpty)
    let first = try #require(Day("2026-01-01"))
    #expect(try handover.take(.begin(first)) == [.consentAnew(member(1), atMost: scope)])
    return handover
  }

  @Test func aHandoverGoesThroughAllItsStates() throws {
    var handover = try active()
    let start = try #require(Day("2026-03-01"))
    let asked = try handover.take(.double(member(2), start))
    #expect(asked == [.consentAnew(member(2), atMost: scope)])
    let met = try [#require(Day("2026-03-05")), #require(Day("2026-03-20"))]
    let end = try #require(Day("2026-03-31"))
    _ = try handover.take(.threeWayContact(met[0]))
    _ = try handover.take(.threeWayContact(met[0]))
    #expect(throws: Handover.Refusal.tooFewContacts) { try handover.take(.transfer(end)) }
    _ = try handover.take(.threeWayContact(met[1]))
    let early = try #require(Day("2026-03-30"))
    #expect(throws: Handover.Refusal.tooEarly) { try handover.take(.transfer(early)) }
    #expect(try handover.take(.transfer(end)) == [.endAccess(member(1))])
    #expect(try handover.take(.close).isEmpty)
    #expect(handover.state == .closed)
  }

  @Test func aSuddenDepartureOpensNothing() throws {
    var handover = try active(substitute: member(3))
    let proposals = try handover.take(.depart)
    #expect(proposals == [.endAccess(member(1)), .nameSubstitute(member(3))])
    #expect(handover.state == .closed)
    var alone = try active()
    #expect(try alone.take(.depart) == [.endAccess(member(1))])
  }

  @Test func theOwnerMayDismissAtOnce() throws {
    var handover = try active()
    #expect(try handover.take(.dismiss) == [.endAccess(member(1))])
    #expect(throws: Handover.Refusal.wrongState) { try handover.take(.dismiss) }
    var proposed = try Handover(referent: member(1), scope: scope)
    #expect(try proposed.take(.dismiss).isEmpty && proposed.state == .closed)
  }

  /// Whatever comes, in whatever order: a refusal changes nothing, no proposal goes beyond the old
  /// scope, and a transfer has its days and contacts.
  @Test func noOrderOfEventsGoesAround() throws {
    var generator = SeededGenerator(seed: 61)
    let days = try (1...9).flatMap { month in
      try [1, 15].map { try #require(Day(year: 2026, month: month, day: $0)) }
    }
    for _ in 0..<500 {
      var handover = try Handover(referent: member(1), substitute: member(3), scope: scope)
      for _ in 0..<12 {
        let when = days.randomElement(using: &generator) ?? days[0]
        let events: [Handover.Event] = [
          .accept, .begin(when), .double(member(2), when), .double(member(1), when),
          .threeWayContact(when), .transfer(when), .close, .dismiss, .depart,
        ]
        let event = events[Int.random(in: 0..<events.count, using: &generator)]
        let before = handover
        do {
          for case .consentAnew(_, let most) in try handover.take(event) {
            #expect(most.isSubset(of: scope))
          }
        } catch {
          #expect(handover == before)
        }
        if handover.state == .transferred, before.state == .doubling,
          case .transfer(let end) = event
        {
          let start = try #require(before.doublingSince)
          #expect(end.count - start.count >= 30 && before.threeWayDays.count >= 2)
        }
      }
    }
  }
}
