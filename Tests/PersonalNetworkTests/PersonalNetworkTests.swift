import Foundation
import PersonalNetwork
import TestSupport
import Testing

@Suite struct PersonalNetworkTests {
  var generator = SeededGenerator(seed: 1)

  mutating func card(_ label: String, reserved: Bool = false) throws -> NetworkItem {
    try NetworkItem(
      id: NetworkItemID(using: &generator), content: .card(Member(kind: .person, label: label)),
      reserved: reserved)
  }

  mutating func item(_ content: ItemContent, reserved: Bool = false) throws -> NetworkItem {
    try NetworkItem(id: NetworkItemID(using: &generator), content: content, reserved: reserved)
  }

  mutating func tie(
    _ card: NetworkItem, _ domain: LifeDomain, reserved: Bool = false
  ) throws -> NetworkItem {
    try item(
      .tie(Tie(domain: domain, member: MemberID(card: card.id), qualities: TieQualities())),
      reserved: reserved)
  }

  @Test mutating func aCardIsInPeopleAndTiesOfEachDomainOfTheMember() throws {
    let paul = try card("Paul")
    let network = try PersonalNetwork(items: [paul, tie(paul, .housing), tie(paul, .work)])
    #expect(
      network.compartments(of: paul) == [
        .of(.housing, .people), .of(.housing, .ties), .of(.work, .people), .of(.work, .ties),
      ])
    #expect(network.domains(of: MemberID(card: paul.id)) == [.housing, .work])
    #expect(network.items(in: .of(.housing, .people)) == [paul])
    #expect(network.items(in: .of(.care, .people)).isEmpty)
    #expect(network.nonEmptyDomains == [.housing, .work])
  }

  @Test mutating func whatNamesAReservedMemberIsReserved() throws {
    let okoro = try card("Okoro", reserved: true)
    let theo = try card("Théo")
    let hers = try tie(okoro, .housing)
    let his = try tie(theo, .housing)
    let between = try item(
      .memberTie(
        MemberTie(
          domain: .housing, from: MemberID(card: theo.id), to: MemberID(card: okoro.id),
          relation: .knows, qualities: TieQualities())))
    let named = try item(
      .note(Note(domain: .housing, names: [MemberID(card: okoro.id)], text: "with her")))
    let marked = try item(.note(Note(domain: .housing, text: "letters")), reserved: true)
    let network = try PersonalNetwork(items: [okoro, theo, hers, his, between, named, marked])
    for item in [okoro, hers, between, named, marked] {
      #expect(network.isReserved(item))
      #expect(network.compartments(of: item).isEmpty)
    }
    #expect(!network.isReserved(theo) && !network.isReserved(his))
    #expect(network.reserve.count == 5)
    #expect(network.compartments(of: his) == [.of(.housing, .ties)])
  }

  @Test mutating func aTieBetweenMembersNeedsADomainOfOneOfThem() throws {
    let paul = try card("Paul")
    let vion = try card("Vion")
    let between = try item(
      .memberTie(
        MemberTie(
          domain: .care, from: MemberID(card: paul.id), to: MemberID(card: vion.id),
          relation: .talksAboutOwner, qualities: TieQualities())))
    let wrong = [paul, vion, try tie(paul, .housing), between]
    #expect(throws: NetworkError(.domainWithoutTie, at: "items.\(between.id)")) {
      try PersonalNetwork(items: wrong)
    }
    let right = wrong + [try tie(vion, .care)]
    #expect(try PersonalNetwork(items: right).memberTies.count == 1)
  }

  @Test mutating func anUnknownMemberIsRefusedWherever() throws {
    let stranger = MemberID(card: NetworkItemID(using: &generator))
    let paul = try card("Paul")
    for content: ItemContent in [
      .tie(Tie(domain: .care, member: stranger, qualities: try TieQualities())),
      .note(try Note(domain: .care, names: [stranger], text: "x")),
      .objective(try Objective(domain: .care, text: "x", author: .member(stranger))),
      .referent(
        try ReferentDesignation(
          member: MemberID(card: paul.id), since: #require(Day("2026-01-01")),
          substitute: stranger)),
    ] {
      let wrong = try item(content)
      #expect(throws: NetworkError(.unknownMember, at: "items.\(wrong.id)")) {
        try PersonalNetwork(items: [paul, wrong])
      }
    }
  }

  @Test mutating func aRefusedChangeChangesNothing() throws {
    let paul = try card("Paul")
    let his = try tie(paul, .work)
    var network = try PersonalNetwork(items: [paul, his])
    let before = network
    #expect(throws: NetworkError(.stillReferenced, at: "items.\(his.id)")) {
      try network.remove([paul.id])
    }
    #expect(throws: NetworkError(.duplicateItem, at: "items.\(paul.id)")) {
      try network.put(paul)
    }
    #expect(network == before)
    #expect(network.dependents(of: paul.id) == [paul.id, his.id].sorted())
    try network.remove(network.dependents(of: paul.id))
    #expect(network.count == 0)
  }

  @Test mutating func removingTheLastTieOfADomainTakesTheTiesBetweenMembersToldThere() throws {
    let paul = try card("Paul")
    let vion = try card("Vion")
    let his = try tie(paul, .care)
    let between = try item(
      .memberTie(
        MemberTie(
          domain: .care, from: MemberID(card: paul.id), to: MemberID(card: vion.id),
          relation: .knows, qualities: TieQualities())))
    var network = try PersonalNetwork(items: [paul, vion, his, between])
    #expect(network.dependents(of: his.id) == [his.id, between.id].sorted())
    try network.remove(network.dependents(of: his.id))
    #expect(network.count == 2)
  }

  @Test mutating func atMostTwoReferentsStand() throws {
    let day = try #require(Day("2026-01-01"))
    var items: [NetworkItem] = []
    for label in ["a", "b", "c"] {
      let card = try card(label)
      items.append(card)
      items.append(
        try item(.referent(ReferentDesignation(member: MemberID(card: card.id), since: day))))
    }
    let three = items
    #expect(throws: NetworkError(.tooManyReferents, at: "items")) {
      try PersonalNetwork(items: three)
    }
    let network = try PersonalNetwork(items: items.prefix(4))
    #expect(network.referents.count == 2)
    #expect(network.compartments(of: items[1]).isEmpty)
  }
}
