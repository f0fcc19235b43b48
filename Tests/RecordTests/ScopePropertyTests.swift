import Foundation
import Keys
import PersonalNetwork
import TestSupport
import Testing

@testable import Consent
@testable import Record

@Suite("A viewer can decrypt exactly the scope of their grant")
struct ScopePropertyTests {
  /// A random network: some members, some reserved, each tied in some domains, with facts.
  func network(_ generator: inout SeededGenerator) throws -> PersonalNetwork {
    let domains = Array(LifeDomain.allCases.shuffled(using: &generator).prefix(4))
    let qualities = try TieQualities()
    var items: [NetworkItem] = []
    for index in 0..<4 {
      let id = NetworkItemID(using: &generator)
      let member = MemberID(card: id)
      items.append(
        try NetworkItem(
          id: id, content: .card(Member(kind: .person, label: "member \(index)")),
          reserved: Int.random(in: 0..<4, using: &generator) == 0))
      for domain in domains where Bool.random(using: &generator) {
        items.append(
          try NetworkItem(
            id: NetworkItemID(using: &generator),
            content: .tie(Tie(domain: domain, member: member, qualities: qualities))))
        let contents: [ItemContent] = [
          .note(try Note(domain: domain, member: member, text: "note")),
          .contact(
            try ContactDetail(domain: domain, member: member, kind: .phone, value: "1")),
          .objective(try Objective(domain: domain, member: member, text: "plan", author: .owner)),
        ]
        for content in contents where Bool.random(using: &generator) {
          items.append(
            try NetworkItem(
              id: NetworkItemID(using: &generator), content: content,
              reserved: Int.random(in: 0..<6, using: &generator) == 0))
        }
      }
    }
    for domain in domains {
      items.append(
        try NetworkItem(
          id: NetworkItemID(using: &generator),
          content: .note(Note(domain: domain, text: "about nobody"))))
    }
    return try PersonalNetwork(items: items)
  }

  @Test("over random records, with every key a viewer gets", arguments: 1...12)
  func exactScope(seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var world = try await World()
    try world.owner.add(network(&generator))
    let used = try world.owner.state.network()
    let filled = Compartment.all.filter { !used.items(in: $0).isEmpty }
    let compartments = Array(filled.shuffled(using: &generator).prefix(3)).sorted()
    let others = used.items.filter { item in
      let places = used.compartments(of: item)
      return !places.isEmpty && !places.contains { compartments.contains($0) }
        && places.contains { item.member == nil || $0.facet == .people }
    }
    let picked = others.shuffled(using: &generator).prefix(2).map(\.id)
    let grant = try await world.grant(compartments, items: picked)

    let view = try await world.open(grant)
    let expected = Set(compartments.flatMap { used.items(in: $0) }.map(\.id)).union(picked)
    #expect(Set(view.items.map(\.item.id)) == expected)

    try tryEverything(world, grant: grant, allowed: expected)
  }

  /// Tries every wrap of every stored item with every key that the viewer can get at.
  func tryEverything(
    _ world: World, grant: GrantID, allowed: Set<NetworkItemID>
  ) throws {
    let released = try world.hub.view(grant)
    let shares = try released.shares.map { share in
      SecretBytes(
        try SealedBox.open(
          share.sealed, with: world.viewer,
          info: GrantKeys.shareInfo(gate: share.gate, grant: released.grant.hash)))
    }
    let grantKeys = GrantKeys(shares: shares, grant: released.grant.hash)
    var keys = shares + [grantKeys.selectionKey]
    for packet in released.packets {
      keys.append(
        try grantKeys.openPacket(
          packet.sealed, blind: packet.blind, epoch: packet.epoch, at: "test"))
    }
    var selected: [ItemID: SecretBytes] = [:]
    for entry in released.selection {
      selected[entry.item] = try grantKeys.openSelected(
        entry.wrapped, item: entry.item, version: entry.version)
    }
    keys += selected.values
    var refused = 0
    for stored in world.hub.replica.items.values {
      let id = try #require(NetworkItemID(stored.item))
      var opened = false
      for key in keys {
        for wrap in stored.wraps {
          opened =
            opened
            || (try? ItemCipher.openWrap(
              wrap, key: key, record: world.owner.state.record, item: stored.item,
              version: stored.version)) != nil
        }
        opened =
          opened
          || (try? ItemCipher.openContent(
            stored.ciphertext, key: key, record: world.owner.state.record, item: stored.item,
            version: stored.version)) != nil
        let ownerContext = ItemCipher.ownerContext(
          record: world.owner.state.record, item: stored.item, version: stored.version)
        opened =
          opened
          || (try? RecordCipher.open(
            stored.ownerWrap, key: key, context: ownerContext, at: "test")) != nil
      }
      #expect(opened == allowed.contains(id))
      if !opened { refused += 1 }
    }
    #expect(refused > 0)
  }
}
