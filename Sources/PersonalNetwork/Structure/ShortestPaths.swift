/// Brandes' accumulation: from each source one search, which lists the ties on shortest paths level
/// by level, then two passes over that flat list.
///
/// With σ the number of shortest paths to a member, the dependency of the source on it is σ times
/// the sum, over the next members w, of (1 + δ(w)) ÷ σ(w).
enum ShortestPaths {
  /// The dependencies of all sources on every member, summed; each pair is met from both its ends.
  static func dependencies(_ adjacency: Adjacency) -> [Double] {
    var totals = [Double](repeating: 0, count: adjacency.count)
    var members = [Member](repeating: Member(), count: adjacency.count)
    var search = BreadthFirst(adjacency)
    for source in 0..<adjacency.count where adjacency.degree(source) > 0 {
      let found = search.run(from: source)
      accumulate(found, search, &members, &totals)
      search.forget(found)
    }
    return totals
  }

  private struct Member {
    /// How many shortest paths lead here.
    var paths = 0.0
    /// 1 ÷ paths.
    var inverse = 0.0
    /// The sum over the next members.
    var sum = 0.0
  }

  private static func accumulate(
    _ found: BreadthFirst.Found, _ search: BreadthFirst, _ members: inout [Member],
    _ totals: inout [Double]
  ) {
    var members = members.mutableSpan
    var totals = totals.mutableSpan
    let (order, from, to) = (search.order.span, search.from.span, search.to.span)
    members[Int(order[0])].paths = 1
    for tie in 0..<found.ties { members[Int(to[tie])].paths += members[Int(from[tie])].paths }
    for place in 1..<found.members {
      let member = Int(order[place])
      members[member].inverse = 1 / members[member].paths
    }
    for tie in stride(from: found.ties - 1, through: 0, by: -1) {
      let next = members[Int(to[tie])]
      members[Int(from[tie])].sum += next.inverse + next.sum
    }
    for place in 1..<found.members {
      let member = Int(order[place])
      totals[member] += members[member].paths * members[member].sum
      members[member] = Member()
    }
    members[Int(order[0])] = Member()
  }
}
