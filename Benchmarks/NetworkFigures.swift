import Foundation
import PersonalNetwork

/// Measures of networks: how long they take, and files with the same networks and results for
/// `networks.py`, which holds networkx and igraph beside them.
struct NetworkFigures {
  /// Where the files go.
  let folder: URL

  /// One network with what was found; read by `networks.py`.
  private struct Found: Encodable {
    let members: Int
    let edges: [[Int]]
    let groups: [String]
    let bound: Double
    let milliseconds: Double
    let betweenness: [Double]
    let constraint: [Double?]
    let effectiveSize: [Double]
    let density: Double?
    let components: Int
    let bridges: Int
    let articulationPoints: [Int]
    let ei: Double?
  }

  /// Measures both sizes and writes `network-45.json` and `network-2000.json`.
  func print() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (members, ties, bound, rounds) in [(45, 259, 1.0, 201), (2000, 11_000, 200, 9)] {
      let found = try measure(members: members, ties: ties, bound: bound, rounds: rounds)
      try JSONEncoder().encode(found)
        .write(to: folder.appendingPathComponent("network-\(members).json"))
      tell(
        "all measures, \(members) members, \(ties) ties: \(two: found.milliseconds) ms "
          + "(bound \(one: bound) ms)")
    }
  }

  private func measure(
    members: Int, ties: Int, bound: Double, rounds: Int
  ) throws -> Found {
    let graph = try random(members: members, ties: ties)
    var times: [Double] = []
    var measures = Self.all(graph)
    for _ in 0..<rounds {
      let begin = ContinuousClock.now
      measures = Self.all(graph)
      times.append((ContinuousClock.now - begin) / .milliseconds(1))
    }
    return Found(
      members: members, edges: graph.edges.map { [$0.from, $0.to] },
      groups: graph.nodes.map { $0.attributes[NetworkGraph.authorityAttribute] ?? "" },
      bound: bound, milliseconds: times.sorted()[rounds / 2],
      betweenness: measures.members.map(\.betweenness),
      constraint: measures.members.map(\.holes.constraint),
      effectiveSize: measures.members.map(\.holes.effectiveSize), density: measures.density,
      components: measures.components.count, bridges: measures.bridges.count,
      articulationPoints: measures.articulationPoints, ei: measures.groups.last?.ei)
  }

  /// What `maille network measure` computes.
  private static func all(_ graph: NetworkGraph) -> NetworkMeasures {
    NetworkMeasures(
      graph, by: [NetworkGraph.formalAttribute, NetworkGraph.authorityAttribute])
  }

  /// A network in which every pair is as likely tied as another; the same in each run.
  private func random(members: Int, ties: Int) throws -> NetworkGraph {
    var state: UInt64 = 2026
    func next() -> Int {
      // Knuth's constants; the high bits are good enough for who is tied to whom.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % members
    }
    var pairs: Set<[Int]> = []
    var edges: [NetworkGraph.Edge] = []
    while edges.count < ties {
      let (one, other) = (next(), next())
      guard one != other, pairs.insert([min(one, other), max(one, other)]).inserted else {
        continue
      }
      edges.append(NetworkGraph.Edge(from: one, to: other))
    }
    let nodes = (0..<members).map { member in
      NetworkGraph.Node(
        id: "\(member)",
        attributes: [
          NetworkGraph.formalAttribute: NetworkGraph.formalWord(member.isMultiple(of: 3)),
          NetworkGraph.authorityAttribute: "authority-\(member % 7)",
        ])
    }
    return try NetworkGraph(nodes: nodes, edges: edges)
  }
}
