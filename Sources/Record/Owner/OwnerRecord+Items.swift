import Consent
import Foundation
import Keys
package import PersonalNetwork

extension OwnerRecord {
  /// Adds items with fresh identifiers and returns them in the order given.
  package mutating func add(
    _ contents: [ItemContent], reserved: Bool = false
  ) throws(RecordError) -> [NetworkItem] {
    var added: [NetworkItem] = []
    do {
      for content in contents {
        added.append(try NetworkItem(id: NetworkItemID(), content: content, reserved: reserved))
      }
    } catch {
      throw RecordError(.malformed, at: error.place)
    }
    try put(added)
    return added
  }

  /// Adds a member: the card, and one tie for each domain given.
  package mutating func addMember(
    _ card: Member, reserved: Bool = false, ties: (MemberID) throws -> [Tie] = { _ in [] }
  ) throws(RecordError) -> MemberID {
    let id = NetworkItemID()
    let member = MemberID(card: id)
    let items: [NetworkItem]
    do {
      items =
        [try NetworkItem(id: id, content: .card(card), reserved: reserved)]
        + (try ties(member).map { try NetworkItem(id: NetworkItemID(), content: .tie($0)) })
    } catch let error as NetworkError {
      throw RecordError(.malformed, at: error.place)
    } catch {
      throw RecordError(.malformed, at: "member")
    }
    try put(items)
    return member
  }

  /// Changes an item's content.
  package mutating func edit(
    _ id: NetworkItemID, to content: ItemContent
  ) throws(RecordError) {
    try revise([id]) { item throws(NetworkError) in try item.revised(content: content) }
  }

  /// Puts items in the reserve; a member's card takes all that they carry with it.
  package mutating func reserve(_ ids: some Sequence<NetworkItemID>) throws(RecordError) {
    try revise(ids) { item throws(NetworkError) in
      item.reserved ? item : try item.revised(reserved: true)
    }
  }

  /// Takes items out of the reserve.
  package mutating func unreserve(_ ids: some Sequence<NetworkItemID>) throws(RecordError) {
    try revise(ids) { item throws(NetworkError) in
      item.reserved ? try item.revised(reserved: false) : item
    }
  }

  /// Removes items and returns all that went: what they carry or what names them goes too.
  package mutating func remove(
    _ ids: some Sequence<NetworkItemID>
  ) throws(RecordError) -> [NetworkItemID] {
    let network = try state.network()
    var gone: Set<NetworkItemID> = []
    for id in ids {
      guard network[id] != nil else { throw RecordError(.unknownItem, at: "item \(id)") }
      gone.formUnion(network.dependents(of: id))
    }
    var next = network
    do {
      try next.remove(gone)
    } catch {
      throw RecordError(.malformed, at: error.place)
    }
    for id in gone {
      state.removed[ItemID(unchecked: id.bytes)] = network[id]?.version
    }
    state.items = next.items
    return gone.sorted()
  }

  /// Takes in a whole network, as an import gives it; identifiers already present are refused.
  ///
  /// What was removed before comes back at a version above its last, since versions never go back.
  package mutating func add(_ imported: PersonalNetwork) throws(RecordError) {
    let present = Set(state.items.map(\.id))
    guard imported.items.allSatisfy({ !present.contains($0.id) }) else {
      throw RecordError(.conflict, at: "items")
    }
    do {
      try put(
        imported.items.map { item throws(NetworkError) in
          let last = state.removed[ItemID(unchecked: item.id.bytes)] ?? 0
          guard item.version <= last else { return item }
          return try NetworkItem(
            id: item.id, version: last + 1, content: item.content, reserved: item.reserved)
        })
    } catch let error as NetworkError {
      throw RecordError(.malformed, at: error.place)
    } catch let error as RecordError {
      throw error
    } catch {
      throw RecordError(.malformed, at: "items")
    }
  }

  private mutating func put(_ items: [NetworkItem]) throws(RecordError) {
    var network = try state.network()
    do {
      try network.put(items)
    } catch {
      throw RecordError(.malformed, at: error.place)
    }
    state.items = network.items
  }

  private mutating func revise(
    _ ids: some Sequence<NetworkItemID>,
    _ change: (NetworkItem) throws(NetworkError) -> NetworkItem
  ) throws(RecordError) {
    var network = try state.network()
    for id in ids {
      guard let item = network[id] else { throw RecordError(.unknownItem, at: "item \(id)") }
      do {
        let next = try change(item)
        if next != item { try network.put(next) }
      } catch {
        throw RecordError(.malformed, at: error.place)
      }
    }
    state.items = network.items
  }
}
