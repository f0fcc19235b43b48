import PersonalNetwork
import TestSupport

/// Networks for the tests of the owner's pages, from a seed.
struct NetworkFixture {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func card(
    _ label: String, circle: Member.Circle? = nil, formal: Bool = false, reserved: Bool = false
  ) throws -> NetworkItem {
    try NetworkItem(
      id: NetworkItemID(using: &generator),
      content: .card(Member(kind: .person, label: label, formal: formal, circle: circle)),
      reserved: reserved)
  }

  mutating func tie(
    _ card: NetworkItem, _ domain: LifeDomain, strength: TieStrength? = nil,
    support: TieDegree? = nil, stress: TieDegree? = nil
  ) throws -> NetworkItem {
    try NetworkItem(
      id: NetworkItemID(using: &generator),
      content: .tie(
        Tie(
          domain: domain, member: MemberID(card: card.id),
          qualities: TieQualities(strength: strength, support: support, stress: stress))))
  }

  /// Members in random circles, each tied in up to so many domains and written about once.
  mutating func items(
    members: Int, domains: Int, label: (Int) -> String = { "Personne \($0)" }
  ) throws -> [NetworkItem] {
    var items: [NetworkItem] = []
    for number in 0..<members {
      let circle = ([nil] + Member.Circle.allCases).randomElement(using: &generator) ?? nil
      let card = try card(label(number), circle: circle, reserved: number % 7 == 3)
      items.append(card)
      for domain in LifeDomain.allCases.shuffled(using: &generator).prefix(domains) {
        items.append(
          try tie(
            card, domain, strength: TieStrength.allCases.randomElement(using: &generator),
            support: TieDegree.allCases.randomElement(using: &generator),
            stress: TieDegree.allCases.randomElement(using: &generator)))
      }
      let domain = LifeDomain.allCases.randomElement(using: &generator) ?? .housing
      items.append(
        try NetworkItem(
          id: NetworkItemID(using: &generator),
          content: .note(
            Note(
              domain: domain, member: MemberID(card: card.id),
              text: String(repeating: "des mots & encore ", count: 60)))))
    }
    return items
  }
}
