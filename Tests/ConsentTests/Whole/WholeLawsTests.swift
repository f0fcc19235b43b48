import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

@Suite struct WholeLawsTests {
  static let now = WholeFixture.now
  static let nobody = WholeFixture.nobody

  /// A record with a ledger of grants by different viewers, some twice.
  private func world(
    seed: UInt64, viewers: Int
  ) throws -> (fixture: WholeFixture, items: [WeighedItem], lines: [LedgerLine]) {
    var fixture = WholeFixture(seed: seed)
    let items = fixture.weighedItems(domains: 3 + Int(seed % 9), carriers: 3, each: 5)
    var lines: [LedgerLine] = []
    for _ in 0..<viewers {
      let viewer = fixture.viewer()
      let picked = items.filter { !$0.reserved }.shuffled(using: &fixture.generator).prefix(2)
      lines.append(
        fixture.line(
          fixture.scope(
            viewer: viewer, compartments: Int.random(in: 0...20, using: &fixture.generator),
            selecting: Array(picked))))
    }
    return (fixture, items, lines)
  }

  private func measured(_ items: [WeighedItem], _ lines: [LedgerLine]) -> MeasuredWeights {
    Weights(items).measured(selectable: lines.flatMap(\.scope.selection))
  }

  private func figures(
    _ items: [WeighedItem], _ lines: [LedgerLine], of viewer: Fingerprint
  ) throws -> Figures {
    Whole.figures(
      of: Whole.Subject(viewer: viewer, authority: nil), ledger: try Ledger(lines: lines),
      weights: measured(items, lines), authorities: Self.nobody, now: Self.now)
  }

  /// Weighs items one by one, with no atoms and no bounds.
  private func bruteWeight(_ scopes: [GrantedScope], _ weights: Weights) -> Int {
    weights.entries.filter { entry in
      !entry.item.reserved
        && scopes.contains { scope in
          scope.compartments.contains(entry.item.compartment)
            || scope.selection.contains(
              SelectedItem(item: entry.item.id, compartment: entry.item.compartment))
        }
    }.reduce(0) { $0 + $1.units }
  }

  private func combinations<Element>(_ list: [Element], _ size: Int) -> [[Element]] {
    guard size > 0 else { return [[]] }
    guard let first = list.first else { return [] }
    let rest = Array(list.dropFirst())
    return combinations(rest, size - 1).map { [first] + $0 } + combinations(rest, size)
  }

  @Test(arguments: UInt64(0)..<60)
  func figuresEqualBruteForce(_ seed: UInt64) throws {
    let (_, items, lines) = try world(seed: seed, viewers: 2 + Int(seed % 6))
    let weights = Weights(items)
    let total = weights.entries.reduce(0) { $0 + $1.units }
    let scopes = lines.map(\.scope)
    func share(_ weight: Int) -> Int { (weight * 10_000 + total - 1) / total }
    func best(_ size: Int) -> Int {
      guard scopes.count > size else { return bruteWeight(scopes, weights) }
      return combinations(scopes, size).map { bruteWeight($0, weights) }.max() ?? 0
    }
    let kappa = (1...scopes.count).first { size in
      combinations(scopes, size).contains { bruteWeight($0, weights) * 10 >= total * 8 }
    }
    let figures = try figures(items, lines, of: scopes[0].viewer)
    #expect(figures.viewerShare == share(bruteWeight([scopes[0]], weights)))
    #expect(figures.coalitionPersons == share(best(3)))
    #expect(figures.coalitionAuthorities == share(best(2)))
    #expect(figures.kappaPersons == kappa)
    #expect(figures.kappaAuthorities == kappa)
    #expect(figures.neverSeen == (total - bruteWeight(scopes, weights)) * 10_000 / total)
  }

  @Test(arguments: UInt64(100)..<130)
  func kappaNeverGrowsWhenAGrantIsAdded(_ seed: UInt64) throws {
    let (_, items, lines) = try world(seed: seed, viewers: 8)
    var last: Int?
    for count in 1...lines.count {
      let grants = Array(lines.prefix(count))
      let kappa = try figures(items, grants, of: lines[0].scope.viewer).kappaPersons
      if let last { #expect(try #require(kappa) <= last) }
      last = kappa ?? last
    }
  }

  @Test(arguments: UInt64(200)..<220)
  func figuresDoNotDependOnOrder(_ seed: UInt64) throws {
    var (fixture, items, lines) = try world(seed: seed, viewers: 7)
    let before = try figures(items, lines, of: lines[0].scope.viewer)
    let viewer = lines[0].scope.viewer
    lines.shuffle(using: &fixture.generator)
    items.shuffle(using: &fixture.generator)
    #expect(try figures(items, lines, of: viewer) == before)
  }

  @Test(arguments: UInt64(300)..<330)
  func aGrantInWhichNothingIsNewChangesNoFigure(_ seed: UInt64) throws {
    let (_, items, lines) = try world(seed: seed, viewers: 5)
    let ledger = try Ledger(lines: lines)
    let old = lines[0].scope
    let before = try figures(items, lines, of: old.viewer)
    let again = GrantedScope(
      viewer: old.viewer, authority: nil, referent: false,
      compartments: old.compartments.prefix(3), selection: old.selection.prefix(1),
      from: old.from, until: old.until)
    var after = Whole.figures(
      after: again, ledger: ledger, weights: measured(items, lines), authorities: Self.nobody,
      now: Self.now)
    #expect(after.durationDays == 90)
    after.durationDays = 0
    #expect(after == before)
  }

  @Test(arguments: UInt64(400)..<420)
  func paddingTheRecordLowersNoShareForThirtyDays(_ seed: UInt64) throws {
    var (fixture, items, lines) = try world(seed: seed, viewers: 4)
    var ledger = Ledger()
    for line in lines { try ledger.publish(line, weights: measured(items, lines)) }
    let subject = Whole.Subject(viewer: lines[0].scope.viewer, authority: nil)
    func figures(_ items: [WeighedItem], after days: Double) -> Figures {
      Whole.figures(
        of: subject, ledger: ledger, weights: measured(items, lines), authorities: Self.nobody,
        now: Self.now.addingTimeInterval(days * WholeFixture.day))
    }
    let before = figures(items, after: 0)
    let domain = items[0].domain
    let padding = (0..<40).map { _ in
      WeighedItem(
        id: fixture.item(), domain: domain, facet: .notes, carrier: .member(fixture.item()),
        reserved: true)
    }
    for days in [0, 1, 29.9] {
      let after = figures(items + padding, after: days)
      #expect(after.viewerShare >= before.viewerShare)
      #expect(after.authorityShare >= before.authorityShare)
      #expect(after.coalitionPersons >= before.coalitionPersons)
      #expect(after.coalitionAuthorities >= before.coalitionAuthorities)
      #expect(after.neverSeen <= before.neverSeen)
    }
    // Without the memory the padding would have worked, or the test proves nothing.
    let forgotten = figures(items + padding, after: 30)
    let plain = Whole.figures(
      of: subject, ledger: try Ledger(lines: lines),
      weights: measured(items + padding, lines), authorities: Self.nobody,
      now: Self.now.addingTimeInterval(30 * WholeFixture.day))
    #expect(forgotten == plain)
  }

  @Test func paddingWouldLowerAShareWithoutTheMemory() throws {
    var fixture = WholeFixture(seed: 1)
    let item = WeighedItem(
      id: fixture.item(), domain: .care, facet: .notes, carrier: .owner, reserved: false)
    let pad = WeighedItem(
      id: fixture.item(), domain: .care, facet: .notes, carrier: .member(fixture.item()),
      reserved: true)
    let scope = GrantedScope(
      viewer: fixture.viewer(), authority: nil, referent: false,
      compartments: [.of(.care, .notes)], selection: [], from: Self.now,
      until: Self.now + WholeFixture.day)
    let line = fixture.line(scope)
    #expect(try figures([item], [line], of: scope.viewer).viewerShare == 10_000)
    #expect(try figures([item, pad], [line], of: scope.viewer).viewerShare == 5000)
  }

  @Test(.timeLimit(.minutes(60)))
  func viewersWhoAllButOverlapDoNotHoldUpTheHub() throws {
    // Sixty viewers with three compartments each: a set cover, hard for any exact search.
    var fixture = WholeFixture(seed: 600)
    let items = Compartment.all.dropLast().compactMap { compartment -> WeighedItem? in
      guard case .of(let domain, let facet) = compartment else { return nil }
      return WeighedItem(
        id: fixture.item(), domain: domain, facet: facet, carrier: .owner, reserved: false)
    }
    let lines = (0..<60).map { _ in
      let viewer = fixture.viewer()
      return fixture.line(fixture.scope(viewer: viewer, compartments: 3))
    }
    let kappa = try #require(try figures(items, lines, of: lines[0].scope.viewer).kappaPersons)
    // 58 of the 72 equal compartments are needed, three at most from each.
    #expect((20...60).contains(kappa))
  }

  @Test(.timeLimit(.minutes(60)))
  func sixtyViewersAreEnumerated() throws {
    for seed in UInt64(500)..<502 {
      var fixture = WholeFixture(seed: seed)
      let items = fixture.weighedItems(domains: 12, carriers: 6, each: 6)
      let lines = (0..<60).map { _ in
        let viewer = fixture.viewer()
        let picked = items.filter { !$0.reserved }.shuffled(using: &fixture.generator).prefix(3)
        return fixture.line(
          fixture.scope(
            viewer: viewer, compartments: Int.random(in: 1...14, using: &fixture.generator),
            selecting: Array(picked)))
      }
      let figures = try figures(items, lines, of: lines[0].scope.viewer)
      #expect(figures.coalitionPersons > 0)
      #expect(figures.coalitionPersons >= figures.coalitionAuthorities)
    }
  }
}
