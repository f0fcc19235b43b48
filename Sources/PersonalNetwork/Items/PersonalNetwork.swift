/// The whole record as its owner sees it: a set of items that refer to each other.
///
/// INVARIANT: identifiers are unique; every member named has a card; a tie between two members is
/// in a domain where one of them is tied to the owner; at most two référents stand; a member has at
/// most one mask.
public struct PersonalNetwork: Hashable, Sendable {
  /// How many référents may stand at a time.
  public static let referentBound = 2

  private(set) var itemsByID: [NetworkItemID: NetworkItem]
  private var tiedDomains: [MemberID: Set<LifeDomain>]
  /// The masks that stand, by the member whose card is kept back.
  private(set) var masks: [MemberID: NetworkItemID]

  /// An empty network.
  public init() {
    itemsByID = [:]
    tiedDomains = [:]
    masks = [:]
  }

  /// Takes a set of items in any order; refuses it whole when the invariant does not hold.
  ///
  /// The place of an error is `items.ID`, an opaque identifier. Linear in the items.
  public init(items: some Sequence<NetworkItem>) throws(NetworkError) {
    itemsByID = [:]
    tiedDomains = [:]
    masks = [:]
    for item in items {
      guard itemsByID.updateValue(item, forKey: item.id) == nil else {
        throw NetworkError(.duplicateItem, at: "items.\(item.id)")
      }
    }
    try check()
  }

  /// Every item, ordered by identifier.
  public var items: [NetworkItem] {
    itemsByID.keys.sorted().compactMap { itemsByID[$0] }
  }

  /// How many items there are.
  public var count: Int { itemsByID.count }

  /// The item with an identifier.
  public subscript(id: NetworkItemID) -> NetworkItem? { itemsByID[id] }

  /// The card of a member.
  public func card(_ member: MemberID) -> Member? {
    switch itemsByID[member.card]?.content {
    case .card(let card): card
    default: nil
    }
  }

  /// Adds or replaces items in one step; on an error nothing has changed.
  ///
  /// A replacement must carry a higher version and the same kind of content.
  public mutating func put(_ items: some Sequence<NetworkItem>) throws(NetworkError) {
    var next = self
    // Growing step by step would hold two tables of a large import at a time.
    next.itemsByID.reserveCapacity(next.count + items.underestimatedCount)
    for item in items {
      if let present = next.itemsByID[item.id] {
        guard item.version > present.version else {
          throw NetworkError(.duplicateItem, at: "items.\(item.id)")
        }
        guard item.content.kind == present.content.kind else {
          throw NetworkError(.contradiction, at: "items.\(item.id)")
        }
      }
      next.itemsByID[item.id] = item
    }
    try next.check()
    self = next
  }

  /// Adds or replaces one item; on an error nothing has changed.
  public mutating func put(_ item: NetworkItem) throws(NetworkError) {
    try put(CollectionOfOne(item))
  }

  /// Removes items in one step; refuses an unknown one, and one that another still refers to.
  public mutating func remove(_ ids: some Sequence<NetworkItemID>) throws(NetworkError) {
    var next = self
    for id in ids {
      guard next.itemsByID.removeValue(forKey: id) != nil else {
        throw NetworkError(.unknownItem, at: "items.\(id)")
      }
    }
    do {
      try next.check()
    } catch {
      throw NetworkError(.stillReferenced, at: error.place)
    }
    self = next
  }

  /// The items that cannot stay when an item goes, ordered by identifier, itself included.
  ///
  /// With a card go all that its member carries or that names them; with the last tie of a domain
  /// go the ties between members told there.
  public func dependents(of id: NetworkItemID) -> [NetworkItemID] {
    var gone: Set<NetworkItemID> = [id]
    if itemsByID[id]?.member != nil {
      let member = MemberID(card: id)
      for item in itemsByID.values
      where item.carrier == member || item.content.names.contains(member) {
        gone.insert(item.id)
      }
    }
    let left = Self.tiedDomains(of: itemsByID.values.lazy.filter { !gone.contains($0.id) })
    for item in itemsByID.values {
      guard case .memberTie(let tie) = item.content else { continue }
      if left[tie.from]?.contains(tie.domain) != true, left[tie.to]?.contains(tie.domain) != true {
        gone.insert(item.id)
      }
    }
    return gone.sorted()
  }

  private mutating func check() throws(NetworkError) {
    tiedDomains = Self.tiedDomains(of: itemsByID.values)
    var referents = 0
    masks = [:]
    for item in itemsByID.values {
      for member in [item.carrier].compactMap(\.self) + item.content.names
      where card(member) == nil {
        throw NetworkError(.unknownMember, at: "items.\(item.id)")
      }
      switch item.content {
      case .memberTie(let tie)
      where tiedDomains[tie.from]?.contains(tie.domain) != true
        && tiedDomains[tie.to]?.contains(tie.domain) != true:
        throw NetworkError(.domainWithoutTie, at: "items.\(item.id)")
      case .referent: referents += 1
      case .mask(let mask):
        guard masks.updateValue(item.id, forKey: mask.member) == nil else {
          throw NetworkError(.contradiction, at: "items.\(item.id)")
        }
      default: break
      }
    }
    guard referents <= Self.referentBound else {
      throw NetworkError(.tooManyReferents, at: "items")
    }
  }

  private static func tiedDomains(
    of items: some Sequence<NetworkItem>
  ) -> [MemberID: Set<LifeDomain>] {
    var domains: [MemberID: Set<LifeDomain>] = [:]
    for item in items {
      if case .tie(let tie) = item.content {
        domains[tie.member, default: []].insert(tie.domain)
      }
    }
    return domains
  }

  /// The domains in which a member is tied to the owner, in order.
  public func domains(of member: MemberID) -> [LifeDomain] {
    (tiedDomains[member] ?? []).sorted()
  }
}
