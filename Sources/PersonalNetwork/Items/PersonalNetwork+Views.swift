extension PersonalNetwork {
  /// The members with their cards, ordered by identifier.
  public var members: [(id: MemberID, card: Member)] {
    items.compactMap { item in
      guard case .card(let card) = item.content, let id = item.member else { return nil }
      return (id, card)
    }
  }

  /// The owner's ties, ordered by identifier; of one domain, or of all.
  public func ties(in domain: LifeDomain? = nil) -> [(id: NetworkItemID, tie: Tie)] {
    items.compactMap { item in
      guard case .tie(let tie) = item.content, domain == nil || tie.domain == domain else {
        return nil
      }
      return (item.id, tie)
    }
  }

  /// The ties between members, ordered by identifier.
  public var memberTies: [(id: NetworkItemID, tie: MemberTie)] {
    items.compactMap { item in
      guard case .memberTie(let tie) = item.content else { return nil }
      return (item.id, tie)
    }
  }

  /// The référents who stand, ordered by identifier; at most two.
  public var referents: [(id: NetworkItemID, designation: ReferentDesignation)] {
    items.compactMap { item in
      guard case .referent(let designation) = item.content else { return nil }
      return (item.id, designation)
    }
  }

  /// Whether a member was put in the reserve: their card is marked.
  public func isReserved(_ member: MemberID) -> Bool {
    itemsByID[member.card]?.reserved ?? false
  }

  /// Whether an item is in the reserve: marked, carried by a reserved member, or naming one.
  ///
  /// A reserved item is in no compartment: it is only ever encrypted for the owner.
  public func isReserved(_ item: NetworkItem) -> Bool {
    if item.reserved { return true }
    if let carrier = item.carrier, isReserved(carrier) { return true }
    return item.content.names.contains { isReserved($0) }
  }

  /// The mask that stands in the place of a member's card, if one does.
  public func mask(of member: MemberID) -> NetworkItem? { masks[member].flatMap { self[$0] } }

  /// The member of whom an item is the card that others see: the mask where one stands, else the card.
  public func shownMember(_ item: NetworkItem) -> MemberID? {
    if case .mask(let mask) = item.content { return mask.member }
    return item.member.flatMap { masks[$0] == nil ? $0 : nil }
  }

  /// The items in the reserve, ordered by identifier.
  public var reserve: [NetworkItem] { items.filter { isReserved($0) } }

  /// The compartments under whose keys an item is wrapped, in order.
  ///
  /// A card is in `(d, people)` and `(d, ties)` of each domain d where its member is tied, so that
  /// whoever sees the ties knows who they are with. A mask is in its member's card's place, and the
  /// card then in none. Nothing reserved is in any.
  public func compartments(of item: NetworkItem) -> [Compartment] {
    guard !isReserved(item) else { return [] }
    guard let member = shownMember(item) else { return item.content.home.map { [$0] } ?? [] }
    return domains(of: member).flatMap { [.of($0, .people), .of($0, .ties)] }
  }

  /// The items of a compartment, ordered by identifier.
  public func items(in compartment: Compartment) -> [NetworkItem] {
    items.filter { compartments(of: $0).contains(compartment) }
  }

  /// The domains in which there is any item, the reserve included, in order.
  public var nonEmptyDomains: [LifeDomain] {
    var domains: Set<LifeDomain> = []
    for item in itemsByID.values {
      if case .memberTie = item.content { continue }
      if let domain = item.content.domain { domains.insert(domain) }
    }
    return domains.sorted()
  }
}
