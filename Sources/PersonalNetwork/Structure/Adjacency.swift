/// Members as whole numbers and who is tied to whom, as compressed sparse rows.
///
/// It is the simple graph behind a ``NetworkGraph``: loops are left out and ties told several times
/// merged. Row `i` is `neighbours[rows[i]..<rows[i + 1]]`, ascending; `weights` lies beside it.
struct Adjacency: Hashable, Sendable {
  /// Whether ties weigh what was told or all the same.
  enum Weighing {
    case equal, told
  }

  /// Where each row starts, and the end of the last one.
  let rows: [Int32]
  /// The neighbours of every member, row after row.
  let neighbours: [Int32]
  /// Burt's `a_ij + a_ji` beside each neighbour: what goes one way and what goes the other.
  ///
  /// An undirected tie goes both ways; of one told several times the greatest weight counts.
  let weights: [Double]

  /// How many members there are.
  var count: Int { rows.count - 1 }
  /// How many ties.
  var tieCount: Int { neighbours.count / 2 }

  /// The places of a member's row.
  func row(_ member: Int) -> Range<Int> { Int(rows[member])..<Int(rows[member + 1]) }

  /// How many neighbours a member has.
  func degree(_ member: Int) -> Int { row(member).count }

  /// The rows of a graph; with ego, ego is the last member.
  ///
  /// Sorts the ties.
  init(_ graph: NetworkGraph, weighing: Weighing = .equal, withEgo: Bool = false) {
    let count = graph.nodes.count
    var pairs: [Pair] = []
    pairs.reserveCapacity(graph.edges.count + (withEgo ? count : 0))
    for edge in graph.edges where edge.from != edge.to {
      pairs.append(Pair(edge, weighing))
    }
    if withEgo {
      for (place, node) in graph.nodes.enumerated() {
        let edge = NetworkGraph.Edge(from: place, to: count, weight: node.egoWeight)
        pairs.append(Pair(edge, weighing))
      }
    }
    self.init(count: count + (withEgo ? 1 : 0), pairs: Self.merged(pairs))
  }

  private struct Pair {
    let one: Int32
    let other: Int32
    var forth: Double
    var back: Double

    /// Both ends in one number, by which pairs are ordered.
    var key: Int64 { Int64(one) << 32 | Int64(other) }

    init(_ edge: NetworkGraph.Edge, _ weighing: Weighing) {
      let isTurned = edge.to < edge.from
      let weight = weighing == .told ? edge.weight : 1
      // Where ties weigh the same, one that goes one way alone is a tie like another.
      let opposite = edge.directed && weighing == .told ? 0 : weight
      one = Int32(min(edge.from, edge.to))
      other = Int32(max(edge.from, edge.to))
      forth = isTurned ? opposite : weight
      back = isTurned ? weight : opposite
    }
  }

  private static func merged(_ pairs: [Pair]) -> [Pair] {
    var merged: [Pair] = []
    merged.reserveCapacity(pairs.count)
    for pair in pairs.sorted(by: { $0.key < $1.key }) {
      guard let last = merged.last, last.key == pair.key else {
        merged.append(pair)
        continue
      }
      merged[merged.count - 1].forth = max(last.forth, pair.forth)
      merged[merged.count - 1].back = max(last.back, pair.back)
    }
    return merged
  }

  /// Fills the rows; since the pairs are ordered by the smaller end, then the other, every row comes
  /// out ascending.
  private init(count: Int, pairs: [Pair]) {
    var rows = [Int32](repeating: 0, count: count + 1)
    for pair in pairs {
      rows[Int(pair.one) + 1] += 1
      rows[Int(pair.other) + 1] += 1
    }
    for member in 0..<count { rows[member + 1] += rows[member] }
    var next = rows
    var neighbours = [Int32](repeating: 0, count: 2 * pairs.count)
    var weights = [Double](repeating: 0, count: 2 * pairs.count)
    func put(_ member: Int32, _ neighbour: Int32, _ weight: Double) {
      let place = Int(next[Int(member)])
      neighbours[place] = neighbour
      weights[place] = weight
      next[Int(member)] += 1
    }
    for pair in pairs {
      put(pair.one, pair.other, pair.forth + pair.back)
      put(pair.other, pair.one, pair.forth + pair.back)
    }
    self.rows = rows
    self.neighbours = neighbours
    self.weights = weights
  }
}
