/// The members of a personal network and the ties between them; ego, whose network it is, stands
/// apart and is tied to every member.
///
/// It is built from a record or from a file of any format, and knows nothing of either. Measures
/// are taken of it by ``NetworkMeasures``.
///
/// INVARIANT: identifiers are unique; both ends of an edge are places in ``nodes``; weights are
/// finite and above 0.
package struct NetworkGraph: Hashable, Sendable {
  /// The largest number of members: a bound against hostile files.
  package static let nodeBound = 1_000_000

  /// A member.
  package struct Node: Hashable, Sendable {
    /// The identifier in the record or the file; unique in the graph.
    package let id: String
    /// The name shown; written by others.
    package let label: String
    /// What is said of the member, by the name of the attribute; what was not said is absent.
    package let attributes: [String: String]
    /// The weight of the tie with ego.
    package let egoWeight: Double

    /// States a member; without a label, the identifier is shown.
    package init(
      id: String, label: String? = nil, attributes: [String: String] = [:], egoWeight: Double = 1
    ) {
      self.id = id
      self.label = label ?? id
      self.attributes = attributes
      self.egoWeight = egoWeight
    }
  }

  /// A tie between two members.
  package struct Edge: Hashable, Sendable {
    /// The place of the first end in the graph's nodes.
    package let from: Int
    /// The place of the other end.
    package let to: Int
    /// How much the tie weighs.
    package let weight: Double
    /// Whether it goes from the first end to the other alone.
    package let directed: Bool

    /// States a tie.
    package init(from: Int, to: Int, weight: Double = 1, directed: Bool = false) {
      self.from = from
      self.to = to
      self.weight = weight
      self.directed = directed
    }
  }

  /// What the network is called where a file has several; may be empty.
  package let name: String
  /// The members, in the order of the record or file.
  package let nodes: [Node]
  /// The ties as they were told, loops and repeated ones included; measures leave them out.
  package let edges: [Edge]
  /// What is said of ego; nil for a network around nobody.
  package let ego: [String: String]?

  /// Takes members and ties.
  ///
  /// - Throws: ``NetworkError`` with `duplicateItem` for an identifier used twice, `unknownMember`
  ///   for an end that is no place of `nodes`, `outOfRange` for a weight that is not a finite
  ///   number above 0, `listTooLong` past ``nodeBound``. The place is `nodes[3]` or `edges[3]`.
  package init(
    name: String = "", nodes: [Node], edges: [Edge], ego: [String: String]? = [:]
  ) throws(NetworkError) {
    guard nodes.count <= Self.nodeBound else { throw NetworkError(.listTooLong, at: "nodes") }
    var ids: Set<[UInt8]> = []
    for (place, node) in nodes.enumerated() {
      // Bytes, for two texts that look the same are two names.
      guard ids.insert(Array(node.id.utf8)).inserted else {
        throw NetworkError(.duplicateItem, at: "nodes[\(place)]")
      }
      guard node.egoWeight.isFinite, node.egoWeight > 0 else {
        throw NetworkError(.outOfRange, at: "nodes[\(place)]")
      }
    }
    for (place, edge) in edges.enumerated() {
      guard nodes.indices.contains(edge.from), nodes.indices.contains(edge.to) else {
        throw NetworkError(.unknownMember, at: "edges[\(place)]")
      }
      guard edge.weight.isFinite, edge.weight > 0 else {
        throw NetworkError(.outOfRange, at: "edges[\(place)]")
      }
    }
    self.name = name
    self.nodes = nodes
    self.edges = edges
    self.ego = ego
  }
}
