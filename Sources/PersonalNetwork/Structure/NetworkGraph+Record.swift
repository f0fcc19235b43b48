extension NetworkGraph {
  /// The attribute that says whether a member is paid or mandated to be there.
  package static let formalAttribute = "formal"
  /// The attribute that says the authority a member belongs to.
  package static let authorityAttribute = "authority"
  /// The words of the attribute ``formalAttribute``.
  package static func formalWord(_ formal: Bool) -> String { formal ? "formal" : "informal" }

  /// The graph of a record as it was on a day.
  ///
  /// Its members are those whose card was not over, in the order of their identifiers; its edges
  /// are the ties between them that were not over, weighed by their strength (1 where none was
  /// said). A tie told in several domains is there several times. The tie with ego weighs the
  /// greatest strength told in any domain.
  ///
  /// - Parameter relation: Which ties between members; nil for both.
  package init(
    _ network: PersonalNetwork, on day: Day, relation: MemberTie.Relation? = nil
  ) throws(NetworkError) {
    var places: [MemberID: Int] = [:]
    var strengths: [MemberID: Int] = [:]
    for (_, tie) in network.ties() where tie.qualities.stands(on: day) {
      strengths[tie.member] = max(strengths[tie.member] ?? 1, tie.qualities.strength?.rawValue ?? 1)
    }
    var nodes: [Node] = []
    for (id, card) in network.members where card.stands(on: day) {
      places[id] = nodes.count
      nodes.append(
        Node(
          id: id.description, label: card.label, attributes: Self.attributes(card),
          egoWeight: Double(strengths[id] ?? 1)))
    }
    var edges: [Edge] = []
    for (_, tie) in network.memberTies
    where tie.qualities.stands(on: day) && (relation == nil || tie.relation == relation) {
      guard let from = places[tie.from], let to = places[tie.to] else { continue }
      let inward = tie.qualities.direction == .inward
      edges.append(
        Edge(
          from: inward ? to : from, to: inward ? from : to,
          weight: Double(tie.qualities.strength?.rawValue ?? 1),
          directed: tie.qualities.direction != .mutual))
    }
    try self.init(nodes: nodes, edges: edges)
  }

  private static func attributes(_ card: Member) -> [String: String] {
    var attributes = [formalAttribute: formalWord(card.formal), "kind": card.kind.rawValue]
    attributes[authorityAttribute] = card.authority?.description
    attributes["circle"] = card.circle.map { String($0.rawValue) }
    return attributes
  }
}

extension Member {
  /// Whether the member was there on a day; a period that was not said does not end.
  package func stands(on day: Day) -> Bool {
    since.map { $0 <= day } ?? true && until.map { day <= $0 } ?? true
  }
}

extension TieQualities {
  /// Whether the tie was there on a day; a period that was not said does not end.
  package func stands(on day: Day) -> Bool {
    since.map { $0 <= day } ?? true && until.map { day <= $0 } ?? true
  }
}
