import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

/// Definitions spelt out, slow and plain, beside the measures.
private struct Plain {
  let count: Int
  var ties: Set<[Int]>

  init(_ graph: NetworkGraph) {
    count = graph.nodes.count
    ties = Set(graph.edges.filter { $0.from != $0.to }.map { [$0.from, $0.to].sorted() })
  }

  func isTied(_ one: Int, _ other: Int) -> Bool { ties.contains([one, other].sorted()) }

  /// How many components there are among the members kept.
  func components(without gone: Int? = nil) -> Int {
    var left = Set((0..<count).filter { $0 != gone })
    var number = 0
    while let start = left.first {
      number += 1
      var waiting = [start]
      left.remove(start)
      while let one = waiting.popLast() {
        for other in left where isTied(one, other) {
          left.remove(other)
          waiting.append(other)
        }
      }
    }
    return number
  }

  /// Every shortest path from one member to another, by trying all simple ones.
  func shortestPaths(_ one: Int, _ other: Int) -> [[Int]] {
    var found: [[Int]] = []
    func go(_ path: [Int]) {
      if let best = found.first, path.count > best.count { return }
      guard let last = path.last, last != other else {
        if let best = found.first, path.count < best.count { found = [] }
        found.append(path)
        return
      }
      for next in 0..<count where isTied(last, next) && !path.contains(next) { go(path + [next]) }
    }
    go([one])
    return found
  }

  func betweenness() -> [Double] {
    var totals = [Double](repeating: 0, count: count)
    for one in 0..<count {
      for other in 0..<one {
        let paths = shortestPaths(one, other)
        for path in paths {
          for member in path.dropFirst().dropLast() { totals[member] += 1 / Double(paths.count) }
        }
      }
    }
    return totals
  }

  /// Constraint and effective size, straight from the definitions, over every third.
  func holes(_ one: Int) -> (constraint: Double, size: Double) {
    func tie(_ one: Int, _ other: Int) -> Double { isTied(one, other) ? 1 : 0 }
    func share(_ one: Int, _ other: Int) -> Double {
      let sum = (0..<count).reduce(0) { $0 + tie(one, $1) }
      return sum > 0 ? tie(one, other) / sum : 0
    }
    let others = (0..<count).filter { isTied(one, $0) }
    let constraint = others.reduce(0.0) { total, other in
      let indirect = (0..<count).reduce(0.0) { $0 + share(one, $1) * share($1, other) }
      return total + (share(one, other) + indirect) * (share(one, other) + indirect)
    }
    let size = others.reduce(0.0) { total, other in
      total + 1
        - (0..<count).filter { $0 != one }.reduce(0) { $0 + share(one, $1) * tie(other, $1) }
    }
    return (constraint, size)
  }
}

@Suite struct NetworkMeasuresTests {
  private static func graphs(_ number: Int, upTo bound: Int = 7) throws -> [NetworkGraph] {
    var generator = SeededGenerator(seed: 53)
    return try (0..<number).map { _ in
      try Graphs.random(
        Int.random(in: 0...bound, using: &generator),
        chance: Double.random(in: 0.1...0.9, using: &generator), using: &generator)
    }
  }

  @Test func betweennessIsWhatListingAllPathsGives() throws {
    for graph in try Self.graphs(200) {
      let plain = Plain(graph).betweenness()
      for (measured, listed) in zip(NetworkMeasures(graph).members, plain) {
        #expect(abs(measured.betweenness - listed) < 1e-9)
      }
    }
  }

  @Test func egoIsBetweenWhomListingAllPathsSays() throws {
    for graph in try Self.graphs(100, upTo: 6) {
      let count = graph.nodes.count
      let whole = try Graphs.of(
        count + 1, graph.edges.map { ($0.from, $0.to) } + (0..<count).map { ($0, count) })
      let listed = Plain(whole).betweenness()[count]
      #expect(abs(try #require(NetworkMeasures(graph).ego).betweenness - listed) < 1e-9)
    }
  }

  /// Large enough for those not met yet to be the ones who look.
  @Test func bothWaysOfSearchingFindTheSamePaths() throws {
    var generator = SeededGenerator(seed: 54)
    for chance in [0.02, 0.06, 0.3] {
      let graph = try Graphs.random(120, chance: chance, using: &generator)
      let measures = NetworkMeasures(graph)
      // Σ betweenness is, over pairs that reach each other, the members between them.
      let total = measures.members.reduce(0) { $0 + $1.betweenness }
      #expect(abs(total - Self.stepsBetween(graph)) < 1e-6)
    }
  }

  private static func stepsBetween(_ graph: NetworkGraph) -> Double {
    let count = graph.nodes.count
    var steps = [[Int]](
      repeating: [Int](repeating: count, count: count), count: count)
    for member in 0..<count { steps[member][member] = 0 }
    for edge in graph.edges {
      steps[edge.from][edge.to] = 1
      steps[edge.to][edge.from] = 1
    }
    for middle in 0..<count {
      for one in 0..<count {
        for other in 0..<count {
          steps[one][other] = min(steps[one][other], steps[one][middle] + steps[middle][other])
        }
      }
    }
    return steps.joined().reduce(0.0) { $0 + (1..<count ~= $1 ? Double($1 - 1) : 0) } / 2
  }

  @Test func cutsAreWhatTakingAwayShows() throws {
    for graph in try Self.graphs(300, upTo: 9) {
      let plain = Plain(graph)
      let measures = NetworkMeasures(graph)
      let whole = plain.components()
      #expect(measures.components.count == whole)
      let cuts = (0..<plain.count).filter { plain.components(without: $0) > whole }
      #expect(measures.articulationPoints == cuts)
      let bridges = plain.ties.filter { tie in
        var less = plain
        less.ties.remove(tie)
        return less.components() > whole
      }
      #expect(Set(measures.bridges.map { [$0.one, $0.other] }) == bridges)
    }
  }

  @Test func holesAreWhatTheDefinitionsSay() throws {
    for graph in try Self.graphs(200, upTo: 9) {
      let plain = Plain(graph)
      for (place, member) in NetworkMeasures(graph).members.enumerated() {
        let (constraint, size) = plain.holes(place)
        #expect(abs(member.holes.effectiveSize - size) < 1e-9)
        #expect(abs((member.holes.constraint ?? 0) - constraint) < 1e-9)
      }
    }
  }

  @Test func theOrderInWhichMembersAreToldChangesNothing() throws {
    var generator = SeededGenerator(seed: 55)
    for graph in try Self.graphs(100, upTo: 12) {
      let order = graph.nodes.indices.shuffled(using: &generator)
      var places = order
      for (place, old) in order.enumerated() { places[old] = place }
      let edges = graph.edges.shuffled(using: &generator).map { edge in
        NetworkGraph.Edge(from: places[edge.to], to: places[edge.from])
      }
      let turned = try NetworkGraph(nodes: order.map { graph.nodes[$0] }, edges: edges)
      let (one, other) = (NetworkMeasures(graph), NetworkMeasures(turned))
      #expect(one.components == other.components)
      #expect(one.density == other.density)
      #expect(one.fragmentation == other.fragmentation)
      #expect(Set(one.articulationPoints.map { places[$0] }) == Set(other.articulationPoints))
      for (place, member) in one.members.enumerated() {
        let same = other.members[places[place]]
        #expect(abs(member.betweenness - same.betweenness) < 1e-9)
        #expect(abs((member.holes.constraint ?? 0) - (same.holes.constraint ?? 0)) < 1e-9)
        #expect(abs((member.holes.hierarchy ?? 0) - (same.holes.hierarchy ?? 0)) < 1e-9)
      }
    }
  }

  @Test func tiesToldTwiceTurnedOrToOneselfChangeNothing() throws {
    for graph in try Self.graphs(50) {
      let again = graph.edges.map { NetworkGraph.Edge(from: $0.to, to: $0.from, directed: true) }
      let loops = graph.nodes.indices.map { NetworkGraph.Edge(from: $0, to: $0) }
      let noisy = try NetworkGraph(nodes: graph.nodes, edges: loops + again + graph.edges + again)
      #expect(NetworkMeasures(noisy) == NetworkMeasures(graph))
    }
  }

  @Test func aNetworkOfNobodyOrOfOneHasAStatedResult() throws {
    let nobody = NetworkMeasures(try Graphs.of(0, []))
    #expect(nobody.size == 0 && nobody.components == [] && nobody.members == [])
    #expect(nobody.density == nil && nobody.fragmentation == nil)
    #expect(nobody.ego?.holes.effectiveSize == 0 && nobody.ego?.holes.constraint == nil)
    #expect(nobody.ego?.normalisedBetweenness == nil)
    let one = NetworkMeasures(try Graphs.of(1, [(0, 0)]))
    #expect(one.components == [1] && one.isolates == 1 && one.ties == 0)
    #expect(one.density == nil && one.fragmentation == nil)
    #expect(one.ego?.holes.constraint == 1 && one.ego?.holes.hierarchy == nil)
    let apart = NetworkMeasures(try Graphs.of(4, []))
    #expect(apart.density == 0 && apart.fragmentation == 1 && apart.isolates == 4)
    #expect(apart.ego?.betweenness == 6 && apart.ego?.normalisedBetweenness == 1)
    #expect(apart.members.allSatisfy { $0.holes.constraint == nil && $0.betweenness == 0 })
  }

  @Test func fragmentationIsTheShareOfPairsApart() throws {
    let measures = NetworkMeasures(try Graphs.of(5, [(0, 1), (1, 2), (3, 4)]))
    #expect(measures.components == [3, 2])
    #expect(abs(try #require(measures.fragmentation) - 0.6) < 1e-12)
  }

  @Test func weightsCountForHolesAloneAndOnlyWhenAsked() throws {
    let edges = [
      NetworkGraph.Edge(from: 0, to: 1, weight: 3), NetworkGraph.Edge(from: 0, to: 2),
      NetworkGraph.Edge(from: 1, to: 2, weight: 2, directed: true),
    ]
    let graph = try NetworkGraph(
      nodes: (0..<3).map { NetworkGraph.Node(id: "\($0)") }, edges: edges, ego: nil)
    let (equal, told) = (NetworkMeasures(graph), NetworkMeasures(graph, weighted: true))
    #expect(equal.members[0].holes.constraint == equal.members[1].holes.constraint)
    // z01 = 6, z02 = 2, z12 = 2: p01 = 3/4, p02 = 1/4, p12 = 1/4, p21 = 1/2.
    let constraint = pow(0.75 + 0.25 * 0.5, 2) + pow(0.25 + 0.75 * 0.25, 2)
    #expect(abs(try #require(told.members[0].holes.constraint) - constraint) < 1e-12)
    #expect(told.members.map(\.betweenness) == equal.members.map(\.betweenness))
  }

  @Test func aGraphThatCannotBeIsRefused() throws {
    let node = NetworkGraph.Node(id: "a")
    func code(_ nodes: [NetworkGraph.Node], _ edges: [NetworkGraph.Edge]) -> NetworkError.Code? {
      do {
        _ = try NetworkGraph(nodes: nodes, edges: edges)
        return nil
      } catch { return error.code }
    }
    #expect(code([node, node], []) == .duplicateItem)
    #expect(code([node], [NetworkGraph.Edge(from: 0, to: 1)]) == .unknownMember)
    #expect(code([node], [NetworkGraph.Edge(from: 0, to: 0, weight: .nan)]) == .outOfRange)
    #expect(code([node], [NetworkGraph.Edge(from: 0, to: 0, weight: -1)]) == .outOfRange)
    #expect(code([NetworkGraph.Node(id: "a", egoWeight: 0)], []) == .outOfRange)
    // Two texts that look alike are two names.
    #expect(code([.init(id: "e\u{301}"), .init(id: "é")], []) == nil)
  }

  @Test func groupsThatMixAndGroupsThatDoNot() throws {
    let words = ["formal", "formal", "informal", "informal", nil]
    func graph(_ ties: [(Int, Int)]) throws -> NetworkGraph {
      try NetworkGraph(
        nodes: words.enumerated().map { place, word in
          .init(id: "\(place)", attributes: word.map { ["formal": $0] } ?? [:])
        }, edges: ties.map { .init(from: $0.0, to: $0.1) })
    }
    let apart = GroupMeasures(try graph([(0, 1), (3, 2), (2, 3), (4, 0)]), by: "formal")
    #expect(apart.ei == -1 && apart.blau == 0.5 && apart.within == 2)
    let mixed = GroupMeasures(try graph([(0, 2), (1, 3), (0, 1)]), by: "formal")
    #expect(abs(try #require(mixed.ei) - 1 / 3) < 1e-12)
    let unknown = GroupMeasures(try graph([(0, 1)]), by: "authority")
    #expect(unknown.ei == nil && unknown.blau == nil && unknown.groups.isEmpty)
  }
}
