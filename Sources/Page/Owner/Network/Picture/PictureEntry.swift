import PersonalNetwork

extension NetworkPicture {
  /// A member before it has a place in the picture.
  struct Entry: Hashable, Sendable {
    /// The member.
    let member: MemberID
    /// The name that the owner gave.
    let name: String
    /// The domain of the strongest tie; nil where there is no tie.
    let domain: LifeDomain?
    /// The ring, 1 to 4.
    let ring: Int
    /// What the ties bring.
    let line: Line
    /// Whether the member is in the secret garden.
    let isReserved: Bool
    /// How the viewer sees the member for whom the picture is drawn up; nil where there is none.
    let sight: Sight?

    /// The members of a network, by sector, ring and name.
    ///
    /// Of a member whom the viewer sees, the line tells the ties that the viewer sees.
    static func all(_ network: PersonalNetwork, as viewer: PictureViewer?) -> [Entry] {
      var ties: [MemberID: [Tie]] = [:]
      var seen: [MemberID: [Tie]] = [:]
      for (id, tie) in network.ties() {
        ties[tie.member, default: []].append(tie)
        if viewer?.items.contains(id) ?? true { seen[tie.member, default: []].append(tie) }
      }
      return network.members.map { id, card in
        let sight = viewer?.sight(of: id, in: network)
        let told = sight == .unseen ? ties[id] : seen[id]
        return Entry(
          member: id, name: card.label, domain: mainDomain(ties[id] ?? []),
          ring: card.circle?.rawValue ?? 4, line: Line(told ?? []),
          isReserved: network.isReserved(id), sight: sight)
      }
      .sorted { $0.isBefore($1) }
    }

    /// The domain of the strongest tie, then the most frequent, then the first of the twelve.
    private static func mainDomain(_ ties: [Tie]) -> LifeDomain? {
      ties.min { rank($0) < rank($1) }?.domain
    }

    private static func rank(_ tie: Tie) -> (Int, Int, Int, Int) {
      let qualities = tie.qualities
      return (
        -(qualities.strength?.rawValue ?? 0), -(qualities.frequency?.rawValue ?? -1),
        -(qualities.support?.rawValue ?? 0), tie.domain.index
      )
    }

    private func isBefore(_ other: Entry) -> Bool {
      let here = (domain?.index ?? LifeDomain.allCases.count, ring)
      let there = (other.domain?.index ?? LifeDomain.allCases.count, other.ring)
      if here != there { return here < there }
      let scalars = name.unicodeScalars
      let others = other.name.unicodeScalars
      return scalars.elementsEqual(others)
        ? member < other.member : scalars.lexicographicallyPrecedes(others)
    }
  }
}

extension NetworkPicture.Line {
  /// What ties bring together; a tie of which nothing is said brings neither.
  init(_ ties: [Tie]) {
    let helps = ties.contains { ($0.qualities.support ?? .none) != TieDegree.none }
    let weighs = ties.contains { ($0.qualities.stress ?? .none) != TieDegree.none }
    self =
      switch (helps, weighs) {
      case (true, true): .mixed
      case (true, false): .support
      case (false, true): .stress
      case (false, false): .plain
      }
  }
}

extension [NetworkPicture.Entry] {
  /// The domains in which anybody is tied, in order; nil at the end for who is tied nowhere.
  func sectors(_ network: PersonalNetwork) -> [LifeDomain?] {
    let tied = Set(network.ties().map(\.tie.domain))
    let sectors: [LifeDomain?] = LifeDomain.allCases.filter(tied.contains)
    return contains { $0.domain == nil } ? sectors + [nil] : sectors
  }
}
