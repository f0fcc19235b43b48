import Foundation
import TestSupport
import Testing

@testable import PersonalNetwork

/// Graphs that tests share: written out, drawn by chance, or read from data of others.
enum Graphs {
  /// The graph of undirected ties between the places 0 to `count`.
  static func of(
    _ count: Int, _ ties: [(Int, Int)], ego: [String: String]? = [:]
  ) throws -> NetworkGraph {
    try NetworkGraph(
      nodes: (0..<count).map { NetworkGraph.Node(id: "\($0)") },
      edges: ties.map { NetworkGraph.Edge(from: $0.0, to: $0.1) }, ego: ego)
  }

  /// A graph in which every pair is tied with the same chance.
  static func random(
    _ count: Int, chance: Double, using generator: inout SeededGenerator
  ) throws -> NetworkGraph {
    var ties: [(Int, Int)] = []
    for one in 0..<count {
      for other in 0..<one where Double.random(in: 0..<1, using: &generator) < chance {
        ties.append((one, other))
      }
    }
    return try of(count, ties)
  }

  /// The check graph of Burt and Borgatti: A to G are 0 to 6.
  static func published() throws -> NetworkGraph {
    let ties = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]
    return try of(
      7,
      ties.map { tie in
        let ends = tie.utf8.map { Int($0) - 65 }
        return (ends[0], ends[1])
      }, ego: nil)
  }

  /// A network of the file `egor32`, with twelve members.
  static func egor(_ ego: Int) throws -> NetworkGraph {
    var edges: [NetworkGraph.Edge] = []
    for row in try rows("networks/egor32/aaties32.csv") where Int(row[0]) == ego {
      let from = try #require(Int(row[1]))
      let to = try #require(Int(row[2]))
      let weight = try #require(Double(row[3]))
      edges.append(NetworkGraph.Edge(from: from - 1, to: to - 1, weight: weight))
    }
    let nodes = (1...12).map { NetworkGraph.Node(id: "\($0)") }
    return try NetworkGraph(name: "egor32 ego \(ego)", nodes: nodes, edges: edges)
  }

  /// The rows of a table without quoted separators, the header left out.
  static func rows(_ path: String) throws -> [[String]] {
    let text = String(decoding: try SharedData.bytes(path), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
    }
  }
}
