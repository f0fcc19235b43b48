import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

@Suite struct ObstacleProposalTests {
  private let day = Day("2026-06-15") ?? .last
  private let now = Date(timeIntervalSince1970: 1_781_524_800)

  private func propose(
    _ sketch: Sketch, _ requests: [PressingRequest] = [], _ facts: SignalFacts = SignalFacts()
  ) throws -> [ObstacleProposal] {
    ObstacleProposal.proposals(
      SignalReading(try sketch.network(), facts, at: now, on: day), requests: requests)
  }

  private func request(
    _ pressures: Set<PressingRequest.Pressure>, id: String = "r", member: MemberID? = nil
  ) throws -> PressingRequest {
    try #require(
      PressingRequest(
        id: id, name: "The home", member: member, time: now, pressures: pressures))
  }

  /// Two close people and a doctor: nothing closes on the owner.
  private func open() throws -> Sketch {
    var sketch = Sketch()
    _ = try sketch.member("sister", [.relations], circle: .closest)
    _ = try sketch.member("friend", [.leisure])
    _ = try sketch.member("doctor", [.care], formal: true, authority: "clinic")
    return sketch
  }

  @Test func nothingIsProposedWithoutACause() throws {
    #expect(try propose(Sketch()).isEmpty)
    #expect(try propose(try open()).isEmpty)
    #expect(
      PressingRequest(id: "r", name: "x", member: nil, time: now, pressures: []) == nil)
  }

  @Test(arguments: [(2, false), (3, true), (5, true)])
  func oneAuthorityAloneInThreeDomainsIsOneRoof(_ count: Int, _ isProposed: Bool) throws {
    var sketch = try open()
    let domains = Array([LifeDomain.housing, .work, .leisure, .nutrition, .mobility].prefix(count))
    // Two services of the same parent authority are one.
    for (number, domain) in domains.enumerated() {
      _ = try sketch.member(
        "\(number)", [domain], formal: true, authority: "service-\(number)", parent: "roof")
    }
    let proposals = try propose(sketch)
    #expect(proposals.map(\.code) == (isProposed ? [.encompassing] : []))
    let roof = try #require(AuthorityReference("roof"))
    if isProposed {
      #expect(proposals.first?.grounds == [.soleAuthority(roof, domains.sorted())])
    }
  }

  @Test func anotherAuthorityInADomainOpensTheRoof() throws {
    var sketch = try open()
    _ = try sketch.member(
      "one", [.housing, .work, .leisure], formal: true, authority: "roof")
    #expect(try propose(sketch).count == 1)
    _ = try sketch.member("two", [.work], formal: true, authority: "other")
    #expect(try propose(sketch).isEmpty)
  }

  @Test func nobodyCloseCountsAmongProfessionalsAlone() throws {
    var sketch = Sketch()
    _ = try sketch.member("friend", [.leisure])
    #expect(try propose(sketch).isEmpty)
    _ = try sketch.member("a", [.care], formal: true, authority: "a")
    #expect(try propose(sketch).isEmpty)
    _ = try sketch.member("b", [.work], formal: true, authority: "b")
    #expect(try propose(sketch).first?.grounds == [.signal(.nobodyClose)])
  }

  @Test func aRequestThatPressesSuggestsAnInjunction() throws {
    let sketch = try open()
    for pressures: Set<PressingRequest.Pressure> in [
      [.condition], [.wholeNetwork], [.condition, .wholeNetwork],
    ] {
      let asked = try request(pressures)
      let proposals = try propose(sketch, [asked])
      #expect(proposals.map(\.code) == [.injunction])
      #expect(proposals.first?.grounds == [.request(asked)])
      #expect(proposals.first?.isAsked == true)
    }
  }

  @Test func helpThatFallsAfterARefusalSuggestsItToo() throws {
    var sketch = try open()
    let worker = try sketch.member("worker", [.housing], formal: true, authority: "office")
    for days in [90.0, 100, 110] { try sketch.contact(worker, daysBefore: days, now) }
    let refusal = SignalFacts.Refusal(
      member: worker, time: now.addingTimeInterval(-70 * 86_400))
    let proposals = try propose(sketch, [], SignalFacts(refusals: [refusal]))
    #expect(proposals.map(\.code) == [.injunction])
    #expect(proposals.first?.grounds == [.signal(.helpAfterRefusal)])
    #expect(proposals.first?.isAsked == false)
  }

  @Test func oneWhoAskedIsNamedAndSeveralAreNot() throws {
    var sketch = try open()
    let home = try sketch.member("home", [.housing], formal: true)
    let one = try request([.condition], member: home)
    #expect(try propose(sketch, [one]).first?.member == home)
    let other = try request([.condition], id: "s")
    #expect(try propose(sketch, [one, other]).first?.member == nil)
  }

  @Test func whatIsNotedIsNotProposedUntilItIsOver() throws {
    let asked = try request([.condition])
    let cases: [(Obstacle.Outcome, String?, Bool)] = [
      (.remains, nil, false), (.remains, "2026-06-15", false), (.remains, "2026-06-14", true),
      (.lifted, nil, true), (.bypassed, nil, true),
    ]
    for (outcome, until, isProposed) in cases {
      var sketch = try open()
      try sketch.add(
        .obstacle(
          try Obstacle(
            domain: .housing, code: .injunction, until: until.flatMap(Day.init), severity: .mild,
            outcome: outcome)))
      #expect(try propose(sketch, [asked]).isEmpty != isProposed)
    }
  }

  /// The record is read, never changed, and the order of the requests does not matter.
  @Test func theOrderOfRequestsChangesNothing() throws {
    let sketch = try open()
    let requests = try ["a", "b", "c"].map { try request([.condition], id: $0) }
    let first = try propose(sketch, requests)
    #expect(try propose(sketch, requests.reversed()) == first)
    #expect(first.first?.grounds.count == 3)
  }

  @Test(arguments: Language.allCases)
  func everyGroundHasWordsAndWhatItComesFrom(_ language: Language) throws {
    let roof = try #require(AuthorityReference("roof"))
    let grounds: [ObstacleProposal.Ground] = [
      .soleAuthority(roof, [.housing]), .signal(.mediated),
      .request(try request([.condition, .wholeNetwork])),
    ]
    #expect(grounds.allSatisfy { !$0.title(language).isEmpty && !$0.basis(language).isEmpty })
    #expect(Set(grounds.map { $0.title(language) }).count == grounds.count)
  }

  @Test func theOwnersCircleIsTheirRatingOfCloseness() throws {
    let ratings: [(Member.Circle?, Double?)] = [
      (.closest, 1), (.close, 2.0 / 3), (.important, 1.0 / 3), (nil, nil),
    ]
    for (circle, closeness) in ratings {
      var sketch = Sketch()
      let paul = try sketch.member("Paul", [.care], circle: circle)
      let facts = ReferentFacts(
        try ReferentDesignation(member: paul, since: day), in: try sketch.network(),
        timeZone: .gmt)
      #expect(facts.closeness == closeness)
    }
  }
}
