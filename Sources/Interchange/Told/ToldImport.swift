package import PersonalNetwork

extension ToldNetwork {
  /// Plans the import into a record; nothing is half read, and nothing of the record is changed.
  ///
  /// A node whose identifier is that of a member of the record is that member; any other is new. A
  /// member whom the file ties to the owner in no domain is tied in `domain`. A pair told twice is
  /// one tie, mutual when it was told both ways, unless the file tells a life domain or our
  /// identifiers for them.
  ///
  /// - Throws: ``ImportError`` when there is no member, or the whole fits into no record.
  package func plan(
    into record: PersonalNetwork = PersonalNetwork(), domain: LifeDomain = .relations
  ) throws(ImportError) -> ImportPlan {
    var generator = SystemRandomNumberGenerator()
    return try plan(into: record, domain: domain, using: &generator)
  }

  /// The same, with a given source of identifiers.
  package func plan(
    into record: PersonalNetwork, domain: LifeDomain,
    using generator: inout some RandomNumberGenerator
  ) throws(ImportError) -> ImportPlan {
    var planning = ToldPlanning(network: self, record: record, domain: domain)
    for index in nodes.indices where index != egoNode {
      planning.addMember(index, using: &generator)
    }
    guard planning.hasMembers else { throw ImportError(.nothingToImport, at: "the file") }
    if let egoNode { planning.addOwnerTies(Int32(egoNode), using: &generator) }
    planning.addMissingOwnerTies(using: &generator)
    planning.addDetails(using: &generator)
    planning.addMemberTies(using: &generator)
    let plan = planning.finish()
    do {
      var whole = record
      try whole.put(plan.items)
    } catch {
      throw ImportError(.refused(error.code), at: "the record as a whole")
    }
    return plan
  }
}

/// The state of one planning.
private struct ToldPlanning {
  private let network: ToldNetwork
  private let record: PersonalNetwork
  private let domain: LifeDomain
  private let words = ToldWords()
  private var plan = ImportPlan(items: [], names: [:], lines: [])
  private var members: [MemberID?]
  private var tied: [MemberID: [LifeDomain]] = [:]
  private var pairs: [Pair: Int] = [:]

  /// Two members and what links them, in a fixed order.
  private struct Pair: Hashable {
    let one: MemberID
    let other: MemberID
    let relation: MemberTie.Relation
    let domain: LifeDomain?
    /// An identifier of ours tells ties of the same members apart.
    let id: NetworkItemID?
  }

  init(network: ToldNetwork, record: PersonalNetwork, domain: LifeDomain) {
    self.network = network
    self.record = record
    self.domain = domain
    members = Array(repeating: nil, count: network.nodes.count)
    plan.lines = network.lines
    plan.lines.reserveCapacity(network.lines.count + network.nodes.count + network.edges.count)
    plan.items.reserveCapacity(2 * network.nodes.count + network.edges.count)
  }

  var hasMembers: Bool { members.contains { $0 != nil } }

  private mutating func note(
    _ place: ToldNetwork.Place, _ outcome: ImportPlan.Line.Outcome,
    _ reason: ImportPlan.Reason? = nil
  ) {
    plan.lines.append(network.line(place, outcome, reason))
  }

  mutating func addMember(_ index: Int, using generator: inout some RandomNumberGenerator) {
    let node = network.nodes[index]
    let known = NetworkItemID(node.id)
    if let known, record.card(MemberID(card: known)) != nil {
      members[index] = MemberID(card: known)
      plan.names[node.id] = known
      tied[MemberID(card: known)] = record.domains(of: MemberID(card: known))
      return note(node.place, .merged, .present)
    }
    let id = fresh(known, using: &generator)
    let attributes = network.attributes(node.values, defaults: network.nodeDefaults)
    do {
      let (card, left) = try words.card(network.label(node, attributes), attributes)
      plan.items.append(
        try NetworkItem(
          id: id, content: .card(card), reserved: attributes["reserved"] == "true"))
      members[index] = MemberID(card: id)
      plan.names[node.id] = id
      note(node.place, .taken)
      if left { note(node.place, .dropped, .unknownWord) }
    } catch {
      note(node.place, .dropped, .notAllowed)
    }
  }

  /// The identifier a file gives, unless the record has something else under it.
  private func fresh(
    _ known: NetworkItemID?, using generator: inout some RandomNumberGenerator
  ) -> NetworkItemID {
    if let known, record[known] == nil { return known }
    return NetworkItemID(using: &generator)
  }

  /// The identifier of an edge, if it is one of ours and was not used before.
  private func identifier(_ edge: ToldNetwork.Edge) -> NetworkItemID? {
    edge.id.flatMap { NetworkItemID($0) }
  }

  mutating func addOwnerTies(_ owner: Int32, using generator: inout some RandomNumberGenerator) {
    for edge in network.edges where edge.from == owner || edge.to == owner {
      guard edge.from != edge.to else {
        note(edge.place, .dropped, .selfTie)
        continue
      }
      guard let member = members[Int(edge.from == owner ? edge.to : edge.from)] else {
        note(edge.place, .dropped, .unknownMember)
        continue
      }
      let attributes = network.attributes(edge.values, defaults: network.edgeDefaults)
      let told = attributes["domain"].flatMap(LifeDomain.init) ?? domain
      guard tied[member]?.contains(told) != true else {
        note(edge.place, .merged, record.domains(of: member).contains(told) ? .present : .repeated)
        continue
      }
      do {
        let (qualities, left) = try words.qualities(attributes, directed: false)
        let content = ItemContent.tie(Tie(domain: told, member: member, qualities: qualities))
        plan.items.append(
          try NetworkItem(
            id: fresh(identifier(edge), using: &generator), content: content,
            reserved: attributes["reserved"] == "true"))
        tied[member, default: []].append(told)
        note(edge.place, .taken)
        if left { note(edge.place, .dropped, .unknownWord) }
      } catch {
        note(edge.place, .dropped, .notAllowed)
      }
    }
  }

  mutating func addMissingOwnerTies(using generator: inout some RandomNumberGenerator) {
    for case .some(let member) in members where tied[member, default: []].isEmpty {
      guard let qualities = try? TieQualities(),
        let item = try? NetworkItem(
          id: NetworkItemID(using: &generator),
          content: .tie(Tie(domain: domain, member: member, qualities: qualities)))
      else { continue }
      tied[member] = [domain]
      plan.items.append(item)
    }
  }

  mutating func addDetails(using generator: inout some RandomNumberGenerator) {
    for (index, node) in network.nodes.enumerated() where !node.details.isEmpty {
      guard let member = members[index] else { continue }
      let home = tied[member]?.contains(domain) == true ? domain : tied[member]?.first ?? domain
      for detail in node.details {
        do {
          let content: ItemContent =
            switch detail.kind {
            case .contact(let kind):
              .contact(
                try ContactDetail(domain: home, member: member, kind: kind, value: detail.text))
            case .note: .note(try Note(domain: home, member: member, text: detail.text))
            }
          plan.items.append(
            try NetworkItem(id: NetworkItemID(using: &generator), content: content))
          note(detail.place, .taken)
        } catch {
          note(detail.place, .dropped, .notAllowed)
        }
      }
    }
  }

  mutating func addMemberTies(using generator: inout some RandomNumberGenerator) {
    let owner = network.egoNode.map(Int32.init)
    for tie in record.memberTies { pairs[pair(tie.tie, domain: nil, id: nil)] = -1 }
    for edge in network.edges where edge.from != owner && edge.to != owner {
      guard edge.from != edge.to else {
        note(edge.place, .dropped, .selfTie)
        continue
      }
      guard let from = members[Int(edge.from)], let to = members[Int(edge.to)] else {
        note(edge.place, .dropped, .unknownMember)
        continue
      }
      do {
        try addMemberTie(edge, from, to, using: &generator)
      } catch {
        note(edge.place, .dropped, .notAllowed)
      }
    }
  }

  private func pair(_ tie: MemberTie, domain: LifeDomain?, id: NetworkItemID?) -> Pair {
    Pair(
      one: min(tie.from, tie.to), other: max(tie.from, tie.to), relation: tie.relation,
      domain: domain, id: id)
  }

  private mutating func addMemberTie(
    _ edge: ToldNetwork.Edge, _ source: MemberID, _ target: MemberID,
    using generator: inout some RandomNumberGenerator
  ) throws(NetworkError) {
    let attributes = network.attributes(edge.values, defaults: network.edgeDefaults)
    guard attributes["weight"].flatMap(Double.init) != 0 else {
      return note(edge.place, .dropped, .noTie)
    }
    let (qualities, left) = try words.qualities(attributes, directed: edge.directed)
    // A tie that comes from the other end is written as an arrow from there.
    let isInward = qualities.direction == .inward
    let told = attributes["domain"].flatMap(LifeDomain.init)
    let tie = try MemberTie(
      domain: home(source, target, told: told), from: isInward ? target : source,
      to: isInward ? source : target,
      relation: attributes["relation"].flatMap(MemberTie.Relation.init) ?? .knows,
      qualities: qualities)
    if left { note(edge.place, .dropped, .unknownWord) }
    let id = identifier(edge)
    if let id, record[id] != nil { return note(edge.place, .merged, .present) }
    let pair = pair(tie, domain: told, id: id)
    guard let present = pairs[pair] else {
      pairs[pair] = plan.items.count
      plan.items.append(
        try NetworkItem(
          id: fresh(id, using: &generator), content: .memberTie(tie),
          reserved: attributes["reserved"] == "true"))
      return note(edge.place, .taken)
    }
    guard plan.items.indices.contains(present),
      case .memberTie(let first) = plan.items[present].content
    else { return note(edge.place, .merged, .present) }
    let isReversed = first.from != tie.from
    if isReversed, first.qualities.direction != .mutual {
      plan.items[present] = try NetworkItem(
        id: plan.items[present].id, content: .memberTie(try first.mutual()),
        reserved: plan.items[present].reserved)
    }
    note(edge.place, .merged, isReversed ? .reversed : .repeated)
  }

  /// The domain told, if one of the two is tied there, else the first they share, else the first of
  /// either.
  private func home(_ from: MemberID, _ to: MemberID, told: LifeDomain?) -> LifeDomain {
    let first = tied[from] ?? []
    let second = tied[to] ?? []
    if let told, first.contains(told) || second.contains(told) { return told }
    return first.first { second.contains($0) } ?? first.first ?? second.first ?? domain
  }

  /// The plan, with what the file tells of that nothing here reads.
  mutating func finish() -> ImportPlan {
    let read = ToldNetwork.readVariables
    for (name, place) in network.variablePlaces.sorted(by: { $0.value.line < $1.value.line })
    where !read.contains(name) {
      note(place, .dropped, .notRead)
    }
    return plan
  }
}

extension ToldNetwork {
  /// The variables that become part of a record, or are how a file names things.
  static let readVariables =
    labelVariables.union(ToldWords.card).union(ToldWords.qualities)
    .union(["reserved", "relation", "domain", "weight", "Weight", "id"])
}

extension MemberTie {
  /// The same tie, going both ways.
  fileprivate func mutual() throws(NetworkError) -> MemberTie {
    try MemberTie(
      domain: domain, from: from, to: to, relation: relation,
      qualities: TieQualities(
        direction: .mutual, strength: qualities.strength, support: qualities.support,
        stress: qualities.stress, help: Set(qualities.help),
        helpDirection: qualities.helpDirection, frequency: qualities.frequency,
        medium: qualities.medium, mediatedBy: qualities.mediatedBy,
        startedBy: qualities.startedBy, since: qualities.since, until: qualities.until,
        saidBy: qualities.saidBy, contested: qualities.contested, statement: qualities.statement))
  }
}
