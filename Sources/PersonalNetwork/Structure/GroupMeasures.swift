/// How a network mixes groups: by formal, by authority, or by any attribute of its members.
///
/// Members of whom the attribute is not said are left out, and so are their ties; the counts say how
/// many were left. Ties are those of the simple graph, each once.
package struct GroupMeasures: Hashable, Sendable, Encodable {
  /// The attribute.
  package let attribute: String
  /// How many members there are in each group, by its word.
  package let groups: [String: Int]
  /// Ties between members of one group.
  package let within: Int
  /// Ties between members of two groups.
  package let between: Int

  /// The EI index, (between − within) ÷ (between + within): −1 where groups keep to themselves, 1
  /// where ties only cross; nil without a tie.
  ///
  /// Source: Krackhardt and Stern 1988.
  package var ei: Double? {
    guard within + between > 0 else { return nil }
    return Double(between - within) / Double(between + within)
  }

  /// Blau's index of heterogeneity, `1 − Σ p²` over the groups' shares: 0 where all are of one
  /// group; nil without a member.
  ///
  /// Source: Blau 1977.
  package var blau: Double? {
    let count = groups.values.reduce(0, +)
    guard count > 0 else { return nil }
    return 1
      - groups.values.reduce(0.0) { sum, size in
        let share = Double(size) / Double(count)
        return sum + share * share
      }
  }

  /// The measures of a graph by an attribute; members + ties, and a sort of the ties.
  package init(_ graph: NetworkGraph, by attribute: String) {
    self.init(graph, Adjacency(graph), by: attribute)
  }

  init(_ graph: NetworkGraph, _ adjacency: Adjacency, by attribute: String) {
    var groups: [String: Int] = [:]
    var numbers: [String: Int] = [:]
    let members = graph.nodes.map { node -> Int? in
      guard let word = node.attributes[attribute] else { return nil }
      groups[word, default: 0] += 1
      let number = numbers[word] ?? numbers.count
      numbers[word] = number
      return number
    }
    var (within, between) = (0, 0)
    for (one, group) in members.enumerated() {
      guard let group else { continue }
      for place in adjacency.row(one) {
        let other = Int(adjacency.neighbours[place])
        guard other > one, let otherGroup = members[other] else { continue }
        if group == otherGroup { within += 1 } else { between += 1 }
      }
    }
    self.attribute = attribute
    self.groups = groups
    self.within = within
    self.between = between
  }

  private enum CodingKeys: String, CodingKey {
    case attribute, groups, within, between, ei, blau
  }

  /// Encodes the counts and both indices; an index that is not defined is absent.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(attribute, forKey: .attribute)
    try fields.encode(groups, forKey: .groups)
    try fields.encode(within, forKey: .within)
    try fields.encode(between, forKey: .between)
    try fields.encodeIfPresent(ei, forKey: .ei)
    try fields.encodeIfPresent(blau, forKey: .blau)
  }
}
