/// One breadth-first search after another over the same rows.
///
/// A level is reached from the side that has fewer ties to look at: its members look ahead, or those
/// not met yet look back (Beamer, Asanović and Patterson 2012). No step of a loop branches where a
/// guess would fail half the time: an entry is always written, and the end of its list moves when
/// the entry counts.
struct BreadthFirst {
  /// What a search found.
  struct Found {
    /// How many members were met, the source included.
    var members: Int
    /// How many ties lead from one level to the next.
    var ties: Int
  }

  /// The members met, level by level; one more place for what does not count.
  private(set) var order: [Int32]
  /// The nearer ends of the ties on shortest paths, level by level; one more place.
  private(set) var from: [Int32]
  /// Their further ends.
  private(set) var to: [Int32]

  private static let unmet = Int32.max
  private let adjacency: Adjacency
  /// Steps from the source.
  private var distances: [Int32]
  /// Those not met, once they are who looks; one more place.
  private var rest: [Int32]

  /// Makes room for searches.
  init(_ adjacency: Adjacency) {
    self.adjacency = adjacency
    order = Array(repeating: 0, count: adjacency.count + 1)
    rest = order
    from = Array(repeating: 0, count: adjacency.tieCount + 1)
    to = from
    distances = Array(repeating: Self.unmet, count: adjacency.count)
  }

  /// Makes room for the next search, in the members this one met.
  mutating func forget(_ found: Found) {
    for place in 0..<found.members { distances[Int(order[place])] = Self.unmet }
  }

  /// Searches from a member; ``order``, ``from`` and ``to`` hold what was found.
  mutating func run(from source: Int) -> Found {
    order[0] = Int32(source)
    distances[source] = 0
    var found = Found(members: 1, ties: 0)
    var level = 0..<1
    var distance: Int32 = 0
    var ahead = adjacency.degree(source)
    var behind = adjacency.neighbours.count - ahead
    var resting: Int?
    while !level.isEmpty {
      // Listing the rest costs a look at every member.
      if behind + (resting ?? adjacency.count) < ahead {
        let count = resting ?? Self.listRest(distances, &rest)
        resting = Self.lookBack(
          adjacency, at: distance, count, &rest, &distances, &order, &from, &to, &found)
      } else {
        Self.lookAhead(adjacency, level, at: distance, &distances, &order, &from, &to, &found)
        resting = nil
      }
      level = level.upperBound..<found.members
      ahead = level.reduce(0) { $0 + adjacency.degree(Int(order[$1])) }
      behind -= ahead
      distance += 1
    }
    return found
  }

  private static func lookAhead(
    _ adjacency: Adjacency, _ level: Range<Int>, at distance: Int32, _ distances: inout [Int32],
    _ order: inout [Int32], _ from: inout [Int32], _ to: inout [Int32], _ found: inout Found
  ) {
    let (rows, neighbours) = (adjacency.rows.span, adjacency.neighbours.span)
    var distances = distances.mutableSpan
    var order = order.mutableSpan
    var from = from.mutableSpan
    var to = to.mutableSpan
    var (members, ties) = (found.members, found.ties)
    let further = distance + 1
    for place in level {
      let member = order[place]
      for entry in Int(rows[Int(member)])..<Int(rows[Int(member) + 1]) {
        let neighbour = neighbours[entry]
        let present = distances[Int(neighbour)]
        order[members] = neighbour
        members += present == unmet ? 1 : 0
        from[ties] = member
        to[ties] = neighbour
        ties += present >= further ? 1 : 0
        distances[Int(neighbour)] = min(present, further)
      }
    }
    found = Found(members: members, ties: ties)
  }

  /// Returns how many are still not met.
  private static func lookBack(
    _ adjacency: Adjacency, at distance: Int32, _ count: Int, _ rest: inout [Int32],
    _ distances: inout [Int32], _ order: inout [Int32], _ from: inout [Int32],
    _ to: inout [Int32], _ found: inout Found
  ) -> Int {
    let (rows, neighbours) = (adjacency.rows.span, adjacency.neighbours.span)
    var distances = distances.mutableSpan
    var rest = rest.mutableSpan
    var order = order.mutableSpan
    var from = from.mutableSpan
    var to = to.mutableSpan
    var (left, ties) = (0, found.ties)
    for place in 0..<count {
      let member = rest[place]
      let before = ties
      for entry in Int(rows[Int(member)])..<Int(rows[Int(member) + 1]) {
        let neighbour = neighbours[entry]
        from[ties] = neighbour
        to[ties] = member
        ties += distances[Int(neighbour)] == distance ? 1 : 0
      }
      let isMet = ties > before
      distances[Int(member)] = isMet ? distance + 1 : unmet
      order[found.members] = member
      found.members += isMet ? 1 : 0
      rest[left] = member
      left += isMet ? 0 : 1
    }
    found.ties = ties
    return left
  }

  private static func listRest(_ distances: [Int32], _ rest: inout [Int32]) -> Int {
    let distances = distances.span
    var rest = rest.mutableSpan
    var count = 0
    for member in distances.indices {
      rest[count] = Int32(member)
      count += distances[member] == unmet ? 1 : 0
    }
    return count
  }
}
