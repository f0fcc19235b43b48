import Foundation
import HubClient
import PersonalNetwork
import Testing

@testable import Page

/// What a person keeps of a request: whole parts, single lines, and a day.
@Suite struct AskedTests {
  /// Maman in housing and work, a note in each, and a note in the reserve.
  private struct World {
    let network: PersonalNetwork
    let card: NetworkItemID
    let housing: NetworkItemID
    let work: NetworkItemID
    let secret: NetworkItemID

    init() throws {
      card = NetworkItemID()
      housing = NetworkItemID()
      work = NetworkItemID()
      secret = NetworkItemID()
      let member = MemberID(card: card)
      let qualities = try TieQualities()
      network = try PersonalNetwork(items: [
        NetworkItem(id: card, content: .card(Member(kind: .person, label: "Maman <b>"))),
        NetworkItem(
          id: NetworkItemID(),
          content: .tie(Tie(domain: .housing, member: member, qualities: qualities))),
        NetworkItem(
          id: NetworkItemID(),
          content: .tie(Tie(domain: .work, member: member, qualities: qualities))),
        NetworkItem(id: housing, content: .note(Note(domain: .housing, text: "loyer"))),
        NetworkItem(id: work, content: .note(Note(domain: .work, member: member, text: "atelier"))),
        NetworkItem(
          id: secret, content: .note(Note(domain: .housing, text: "lettre")), reserved: true),
      ])
    }
  }

  private static let asked: [Compartment] = [
    .of(.housing, .people), .of(.housing, .plan), .of(.housing, .notes), .of(.work, .people),
    .of(.work, .notes),
  ]

  @Test func everyLineKeptKeepsThePartsWhole() throws {
    let world = try World()
    let kept = KeptScope(
      of: Self.asked, in: world.network, lines: [world.card, world.housing, world.work],
      parts: [.of(.housing, .plan)])
    #expect(kept.compartments == Self.asked.sorted())
    #expect(kept.items.isEmpty)
    #expect(!kept.lines(in: world.network).contains { $0.id == world.secret })
  }

  @Test func aLineTakenAwayIsSeenInNoPartThatIsLeft() throws {
    let world = try World()
    let kept = KeptScope(
      of: Self.asked, in: world.network, lines: [world.housing, world.work], parts: [])
    #expect(kept.compartments == [.of(.housing, .notes), .of(.work, .notes)])
    #expect(kept.items.isEmpty)
    #expect(Set(kept.lines(in: world.network).map(\.id)) == [world.housing, world.work])
  }

  @Test func whatIsKeptOfABrokenPartIsPickedSingly() throws {
    let world = try World()
    let other = NetworkItemID()
    let network = try PersonalNetwork(
      items: world.network.items + [
        NetworkItem(id: other, content: .note(Note(domain: .work, text: "autre")))
      ])
    let kept = KeptScope(of: Self.asked, in: network, lines: [world.work], parts: [])
    #expect(kept.compartments.isEmpty)
    #expect(kept.items == [world.work])
  }

  @Test func theFieldOfAFormGivesTheSameScopeAgain() throws {
    let world = try World()
    let kept = KeptScope(compartments: [.of(.housing, .notes)], items: [world.work])
    #expect(KeptScope(kept.text, asked: Self.asked, in: world.network) == kept)
  }

  @Test func aFormCannotNameMoreThanWasAsked() throws {
    let world = try World()
    for text in [
      "leisure/notes", "emergency", world.secret.description, NetworkItemID().description, "x",
    ] {
      #expect(KeptScope(text, asked: Self.asked, in: world.network) == nil)
    }
  }

  @Test func aLineOfAnotherFacetThanAskedCannotBeNamed() throws {
    let world = try World()
    #expect(
      KeptScope(world.card.description, asked: [.of(.work, .notes)], in: world.network) == nil)
  }

  @Test func whatStaysClosedIsCountedForTheOwner() throws {
    let world = try World()
    let seen = world.network.items.filter { $0.id == world.housing }
    let hidden = HiddenPart(in: world.network, seen: seen, open: [.housing])
    #expect(hidden.items == 5)
    #expect(hidden.reserved == 1)
    #expect(hidden.domains == [.work])
  }

  @Test func aNameIsToldOnlyWithItsCard() throws {
    let world = try World()
    let note = world.network.items.filter { $0.id == world.work }
    let alone = SeenItems(note, .french)
    #expect(!note.map(alone.words).joined().contains("Maman"))
    let both = SeenItems(world.network.items, .french)
    #expect(note.map(both.words).joined().contains("Maman"))
    #expect(!both.outline().map(\.source).joined().contains("<b>"))
  }

  @Test func aNearDayIsProposed() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
    let now = Date(timeIntervalSince1970: 1_780_272_000)  // 2026-06-01
    #expect(ChosenDay.proposed(days: 180, from: now, zone: zone)?.description == "2026-07-01")
    #expect(ChosenDay.proposed(days: 5, from: now, zone: zone)?.description == "2026-06-06")
  }

  @Test func aDayLastsUntilItsLastMinuteThere() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
    let day = try #require(Day("2026-06-01"))
    let span = try #require(ChosenDay.span(of: day, zone: zone))
    #expect(span.lowerBound == Date(timeIntervalSince1970: 1_780_264_800))
    #expect(span.upperBound.timeIntervalSince(span.lowerBound) == 86_340)
  }

  @Test func everySentenceForTheOwnerIsShort() {
    for text in AskedText.allCases.map(\.french) + WhoText.allCases.map(\.french) {
      for sentence in text.split(whereSeparator: { ".?!:".contains($0) }) {
        #expect(sentence.split(separator: " ").count <= 15)
      }
    }
  }
}
