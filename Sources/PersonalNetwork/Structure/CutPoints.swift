/// The members and ties whose loss would part people who reach each other now.
///
/// An *articulation point* is a member, a *bridge* a tie, without which there are more components.
/// Source: Tarjan 1972, Hopcroft and Tarjan 1973; without recursion, since chains may be long.
struct CutPoints {
  /// Whether each member is an articulation point.
  private(set) var isArticulation: [Bool]
  /// The bridges by their two ends, the smaller first; ascending.
  private(set) var bridges: [(one: Int, other: Int)] = []

  private let adjacency: Adjacency
  /// When a member was first met; 0 for not yet.
  private var met: [Int32]
  /// The earliest member reached from here or below, other than by the tie one came by.
  private var lowest: [Int32]
  private var clock: Int32 = 0

  private struct Step {
    let member: Int
    let parent: Int
    var place: Int
  }

  /// Finds both in one walk, in members + ties.
  init(_ adjacency: Adjacency) {
    self.adjacency = adjacency
    isArticulation = Array(repeating: false, count: adjacency.count)
    met = Array(repeating: 0, count: adjacency.count)
    lowest = met
    for start in 0..<adjacency.count where met[start] == 0 { walk(from: start) }
    bridges.sort { ($0.one, $0.other) < ($1.one, $1.other) }
  }

  private mutating func meet(_ member: Int, from parent: Int) -> Step {
    clock += 1
    met[member] = clock
    lowest[member] = clock
    return Step(member: member, parent: parent, place: adjacency.row(member).lowerBound)
  }

  private mutating func walk(from start: Int) {
    var path = [meet(start, from: -1)]
    var branches = 0
    while let step = path.last {
      guard step.place < adjacency.row(step.member).upperBound else {
        path.removeLast()
        guard step.parent >= 0 else { continue }
        leave(step, isRoot: step.parent == start)
        continue
      }
      path[path.count - 1].place += 1
      let next = Int(adjacency.neighbours[step.place])
      if met[next] == 0 {
        if step.member == start { branches += 1 }
        path.append(meet(next, from: step.member))
      } else if next != step.parent {
        lowest[step.member] = min(lowest[step.member], met[next])
      }
    }
    // Where one began is a cut when the walk had to come back to it to go on.
    isArticulation[start] = branches > 1
  }

  private mutating func leave(_ step: Step, isRoot: Bool) {
    let (member, parent) = (step.member, step.parent)
    lowest[parent] = min(lowest[parent], lowest[member])
    if lowest[member] > met[parent] {
      bridges.append((min(member, parent), max(member, parent)))
    }
    if !isRoot, lowest[member] >= met[parent] { isArticulation[parent] = true }
  }
}
