import Foundation

/// Burt's measures of the holes in the network around one member.
///
/// With `p_ij` the share of `i`'s ties that go to `j` (weights both ways, divided by their sum) and
/// `q` any third: constraint by `j` is `c_ij = (p_ij + Σ p_iq p_qj)²`, over the neighbours `j`.
/// Source: Burt, *Structural Holes*, 1992, chapter 2; Borgatti 1997 for the check values.
package struct StructuralHoles: Hashable, Sendable, Encodable {
  /// How many neighbours.
  package let degree: Int
  /// The neighbours less their redundancy, `Σ_j (1 − Σ_q p_iq m_jq)` with `m_jq` the weight of the
  /// tie `jq` over the greatest of `j`'s; 0 without neighbours.
  package let effectiveSize: Double
  /// The effective size ÷ the neighbours; nil without neighbours.
  package let efficiency: Double?
  /// `C = Σ c_ij`: how much all ties lead back to the same people; nil without neighbours.
  package let constraint: Double?
  /// How much the constraint comes from one neighbour, 0 (from all alike) to 1: the Coleman–Theil
  /// index `Σ r ln r ÷ (N ln N)` with `r = c_ij ÷ (C ÷ N)`; nil with fewer than two neighbours.
  package let hierarchy: Double?
}

extension StructuralHoles {
  /// The measures of every member, in order; in the sum of squared degrees.
  static func all(_ adjacency: Adjacency) -> [StructuralHoles] {
    var reading = HolesReading(adjacency)
    return (0..<adjacency.count).map { reading.holes(of: $0) }
  }

  /// The measures of one member.
  static func of(_ member: Int, in adjacency: Adjacency) -> StructuralHoles {
    var reading = HolesReading(adjacency)
    return reading.holes(of: member)
  }
}

private struct HolesReading {
  let adjacency: Adjacency
  private let sums: [Double]
  private let greatest: [Double]
  /// `p_ij` of the member being read, 0 for whoever is no neighbour.
  private var shares: [Double]
  /// `Σ_q p_iq p_qj` of the member being read.
  private var indirect: [Double]

  init(_ adjacency: Adjacency) {
    self.adjacency = adjacency
    let members = 0..<adjacency.count
    sums = members.map { member in adjacency.row(member).reduce(0) { $0 + adjacency.weights[$1] } }
    greatest = members.map { member in
      adjacency.row(member).reduce(0) { max($0, adjacency.weights[$1]) }
    }
    shares = Array(repeating: 0, count: adjacency.count)
    indirect = shares
  }

  mutating func holes(of member: Int) -> StructuralHoles {
    let row = adjacency.row(member)
    guard !row.isEmpty else {
      return StructuralHoles(
        degree: 0, effectiveSize: 0, efficiency: nil, constraint: nil, hierarchy: nil)
    }
    for place in row {
      shares[Int(adjacency.neighbours[place])] = adjacency.weights[place] / sums[member]
    }
    let redundancy = readNeighbours(of: member)
    var constraints: [Double] = []
    constraints.reserveCapacity(row.count)
    for place in row {
      let neighbour = Int(adjacency.neighbours[place])
      let share = shares[neighbour] + indirect[neighbour]
      constraints.append(share * share)
    }
    for place in row {
      shares[Int(adjacency.neighbours[place])] = 0
      indirect[Int(adjacency.neighbours[place])] = 0
    }
    let size = Double(row.count) - redundancy
    return StructuralHoles(
      degree: row.count, effectiveSize: size, efficiency: size / Double(row.count),
      constraint: constraints.reduce(0, +), hierarchy: Self.hierarchy(constraints))
  }

  /// Fills what reaches each neighbour through another; returns the sum of redundancies.
  private mutating func readNeighbours(of member: Int) -> Double {
    var redundancy = 0.0
    for place in adjacency.row(member) {
      let through = Int(adjacency.neighbours[place])
      let share = shares[through]
      for next in adjacency.row(through) {
        let other = Int(adjacency.neighbours[next])
        guard shares[other] > 0, other != member else { continue }
        indirect[other] += share * adjacency.weights[next] / sums[through]
        redundancy += shares[other] * adjacency.weights[next] / greatest[through]
      }
    }
    return redundancy
  }

  private static func hierarchy(_ constraints: [Double]) -> Double? {
    guard constraints.count > 1 else { return nil }
    let count = Double(constraints.count)
    let mean = constraints.reduce(0, +) / count
    let sum = constraints.reduce(0.0) { $0 + ($1 / mean) * log($1 / mean) }
    return sum / (count * log(count))
  }
}
