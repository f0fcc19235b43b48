import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

@Suite struct SignalTests {
  private let day = Day("2026-06-15") ?? .last
  private let now = Date(timeIntervalSince1970: 1_781_524_800)

  private func read(
    _ sketch: Sketch, _ kind: Signal.Kind, _ facts: SignalFacts = SignalFacts()
  ) throws -> Signal {
    SignalReading(try sketch.network(), facts, at: now, on: day).signal(kind)
  }

  private func ago(_ days: Double) -> Date { now.addingTimeInterval(-86_400 * days) }

  @Test func anEmptyRecordIsSilentButForWhoIsMissing() {
    let signals = SignalReading(PersonalNetwork(), at: now, on: day).signals
    #expect(signals.map(\.kind) == Signal.Kind.allCases)
    #expect(signals.filter(\.raised).map(\.kind) == [.nobodyClose])
    #expect(signals.allSatisfy { $0.figure.map(\.isFinite) ?? true })
  }

  @Test func oneAuthorityOverAllDomainsIsTheGreatestConcentration() throws {
    var sketch = Sketch()
    _ = try sketch.member("a", [.care, .work], formal: true, authority: "one", parent: "top")
    _ = try sketch.member("b", [.housing], formal: true, authority: "two", parent: "top")
    #expect(try read(sketch, .concentration).figure == 1)
    _ = try sketch.member("c", [.care], formal: true, authority: "three")
    // Four pairs of authority and domain, three of them of one.
    #expect(try read(sketch, .concentration).figure == 10.0 / 16)
    let single = try read(sketch, .singleAuthority)
    #expect(single.subjects == [.domain(.housing), .domain(.work)] && single.raised)
  }

  @Test func formalAndCloseAreOfThoseWhoAreThere() throws {
    var sketch = Sketch()
    _ = try sketch.member("a", [.care], formal: true, circle: .closest)
    #expect(try read(sketch, .nobodyClose).raised)
    _ = try sketch.member("b", [.care], circle: .closest, until: Day("2026-01-01"))
    #expect(try read(sketch, .nobodyClose).raised)
    #expect(try read(sketch, .formalShare).figure == 1)
    _ = try sketch.member("c", [.care], circle: .closest)
    #expect(try !read(sketch, .nobodyClose).raised)
    #expect(try read(sketch, .formalShare).figure == 0.5)
  }

  @Test func onlyInformalTiesCountAsMediated() throws {
    let mediated = try TieQualities(mediatedBy: AuthorityReference("gate"))
    var sketch = Sketch()
    _ = try sketch.member("a", [.care], formal: true, qualities: mediated)
    #expect(try !read(sketch, .mediated).raised)
    let one = try sketch.member("b", [.care], qualities: mediated)
    let two = try sketch.member("c", [.care])
    try sketch.add(
      .memberTie(
        try MemberTie(domain: .care, from: one, to: two, relation: .knows, qualities: mediated)))
    let signal = try read(sketch, .mediated)
    #expect(signal.figure == 2 && signal.basis == 3)
  }

  @Test(arguments: [(2, 0, false), (3, 0, true), (3, 1, true), (4, 2, false), (5, 2, true)])
  func lookingMoreThanMeetingIsSurveillance(openings: Int, contacts: Int, raised: Bool) throws {
    var sketch = Sketch()
    let paul = try sketch.member("Paul", [.care], formal: true)
    for number in 0..<contacts {
      try sketch.contact(paul, daysBefore: Double(number) + 1, now)
    }
    try sketch.contact(paul, daysBefore: 31, now)
    let times = (0..<openings).map { ago(Double($0)) } + [ago(30), ago(40)]
    let facts = SignalFacts(
      openings: times.map { .init(viewer: "Paul", member: paul, time: $0) })
    let signal = try read(sketch, .surveillance, facts)
    #expect(signal.raised == raised)
    #expect(signal.subjects == (raised ? [.viewer("Paul")] : []))
    #expect(signal.basis == openings)
  }

  @Test(arguments: [(10, 7, false), (10, 6, true), (10, 12, false), (0, 0, false)])
  func helpThatFallsAfterANoIsTold(before: Int, after: Int, raised: Bool) throws {
    var sketch = Sketch()
    let asker = try sketch.member("a", [.care], formal: true, authority: "one")
    let colleague = try sketch.member("b", [.care], formal: true, authority: "one")
    let other = try sketch.member("c", [.care], formal: true, authority: "two")
    for number in 0..<before { try sketch.contact(asker, daysBefore: 101 + Double(number), now) }
    for number in 0..<after { try sketch.contact(colleague, daysBefore: 99 - Double(number), now) }
    try sketch.contact(other, daysBefore: 120, now)
    let refusal = SignalFacts.Refusal(member: asker, time: ago(100))
    let signal = try read(sketch, .helpAfterRefusal, SignalFacts(refusals: [refusal]))
    #expect(signal.raised == raised && signal.basis == (before > 0 ? 1 : 0))
    let young = SignalFacts.Refusal(member: asker, time: ago(59))
    #expect(try read(sketch, .helpAfterRefusal, SignalFacts(refusals: [young])).basis == 0)
  }

  @Test func objectivesOfOthersAndImposedAppointments() throws {
    var sketch = Sketch()
    let one = try sketch.member("a", [.care])
    let theirs = try sketch.add(
      .objective(try Objective(domain: .care, text: "x", author: .member(one))))
    try sketch.add(.objective(try Objective(domain: .care, text: "y", author: .owner)))
    try sketch.add(
      .objective(try Objective(domain: .care, text: "z", author: .member(one), state: .reached)))
    let objectives = try read(sketch, .othersObjectives)
    #expect(objectives.subjects == [.item(theirs)] && objectives.basis == 2)
    for days in [1.0, 8, 27, 28, -1] {
      try sketch.add(
        .appointment(
          try Appointment(domain: .care, text: "x", time: ago(days), origin: .imposed)))
    }
    #expect(try read(sketch, .imposed).figure == 0.75)
  }

  @Test func aFourthNewViewerIsTold() throws {
    func facts(_ days: [Double]) -> SignalFacts {
      SignalFacts(viewers: days.enumerated().map { .init(name: "\($0)", since: ago($1)) })
    }
    #expect(try !read(Sketch(), .newViewers, facts([1, 2, 3, 90, -1])).raised)
    #expect(try read(Sketch(), .newViewers, facts([1, 2, 3, 89])).raised)
  }

  @Test func aTieIsSilentAYearAfterItsLastContact() throws {
    var sketch = Sketch()
    let one = try sketch.member("a", [.care, .work])
    let two = try sketch.member("b", [.care])
    _ = try sketch.member("c", [.care])
    try sketch.contact(one, daysBefore: 366, now)
    try sketch.contact(two, daysBefore: 400, now)
    try sketch.contact(two, daysBefore: 364, now)
    let signal = try read(sketch, .silent)
    #expect(signal.figure == 2 && signal.basis == 3)
  }

  @Test func aDomainOnOneThreadIsTold() throws {
    var sketch = Sketch()
    _ = try sketch.member("leader", [.work], formal: true)
    _ = try sketch.member("a", [.care])
    _ = try sketch.member("b", [.care])
    #expect(try read(sketch, .oneThread).subjects == [.domain(.work)])
  }

  @Test func everySignalSaysWhatItIsComputedFrom() {
    for kind in Signal.Kind.allCases {
      for text in [kind.title, kind.basis] {
        #expect(!text(.fr).isEmpty && text(.fr) != text(.en))
      }
    }
  }
}
