import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// A record, its grants and what is proposed next, as a line of `../shared/data/whole` tells it.
struct StoryCase: Decodable, Sendable {
  struct CaseMember: Decodable, Sendable {
    let id: String
    let authority: String?
    let reserved: Bool
  }

  struct CaseItem: Decodable, Sendable {
    let id: String
    let carrier: String
    let domain: LifeDomain
    let facet: Facet
    let reserved: Bool?
    let names: [String]?
  }

  struct CaseAuthority: Decodable, Sendable {
    let id: String
    let parent: String?
    let contexts: [String]
  }

  struct CaseViewer: Decodable, Sendable {
    let id: String
    let authority: String?
  }

  struct CaseGrant: Decodable, Sendable {
    let viewer: String
    let referent: Bool
    let compartments: [[String]]
    let items: [String]

    /// The compartments asked for, each once, in order.
    var scope: [Compartment] {
      Set(compartments.compactMap { Compartment($0.joined(separator: "/")) }).sorted()
    }
  }

  struct Expectation: Decodable, Sendable {
    let refusedBy: [String]
  }

  let id: String
  let members: [CaseMember]
  let items: [CaseItem]
  let authorities: [CaseAuthority]
  let viewers: [CaseViewer]
  let grants: [CaseGrant]
  let proposal: CaseGrant
  let expect: Expectation

  /// The authorities as a register has them.
  var registered: [(String, String?, [Context])] {
    authorities.map { ($0.id, $0.parent, $0.contexts.compactMap(Context.init)) }
  }

  /// The record, and what each name of the case became.
  func record() throws -> (network: PersonalNetwork, names: [String: NetworkItemID]) {
    var names = Dictionary(uniqueKeysWithValues: members.map { ($0.id, NetworkItemID()) })
    var made = try members.map { member in
      try NetworkItem(
        id: try #require(names[member.id]),
        content: .card(
          Member(
            kind: .person, label: member.id, formal: member.authority != nil,
            authority: member.authority.flatMap(AuthorityReference.init))),
        reserved: member.reserved)
    }
    for item in items {
      let id = NetworkItemID()
      let carrier = names[item.carrier].map { MemberID(card: $0) }
      let about = try (item.names ?? []).map { MemberID(card: try #require(names[$0])) }
      made.append(
        try NetworkItem(
          id: id, content: try content(item, carrier, Set(about)),
          reserved: item.reserved ?? false))
      names[item.id] = id
    }
    return (try PersonalNetwork(items: made), names)
  }

  /// An item of a facet, which is all that weighs.
  private func content(
    _ item: CaseItem, _ carrier: MemberID?, _ names: Set<MemberID>
  ) throws -> ItemContent {
    let domain = item.domain
    switch item.facet {
    case .ties:
      return .tie(
        Tie(domain: domain, member: try #require(carrier), qualities: try TieQualities()))
    case .contact:
      return .contact(
        try ContactDetail(
          domain: domain, member: try #require(carrier), kind: .phone, value: item.id))
    case .plan:
      return .objective(
        try Objective(domain: domain, member: carrier, text: item.id, author: .owner))
    case .obstacles:
      return .obstacle(try Obstacle(domain: domain, member: carrier, code: .gap, severity: .mild))
    case .notes:
      return .note(try Note(domain: domain, member: carrier, names: names, text: item.id))
    case .people:
      Issue.record("cards are not listed in a case")
      throw CancellationError()
    }
  }
}
