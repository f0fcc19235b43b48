package import PersonalNetwork

extension ToldNetwork {
  /// The graph for measures: members and ties as they were told, ego apart.
  ///
  /// The weight of a tie is its `weight`, else its `strength`, else 1. A weight of 0 or below says
  /// that there is no tie; one that is no number counts as 1.
  ///
  /// - Parameter egoID: The identifier of the node that is ego, where the file does not say.
  /// - Throws: ``ImportError`` with `noSuchNetwork` when no node has this identifier.
  package func graph(ego egoID: String? = nil) throws(ImportError) -> NetworkGraph {
    var chosen = egoNode
    if let egoID {
      chosen = nodes.firstIndex { ExactText($0.id) == ExactText(egoID) }
      guard chosen != nil else { throw ImportError(.noSuchNetwork, at: "the nodes") }
    }
    var egoWeights: [Int: Double] = [:]
    var told: [NetworkGraph.Edge] = []
    let gap = chosen ?? nodes.count
    let moved = nodes.indices.map { $0 > gap ? $0 - 1 : $0 }
    for edge in edges {
      guard let weight = weight(edge) else { continue }
      let from = Int(edge.from)
      let to = Int(edge.to)
      if from == chosen || to == chosen {
        let other = from == chosen ? to : from
        egoWeights[other] = max(egoWeights[other] ?? weight, weight)
      } else {
        told.append(
          NetworkGraph.Edge(
            from: moved[from], to: moved[to], weight: weight, directed: edge.directed))
      }
    }
    var members: [NetworkGraph.Node] = []
    var ego = ego
    for (index, node) in nodes.enumerated() {
      let attributes = attributes(node.values, defaults: nodeDefaults)
      guard index != chosen else {
        ego = attributes.merging(ego ?? [:]) { one, _ in one }
        continue
      }
      members.append(
        NetworkGraph.Node(
          id: node.id, label: label(node, attributes), attributes: attributes,
          egoWeight: egoWeights[index] ?? 1))
    }
    do {
      return try NetworkGraph(name: name, nodes: members, edges: told, ego: ego)
    } catch {
      throw ImportError(.refused(error.code), at: error.place)
    }
  }

  private func weight(_ edge: Edge) -> Double? {
    let attributes = attributes(edge.values, defaults: edgeDefaults)
    let text = ["weight", "Weight", "strength"].lazy.compactMap { attributes[$0] }.first
    guard let text, let weight = Double(text.trimmed.replacing(",", with: ".")), weight.isFinite
    else { return 1 }
    return weight > 0 ? weight : nil
  }
}
