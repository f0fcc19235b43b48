/// How often members lie on the shortest ways between others.
///
/// The betweenness of v is the sum, over pairs of other members, of the share of shortest paths
/// between the two that pass through v; ties count one step each, whatever their weight. Source:
/// Freeman 1977; the algorithm is Brandes 2001.
enum Betweenness {
  /// The betweenness of every member, not normalised, each pair counted once.
  ///
  /// In members × ties time, and room for the members.
  static func all(_ adjacency: Adjacency) -> [Double] {
    ShortestPaths.dependencies(adjacency).map { $0 / 2 }
  }

  /// The betweenness divided by the number of pairs of others; nil with fewer than three members.
  static func normalised(_ betweenness: Double, members count: Int) -> Double? {
    guard count > 2 else { return nil }
    return betweenness / (Double(count - 1) * Double(count - 2) / 2)
  }

  /// The betweenness of ego, who is tied to every member: two that are not tied are two steps apart,
  /// through ego and through each neighbour they share.
  ///
  /// In the sum of squared degrees.
  static func ofEgo(_ adjacency: Adjacency) -> Double {
    let count = adjacency.count
    var shared = [Int32](repeating: 0, count: count)
    var met: [Int] = []
    var total = 0.0
    for one in 0..<count {
      met.removeAll(keepingCapacity: true)
      for place in adjacency.row(one) {
        for next in adjacency.row(Int(adjacency.neighbours[place])) {
          let other = Int(adjacency.neighbours[next])
          guard other > one else { continue }
          if shared[other] == 0 { met.append(other) }
          shared[other] += 1
        }
      }
      let nearer = adjacency.row(one).reduce(into: 0) { count, place in
        if adjacency.neighbours[place] > one {
          count += 1
          shared[Int(adjacency.neighbours[place])] = -1
        }
      }
      let through = met.filter { shared[$0] > 0 }
      // Those that share nobody with this one are reached through ego alone.
      total += Double(count - 1 - one - nearer - through.count)
      for other in through { total += 1 / Double(shared[other] + 1) }
      for other in met { shared[other] = 0 }
      for place in adjacency.row(one) { shared[Int(adjacency.neighbours[place])] = 0 }
    }
    return total
  }
}
