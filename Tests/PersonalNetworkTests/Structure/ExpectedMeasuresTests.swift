import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

/// Values that others computed or published.
@Suite struct ExpectedMeasuresTests {
  private struct Expected: Decodable {
    let alters: Int
    let alter_ties: Int
    let density: Double
    let components: Int
    let isolates: Int
    let effective_size: Double
    let constraint: Double
    let efficiency: Double
    let hierarchy: Double
    let max_alter_betweenness: Double
    let ego_betweenness_norm: Double
    let bridges_alter_alter: Int
    let cut_alters: [String]
  }

  private struct Published: Decodable {
    let effective_size: Double
    let constraint: Double
  }

  private struct File: Decodable {
    let networks: [String: Expected]
    let published: [String: Published]

    init(from decoder: any Decoder) throws {
      struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }
      let values = try decoder.container(keyedBy: Name.self)
        .nestedContainer(keyedBy: Name.self, forKey: Name(stringValue: "values"))
      var networks: [String: Expected] = [:]
      for key in values.allKeys where key.stringValue.hasPrefix("egor32") {
        networks[key.stringValue] = try values.decode(Expected.self, forKey: key)
      }
      self.networks = networks
      published = try values.decode(
        [String: Published].self, forKey: Name(stringValue: "burt-borgatti example"))
    }
  }

  private static func file() throws -> File {
    try JSONDecoder().decode(
      File.self, from: SharedData.bytes("networks/expected-measures.json"))
  }

  private static func close(_ one: Double?, _ other: Double) -> Bool {
    one.map { abs($0 - other) <= 1e-6 } ?? false
  }

  @Test(.sharedData, arguments: 1...4)
  func aNetworkHasTheMeasuresOfNetworkx(ego number: Int) throws {
    let graph = try Graphs.egor(number)
    let expected = try #require(try Self.file().networks[graph.name])
    let measures = NetworkMeasures(graph)
    let ego = try #require(measures.ego)
    #expect(measures.size == expected.alters)
    #expect(measures.ties == expected.alter_ties)
    #expect(Self.close(measures.density, expected.density))
    #expect(measures.components.count == expected.components)
    #expect(measures.isolates == expected.isolates)
    #expect(ego.holes.degree == expected.alters)
    #expect(Self.close(ego.holes.effectiveSize, expected.effective_size))
    #expect(Self.close(ego.holes.efficiency, expected.efficiency))
    #expect(Self.close(ego.holes.constraint, expected.constraint))
    #expect(Self.close(ego.holes.hierarchy, expected.hierarchy))
    #expect(Self.close(ego.normalisedBetweenness, expected.ego_betweenness_norm))
    let greatest = measures.members.map(\.betweenness).max()
    #expect(Self.close(greatest, expected.max_alter_betweenness))
    #expect(measures.bridges.count == expected.bridges_alter_alter)
    #expect(measures.articulationPoints.map { graph.nodes[$0].id } == expected.cut_alters)
  }

  @Test(.sharedData) func theCheckGraphHasTheValuesOfTheFile() throws {
    let members = NetworkMeasures(try Graphs.published()).members
    let published = try Self.file().published
    #expect(published.count == members.count)
    for (place, name) in "ABCDEFG".enumerated() {
      let expected = try #require(published[String(name)])
      #expect(Self.close(members[place].holes.effectiveSize, expected.effective_size))
      #expect(Self.close(members[place].holes.constraint, expected.constraint))
    }
  }

  @Test func theCheckGraphHasThePublishedValues() throws {
    let holes = NetworkMeasures(try Graphs.published()).members.map(\.holes)
    let expected: [(place: Int, size: Double, constraint: Double)] = [
      (0, 2.50, 0.595), (2, 1, 1), (6, 4.67, 0.400),
    ]
    for (place, size, constraint) in expected {
      #expect(abs(holes[place].effectiveSize - size) < 0.005)
      #expect(abs(try #require(holes[place].constraint) - constraint) < 0.0005)
    }
  }

  @Test(.sharedData) func aRealNetworkIsReadWhole() throws {
    let rows = try Graphs.rows("networks/vacca-028/alter_ties_028.csv")
    let matrix = try Graphs.rows("networks/vacca-028/adj_028.csv")
    let places = Dictionary(uniqueKeysWithValues: matrix.enumerated().map { ($1[0], $0) })
    let edges = try rows.map { row in
      NetworkGraph.Edge(
        from: try #require(places[row[0]]), to: try #require(places[row[1]]),
        weight: try #require(Double(row[2])))
    }
    let graph = try NetworkGraph(
      nodes: matrix.map { NetworkGraph.Node(id: $0[0]) }, edges: edges)
    let adjacency = Adjacency(graph, weighing: .told)
    #expect(adjacency.count == 45)
    for (one, row) in matrix.enumerated() {
      var told = [Double](repeating: 0, count: 45)
      for place in adjacency.row(one) {
        told[Int(adjacency.neighbours[place])] = adjacency.weights[place] / 2
      }
      // What was not said of a pair is written NA.
      #expect(told == row.dropFirst().map { Double($0) ?? 0 })
    }
  }
}
