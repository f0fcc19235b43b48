import PersonalNetwork
import TestSupport
import Testing

@testable import Page

@Suite struct NetworkPictureTests {
  @Test func theOrderOfTheItemsChangesNothing() throws {
    var fixture = NetworkFixture(seed: 1)
    let items = try fixture.items(members: 20, domains: 3)
    let one = NetworkPicture(try PersonalNetwork(items: items), .french)
    let other = NetworkPicture(
      try PersonalNetwork(items: items.shuffled(using: &fixture.generator)), .french)
    #expect(one == other)
    #expect(one.drawing(.french).source == other.drawing(.french).source)
  }

  @Test(arguments: [1, 2, 5, 17, 30, 31, 60], [1, 2, 3] as [UInt64])
  func noTextCoversAnother(members: Int, seed: UInt64) throws {
    var fixture = NetworkFixture(seed: seed)
    let network = try PersonalNetwork(items: fixture.items(members: members, domains: 2))
    for language in Language.allCases {
      let picture = NetworkPicture(network, language)
      #expect(picture.dots.count == members)
      #expect(picture.labels.count == members)
      let boxes = (picture.labels + picture.domainLabels).map(\.box)
      for (index, box) in boxes.enumerated() {
        #expect(!boxes[(index + 1)...].contains { $0.overlaps(box) })
        #expect(picture.frame.union(box) == picture.frame)
      }
    }
  }

  @Test(arguments: [17, 60])
  func noDotCoversAnotherThoughAllAreClose(members: Int) throws {
    var fixture = NetworkFixture(seed: 4)
    var items: [NetworkItem] = []
    for number in 0..<members {
      let card = try fixture.card("P\(number)", circle: .closest)
      items += [card, try fixture.tie(card, number < 9 ? LifeDomain.allCases[number] : .leisure)]
    }
    let picture = NetworkPicture(try PersonalNetwork(items: items), .french)
    for (index, dot) in picture.dots.enumerated() {
      for other in picture.dots[(index + 1)...] {
        #expect(dot.point.distance(to: other.point) > 2 * picture.dotRadius)
      }
      #expect(dot.point.distance(to: Point(x: 0, y: 0)) < picture.rings[0])
    }
  }

  @Test func aMemberIsOnceWhereTheTieIsStrongest() throws {
    var fixture = NetworkFixture(seed: 2)
    let ines = try fixture.card("Inès", circle: .closest)
    let network = try PersonalNetwork(items: [
      ines, fixture.tie(ines, .care, strength: .weak, support: .much),
      fixture.tie(ines, .leisure, strength: .strong), fixture.tie(ines, .work),
    ])
    let picture = NetworkPicture(network, .french)
    #expect(picture.dots.map(\.domain) == [.leisure])
    #expect(picture.dots.map(\.ring) == [1])
    #expect(picture.sectors.map(\.domain) == [.care, .work, .leisure])
    #expect(picture.labels.map(\.text) == ["Inès"])
  }

  @Test func supportAndStressAreToldByTheStyleOfTheLine() throws {
    var fixture = NetworkFixture(seed: 3)
    let cards = try ["a", "b", "c", "d", "e"].map { try fixture.card($0) }
    let network = try PersonalNetwork(
      items: cards + [
        fixture.tie(cards[0], .work, support: .much),
        fixture.tie(cards[1], .work, stress: .little),
        fixture.tie(cards[2], .work, support: .little),
        fixture.tie(cards[2], .care, stress: .some),
        fixture.tie(cards[3], .work, support: TieDegree.none, stress: TieDegree.none),
      ])
    let picture = NetworkPicture(network, .french)
    let lines = Dictionary(uniqueKeysWithValues: picture.dots.map { ($0.name, $0.line) })
    #expect(
      lines == ["a": .support, "b": .stress, "c": .mixed, "d": .plain, "e": .plain])
    let source = picture.drawing(.french).source
    #expect(source.ranges(of: "<line class=\"support\"").count == 1)
    #expect(source.ranges(of: "<line class=\"stress\"").count == 1)
    #expect(source.ranges(of: "<line class=\"mixed\"").count == 1)
    #expect(source.ranges(of: "<line class=\"plain\"").count == 2)
  }

  @Test func theSecretGardenAloneIsDashed() throws {
    var fixture = NetworkFixture(seed: 5)
    let okoro = try fixture.card("Mme Okoro", reserved: true)
    let theo = try fixture.card("Théo")
    let items = [okoro, theo, try fixture.tie(okoro, .housing), try fixture.tie(theo, .housing)]
    let picture = NetworkPicture(try PersonalNetwork(items: items), .french)
    #expect(picture.dots.filter(\.isReserved).map(\.name) == ["Mme Okoro"])
    #expect(picture.drawing(.french).source.ranges(of: "reserved").count == 1)
    let open = NetworkPicture(
      try PersonalNetwork(items: [theo, fixture.tie(theo, .housing)]), .french)
    #expect(!open.drawing(.french).source.contains("reserved"))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"\u{301}><b onload='x'>", "</text><a href=x>",
    "\u{202E}drac", String(repeating: "e\u{301}\u{302}\u{303}", count: 20),
    "😀😀😀😀😀😀😀😀😀😀😀😀",
  ])
  func aNameIsTextWhateverItHolds(name: String) throws {
    var fixture = NetworkFixture(seed: 6)
    let card = try fixture.card(name, circle: .close)
    let network = try PersonalNetwork(items: [card, fixture.tie(card, .work)])
    let picture = NetworkPicture(network, .english)
    let list = NetworkList(ItemWords(network: network, language: .english))
    let source =
      picture.drawing(.english).source + list.people(picture).source + list.domains.source
    let scalars = String.UnicodeScalarView(source.unicodeScalars)
    for forbidden in ["<script", "<b", "<a href=x", "\u{202E}", "\"\u{301}", "onload='"] {
      #expect(scalars.firstRange(of: forbidden.unicodeScalars) == nil)
    }
    #expect(picture.labels[0].text.unicodeScalars.count <= 35)
  }

  @Test func anEmptyNetworkHasAPictureOfNobody() {
    let picture = NetworkPicture(PersonalNetwork(), .french)
    #expect(picture.dots.isEmpty && picture.labels.isEmpty && picture.sectors.isEmpty)
    #expect(picture.drawing(.french).source.contains("<title"))
  }

  @Test func sixtyMembersFitAPage() throws {
    var fixture = NetworkFixture(seed: 7)
    let network = try PersonalNetwork(items: fixture.items(members: 60, domains: 4))
    let picture = NetworkPicture(network, .french)
    #expect(picture.isNumbered)
    let list = NetworkList(ItemWords(network: network, language: .french))
    let pieces = [picture.drawing(.french), list.people(picture), list.domains]
    #expect(pieces.map(\.source.utf8.count).reduce(0, +) < 80_000)
  }
}
