package import Keys
package import PersonalNetwork

/// Who carries an item: a member in a domain, or the owner for items about nobody.
package enum Carrier: Hashable, Sendable {
  case owner
  /// A member, by the identifier of their card.
  case member(ItemID)
}

/// One item in one domain, as far as weighing goes.
///
/// A card is one weighed item, of facet `people`, in each domain where its member is tied.
package struct WeighedItem: Hashable, Sendable {
  /// The item's identifier.
  package let id: ItemID
  /// The domain.
  package let domain: LifeDomain
  /// The facet.
  package let facet: Facet
  /// Who carries it.
  package let carrier: Carrier
  /// Whether it is in the reserve: in no compartment, but part of the total.
  package let reserved: Bool

  /// Describes an item for weighing.
  package init(
    id: ItemID, domain: LifeDomain, facet: Facet, carrier: Carrier, reserved: Bool
  ) {
    self.id = id
    self.domain = domain
    self.facet = facet
    self.carrier = carrier
    self.reserved = reserved
  }

  /// The compartment in which it weighs.
  package var compartment: Compartment { .of(domain, facet) }
}

extension PersonalNetwork {
  /// Every item that weighs, the reserve included; ties between members weigh nothing, and a mask
  /// weighs in its card's place.
  package var weighedItems: [WeighedItem] {
    items.flatMap { item -> [WeighedItem] in
      let reserved = isReserved(item)
      let carrier: Carrier = item.carrier.map { .member(ItemID($0.card)) } ?? .owner
      if let member = shownMember(item) {
        return domains(of: member).map { domain in
          WeighedItem(
            id: ItemID(item.id), domain: domain, facet: .people, carrier: carrier,
            reserved: reserved)
        }
      }
      if case .memberTie = item.content { return [] }
      guard let domain = item.content.domain else { return [] }
      return [
        WeighedItem(
          id: ItemID(item.id), domain: domain, facet: item.content.facet, carrier: carrier,
          reserved: reserved)
      ]
    }
  }
}

extension ItemID {
  /// The identifier under which an item of the network is stored and shared: the same bytes.
  package init(_ id: NetworkItemID) {
    self.init(unchecked: id.bytes)
  }
}

extension NetworkItemID {
  /// The identifier of an item as it is stored and shared: the same bytes.
  package init?(_ id: ItemID) {
    self.init(bytes: id.bytes)
  }
}
