import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

@Suite struct LedgerTests {
  static let now = WholeFixture.now
  static let day = WholeFixture.day

  private func weights(_ fixture: inout WholeFixture) -> MeasuredWeights {
    Weights(fixture.weighedItems(domains: 6, carriers: 2, each: 4)).measured(selectable: [])
  }

  @Test func aRevocationDeletesNoLineAndChangesTheHash() throws {
    var fixture = WholeFixture(seed: 1)
    var ledger = Ledger()
    let line = fixture.line(fixture.scope(viewer: fixture.viewer(), compartments: 4))
    try ledger.publish(line, weights: weights(&fixture))
    let before = try ledger.hash
    #expect(line.isLive(at: Self.now))
    ledger.end([line.grant], at: Self.now + 60)
    #expect(ledger.lines.count == 1)
    #expect(try ledger.hash != before)
    #expect(ledger.live(at: Self.now + 60).isEmpty)
    #expect(ledger.live(at: Self.now + 59).count == 1)
    ledger.end([line.grant], at: Self.now + 120)
    #expect(ledger[line.grant]?.end == Self.now + 60)
  }

  @Test func aGrantIsPublishedOnce() throws {
    var fixture = WholeFixture(seed: 2)
    var ledger = Ledger()
    let line = fixture.line(fixture.scope(viewer: fixture.viewer(), compartments: 4))
    try ledger.publish(line, weights: .empty)
    #expect(throws: ConsentError(.contradiction, at: "ledger.grant")) {
      try ledger.publish(line, weights: .empty)
    }
  }

  @Test func whatNoLongerCountsIsTrimmed() throws {
    var fixture = WholeFixture(seed: 3)
    var ledger = Ledger()
    let line = fixture.line(fixture.scope(viewer: fixture.viewer(), compartments: 4, days: 10))
    try ledger.publish(line, weights: weights(&fixture))
    ledger.record(
      Ledger.Opening(viewer: line.scope.viewer, grant: line.grant, time: Self.now))
    ledger.trim(at: Self.now + 27 * Self.day)
    #expect(ledger.openings.count == 1)
    ledger.trim(at: Self.now + 29 * Self.day)
    #expect(ledger.openings.isEmpty && ledger.snapshots.count == 1)
    ledger.trim(at: Self.now + 30 * Self.day)
    #expect(ledger.snapshots.isEmpty)
    ledger.trim(at: Self.now + 739 * Self.day)
    #expect(ledger.lines.count == 1)
    ledger.trim(at: Self.now + 740 * Self.day)
    #expect(ledger.lines.isEmpty)
  }

  @Test func aLedgerIsReadBackFromItsCanonicalForm() throws {
    var fixture = WholeFixture(seed: 4)
    var ledger = Ledger()
    let items = fixture.weighedItems(domains: 7, carriers: 3, each: 4)
    for _ in 0..<6 {
      let picked = items.filter { !$0.reserved }.shuffled(using: &fixture.generator).prefix(2)
      let line = fixture.line(
        fixture.scope(
          viewer: fixture.viewer(), authority: AuthorityID("estran"), compartments: 4,
          selecting: Array(picked)))
      try ledger.publish(
        line, weights: Weights(items).measured(selectable: line.scope.selection))
      ledger.record(
        Ledger.Opening(viewer: line.scope.viewer, grant: line.grant, time: Self.now))
    }
    let bytes = try CanonicalJSON.encode(ledger)
    #expect(try CanonicalJSON.decode(Ledger.self, from: bytes) == ledger)
  }

  @Test func impossibleWeightsAreRefused() throws {
    func decode(_ text: String) throws -> MeasuredWeights {
      try CanonicalJSON.decoder.decode(MeasuredWeights.self, from: Data(text.utf8))
    }
    let whole = #"{"compartment":"care/notes","units":1000000000}"#
    #expect(
      try decode(#"{"compartments":[\#(whole)],"reserve":[],"selectable":[]}"#).total
        == 1_000_000_000)
    #expect(try decode(#"{"compartments":[],"reserve":[],"selectable":[]}"#) == .empty)
    // A domain understated, two unequal domains, an emergency compartment, a negative weight,
    // an item heavier than its compartment, an entry twice.
    for text in [
      #"{"compartments":[{"compartment":"care/notes","units":900000000}],"reserve":[],"selectable":[]}"#,
      #"{"compartments":[{"compartment":"care/notes","units":500000000}],"reserve":[{"domain":"work","units":400000000}],"selectable":[]}"#,
      #"{"compartments":[{"compartment":"emergency","units":1000000000}],"reserve":[],"selectable":[]}"#,
      #"{"compartments":[{"compartment":"care/ties","units":-1},{"compartment":"care/notes","units":1000000000}],"reserve":[],"selectable":[]}"#,
      #"{"compartments":[\#(whole)],"reserve":[],"selectable":[{"compartment":"care/notes","item":"AAAAAAAAAAAAAAAAAAAAAA","units":1000000001}]}"#,
      #"{"compartments":[\#(whole)],"reserve":[],"selectable":[{"compartment":"care/plan","item":"AAAAAAAAAAAAAAAAAAAAAA","units":1}]}"#,
      #"{"compartments":[\#(whole),\#(whole)],"reserve":[],"selectable":[]}"#,
    ] {
      #expect(throws: ConsentError.self) { try decode(text) }
    }
  }

  @Test func everyWeighedRecordIsAPossibleOne() throws {
    for seed in UInt64(0)..<40 {
      var fixture = WholeFixture(seed: seed)
      let items = fixture.weighedItems(
        domains: 1 + Int(seed % 12), carriers: 1 + Int(seed % 30), each: 7)
      let picked = items.shuffled(using: &fixture.generator).prefix(5)
        .map { SelectedItem(item: $0.id, compartment: $0.compartment) }
      let weights = Weights(items).measured(selectable: picked)
      let bytes = try CanonicalJSON.encode(weights)
      #expect(try CanonicalJSON.decode(MeasuredWeights.self, from: bytes) == weights)
    }
  }

  @Test func theRateCountsDaysNotOpenings() throws {
    var fixture = WholeFixture(seed: 5)
    var ledger = Ledger()
    let line = fixture.line(
      fixture.scope(viewer: fixture.viewer(), compartments: 4, from: Self.now - 9 * Self.day))
    try ledger.publish(line, weights: .empty)
    func opening(daysAgo: Double, emergency: Bool = false) -> Ledger.Opening {
      Ledger.Opening(
        viewer: line.scope.viewer, grant: line.grant, time: Self.now - daysAgo * Self.day,
        emergency: emergency)
    }
    func refusals() -> [LimitID] {
      let figures = Whole.releaseFigures(
        of: line, ledger: ledger, weights: .empty, authorities: WholeFixture.nobody,
        now: Self.now)
      return Guards.refusals(figures, limits: .standard).map(\.limit)
    }
    for daysAgo in [0.0, 0, 1, 2, 3] { ledger.record(opening(daysAgo: daysAgo)) }
    ledger.record(opening(daysAgo: 4, emergency: true))
    ledger.record(opening(daysAgo: 7))
    ledger.record(
      Ledger.Opening(viewer: fixture.viewer(), grant: line.grant, time: Self.now - 5 * Self.day))
    #expect(refusals() == [])
    ledger.record(opening(daysAgo: 6))
    #expect(refusals() == [])
    ledger.record(opening(daysAgo: 5))
    #expect(refusals() == [.rate])
  }

  @Test func aRunJoinsGapsUnderThirtyDays() throws {
    var fixture = WholeFixture(seed: 6)
    let viewer = fixture.viewer()
    func run(gap: TimeInterval) throws -> Figures {
      var fixture = WholeFixture(seed: 6)
      let first = fixture.line(
        fixture.scope(
          viewer: viewer, compartments: 1, from: Self.now - gap - 100 * Self.day, days: 100))
      let proposal = fixture.scope(viewer: viewer, compartments: 1, days: 10)
      return Whole.figures(
        after: proposal, ledger: try Ledger(lines: [first]), weights: .empty,
        authorities: WholeFixture.nobody, now: Self.now)
    }
    #expect(try run(gap: 30 * Self.day - 1).runDays == 140)
    #expect(try run(gap: 30 * Self.day).runDays == 10)
    #expect(try run(gap: -5 * Self.day).runDays == 105)
  }

  @Test func aThirdPersonMayLetARunGoOn() throws {
    var fixture = WholeFixture(seed: 7)
    let viewer = fixture.viewer()
    let lines = (1...5).map { index in
      fixture.line(
        fixture.scope(
          viewer: viewer, compartments: 1, from: Self.now - Double(index * 180) * Self.day,
          days: 180))
    }
    func refusals(thirdPerson: Bool) throws -> [LimitID] {
      let proposal = GrantedScope(
        viewer: viewer, authority: nil, referent: false, thirdPerson: thirdPerson,
        compartments: [.of(.care, .plan)], selection: [], from: Self.now,
        until: Self.now + Self.day)
      let figures = Whole.figures(
        after: proposal, ledger: try Ledger(lines: lines), weights: .empty,
        authorities: WholeFixture.nobody, now: Self.now)
      #expect(figures.runDays == 901)
      return Guards.refusals(figures, limits: .standard).map(\.limit)
    }
    #expect(try refusals(thirdPerson: false) == [.run])
    #expect(try refusals(thirdPerson: true) == [])
  }
}
