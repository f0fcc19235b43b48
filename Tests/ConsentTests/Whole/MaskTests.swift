import Consent
import Keys
import PersonalNetwork
import Testing

/// A mask stands in its member's card's place: others see no name, and every figure stays.
@Suite struct MaskTests {
  @Test func aMaskTakesTheCardsPlaceAndWeighsTheSame() throws {
    var network = PersonalNetwork()
    let (id, other) = (NetworkItemID(), NetworkItemID())
    let member = MemberID(card: id)
    let card = try Member(kind: .person, label: "Maman", role: .immediateFamily)
    try network.put([
      NetworkItem(id: id, content: .card(card)),
      NetworkItem(id: other, content: .card(Member(kind: .person, label: "Paul"))),
      NetworkItem(
        id: NetworkItemID(),
        content: .tie(Tie(domain: .housing, member: member, qualities: TieQualities()))),
      NetworkItem(
        id: NetworkItemID(),
        content: .tie(Tie(domain: .relations, member: member, qualities: TieQualities()))),
      NetworkItem(
        id: NetworkItemID(),
        content: .tie(
          Tie(domain: .housing, member: MemberID(card: other), qualities: TieQualities()))),
    ])
    let before = Weights(network).measured(selectable: [])
    let places = try network.compartments(of: #require(network[id]))
    let mask = try NetworkItem(
      id: NetworkItemID(), content: .mask(Mask(of: member, card: card)))
    try network.put(mask)
    #expect(Weights(network).measured(selectable: []) == before)
    #expect(network.compartments(of: mask) == places && places.count == 4)
    #expect(try network.compartments(of: #require(network[id])).isEmpty)
    #expect(!network.isReserved(member), "what they carry stays where it is")

    let second = try NetworkItem(
      id: NetworkItemID(), content: .mask(Mask(of: member, card: card)))
    #expect(throws: NetworkError.self) { try network.put(second) }
    #expect(throws: NetworkError.self) { try network.remove([id]) }
    try network.put(try #require(network[id]).revised(reserved: true))
    #expect(network.compartments(of: mask).isEmpty, "a reserved member has no card for others")
    try network.remove(network.dependents(of: id))
    #expect(network.mask(of: member) == nil && network.count == 2)
  }
}
