/// The structure of a network: every measure of DOMAIN.md §3 that is of the whole, of ego and of
/// each member.
///
/// All are of the simple undirected graph of the members without ego: loops are left out, ties told
/// several times merged, and a tie that goes one way is a tie. What cannot be said of so small a
/// network is nil, never 0.
package struct NetworkMeasures: Hashable, Sendable, Encodable {
  /// A tie between two members, by their places in the graph.
  package struct Bridge: Hashable, Sendable, Encodable {
    /// The end with the smaller place.
    package let one: Int
    /// The other end.
    package let other: Int
  }

  /// Where ego stands, who is tied to every member.
  package struct Ego: Hashable, Sendable, Encodable {
    /// Ego's own holes.
    package let holes: StructuralHoles
    /// Ego's betweenness among the members, not normalised.
    package let betweenness: Double
    /// The same over all pairs of members; nil with fewer than two.
    package let normalisedBetweenness: Double?
  }

  /// Where a member stands among the members.
  package struct Standing: Hashable, Sendable, Encodable {
    /// The member's own holes.
    package let holes: StructuralHoles
    /// How often the member lies between two others, not normalised.
    package let betweenness: Double
    /// The same over all pairs of others; nil with fewer than three members.
    package let normalisedBetweenness: Double?
    /// Whether the network falls into more parts without the member.
    package let isArticulationPoint: Bool
  }

  /// How many members.
  package let size: Int
  /// How many ties between members.
  package let ties: Int
  /// Ties ÷ pairs; nil with fewer than two members.
  package let density: Double?
  /// How many members each component has, the largest first; a member without ties is one.
  package let components: [Int]
  /// Members without a tie to another.
  package let isolates: Int
  /// The share of pairs that do not reach each other, `1 − Σ s(s−1) ÷ n(n−1)`; nil with fewer than
  /// two members.
  ///
  /// Source: Borgatti 2006.
  package let fragmentation: Double?
  /// The ties whose loss makes more components, ascending.
  package let bridges: [Bridge]
  /// Where ego stands; nil for a network around nobody.
  package let ego: Ego?
  /// Where each member stands, in the order of the graph.
  package let members: [Standing]
  /// How groups mix, in the order of the attributes asked for.
  package let groups: [GroupMeasures]

  /// The places of the members whose loss makes more components, ascending.
  package var articulationPoints: [Int] {
    members.indices.filter { members[$0].isArticulationPoint }
  }

  /// Measures a graph, in members × ties for the betweenness.
  ///
  /// - Parameters:
  ///   - attributes: The attributes whose groups are measured.
  ///   - weighted: Whether Burt's measures take the ties for what they weigh, and each way apart;
  ///     all others never do.
  package init(_ graph: NetworkGraph, by attributes: [String] = [], weighted: Bool = false) {
    let adjacency = Adjacency(graph)
    let weighing: Adjacency.Weighing = weighted ? .told : .equal
    let holes = StructuralHoles.all(weighted ? Adjacency(graph, weighing: .told) : adjacency)
    let betweenness = Betweenness.all(adjacency)
    let cuts = CutPoints(adjacency)
    let sizes = Components.sizes(Components.numbers(adjacency))
    size = adjacency.count
    ties = adjacency.tieCount
    density =
      size > 1 ? Double(ties) / (Double(size) * Double(size - 1) / 2) : nil
    components = sizes.sorted(by: >)
    isolates = (0..<size).count { adjacency.degree($0) == 0 }
    fragmentation = Components.fragmentation(sizes)
    bridges = cuts.bridges.map { Bridge(one: $0.one, other: $0.other) }
    groups = attributes.map { GroupMeasures(graph, adjacency, by: $0) }
    ego = graph.ego.map { _ in
      Self.ego(adjacency, Adjacency(graph, weighing: weighing, withEgo: true))
    }
    members = zip(holes, zip(betweenness, cuts.isArticulation)).map { holes, place in
      Standing(
        holes: holes, betweenness: place.0,
        normalisedBetweenness: Betweenness.normalised(place.0, members: adjacency.count),
        isArticulationPoint: place.1)
    }
  }

  private static func ego(_ members: Adjacency, _ whole: Adjacency) -> Ego {
    let betweenness = Betweenness.ofEgo(members)
    return Ego(
      holes: StructuralHoles.of(members.count, in: whole), betweenness: betweenness,
      normalisedBetweenness: Betweenness.normalised(betweenness, members: whole.count))
  }
}
