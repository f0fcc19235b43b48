/// The fewest candidates to leave out so that every need is met; among equals, those that lose least.
///
/// Exact up to ``stepBound`` steps, by trying one number after the other with bounds on what the
/// rest can still meet; beyond that, the best found, which loses no candidate for nothing.
struct LeastDrops {
  /// What leaving candidates out must come to.
  enum Need: Hashable {
    /// The gains of what is left out add up to at least this.
    case weight(gains: [Int], atLeast: Int)
    /// So many groups are left out whole; nil is in no group.
    case emptied(groups: [Int?], atLeast: Int)
    /// So many groups have something left out.
    case touched(groups: [Int?], atLeast: Int)
  }

  /// How many steps the search takes at most.
  static let stepBound = 40_000

  /// What each candidate loses when it is left out.
  private let losses: [Int]
  private let needs: [Need]
  /// The candidates in the order in which they are tried.
  private let order: [Int]
  /// By need, place in the order and count: the most that so many of the rest add up to.
  private let most: [[[Int]]]
  private var steps = LeastDrops.stepBound
  private var best: (drops: Set<Int>, loss: Int)?

  /// Prepares a search.
  ///
  /// - Parameter groups: The group of each candidate; those of one are tried after each other.
  init(losses: [Int], groups: [Int], needs: [Need]) {
    let needs = Self.strongest(needs)
    self.losses = losses
    self.needs = needs
    let isGrouped = needs.contains { if case .emptied = $0 { true } else { false } }
    let sizes = Dictionary(groups.map { ($0, 1) }, uniquingKeysWith: +)
    order = losses.indices.sorted { one, other in
      if isGrouped, groups[one] != groups[other] {
        let (mine, theirs) = (sizes[groups[one]] ?? 0, sizes[groups[other]] ?? 0)
        return mine == theirs ? groups[one] < groups[other] : mine < theirs
      }
      return losses[one] == losses[other] ? one < other : losses[one] > losses[other]
    }
    let order = order
    most = needs.map { need in
      guard case .weight(let gains, _) = need else { return [] }
      return (0...order.count).map { place in
        order[place...].map { gains[$0] }.sorted(by: >).reduce(into: [0]) { sums, gain in
          sums.append(gain + (sums.last ?? 0))
        }
      }
    }
  }

  /// The candidates to leave out, fewer than `bound`; nil where no such set meets the needs.
  mutating func run(under bound: Int, mayDropAll: Bool) -> Set<Int>? {
    let largest = min(bound - 1, losses.count - (mayDropAll ? 0 : 1))
    guard largest >= 0 else { return nil }
    let quick = greedy().flatMap { $0.count <= largest ? $0 : nil }
    for count in 0...largest {
      best = nil
      if let quick, quick.count == count { best = (quick, loss(quick)) }
      descend(from: 0, left: count, drops: [], loss: 0)
      if let best { return best.drops }
      // Too many steps: what was found in the simple way is the answer.
      guard steps > 0 else { return quick }
    }
    return nil
  }

  private func loss(_ drops: Set<Int>) -> Int { drops.reduce(0) { $0 + losses[$1] } }

  /// Of needs with the same gains or groups, the one that asks for most.
  private static func strongest(_ needs: [Need]) -> [Need] {
    var weights: [[Int]: Int] = [:]
    var others: [Need] = []
    for need in needs {
      if case .weight(let gains, let least) = need {
        weights[gains] = max(weights[gains] ?? 0, least)
      } else {
        others.append(need)
      }
    }
    return others
      + weights.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { .weight(gains: $0.key, atLeast: $0.value) }
  }

  // MARK: The exact search

  private mutating func descend(from place: Int, left: Int, drops: Set<Int>, loss: Int) {
    steps -= 1
    guard steps > 0, best.map({ loss < $0.loss }) ?? true else { return }
    if left == 0 || place == order.count {
      if isMet(by: drops) { best = (drops, loss) }
      return
    }
    guard order.count - place >= left, isInReach(from: place, left: left, drops: drops) else {
      return
    }
    let candidate = order[place]
    descend(
      from: place + 1, left: left - 1, drops: drops.union([candidate]),
      loss: loss + losses[candidate])
    descend(from: place + 1, left: left, drops: drops, loss: loss)
  }

  private func isMet(by drops: Set<Int>) -> Bool {
    needs.allSatisfy { need in
      switch need {
      case .weight(let gains, let least): drops.reduce(0) { $0 + gains[$1] } >= least
      case .emptied(let groups, let least):
        missing(groups, drops).values.count { $0 == 0 } >= least
      case .touched(let groups, let least): Set(drops.compactMap { groups[$0] }).count >= least
      }
    }
  }

  /// How many of each group are not left out.
  private func missing(_ groups: [Int?], _ drops: Set<Int>) -> [Int: Int] {
    var missing: [Int: Int] = [:]
    for (candidate, group) in groups.enumerated() {
      if let group { missing[group, default: 0] += drops.contains(candidate) ? 0 : 1 }
    }
    return missing
  }

  /// Whether leaving out so many more, from a place on, could still meet every need.
  private func isInReach(from place: Int, left: Int, drops: Set<Int>) -> Bool {
    needs.indices.allSatisfy { index in
      switch needs[index] {
      case .weight(let gains, let least):
        let sums = most[index][place]
        return drops.reduce(0) { $0 + gains[$1] } + sums[min(left, sums.count - 1)] >= least
      case .emptied(let groups, let least):
        var missing = missing(groups, drops)
        for kept in order[..<place] where !drops.contains(kept) {
          if let group = groups[kept] { missing[group] = nil }
        }
        let costs = missing.values.sorted()
        return costs.count >= least && costs.prefix(least).reduce(0, +) <= left
      case .touched(let groups, let least):
        return Set(drops.compactMap { groups[$0] }).count + left >= least
      }
    }
  }

  // MARK: The simple way

  /// Leaves out what helps most until every need is met, then puts back what can stay.
  private func greedy() -> Set<Int>? {
    var drops: Set<Int> = []
    for need in needs {
      switch need {
      case .emptied(let groups, let least):
        let cheapest = missing(groups, []).sorted {
          $0.value == $1.value ? $0.key < $1.key : $0.value < $1.value
        }
        for (group, _) in cheapest.prefix(least) {
          drops.formUnion(groups.indices.filter { groups[$0] == group })
        }
      case .touched(let groups, let least):
        for group in Set(groups.compactMap(\.self)).sorted().prefix(least) {
          if let first = groups.firstIndex(of: group) { drops.insert(first) }
        }
      case .weight(let gains, let least):
        var sum = drops.reduce(0) { $0 + gains[$1] }
        for candidate in gains.indices.sorted(by: { gains[$0] > gains[$1] })
        where sum < least && !drops.contains(candidate) {
          drops.insert(candidate)
          sum += gains[candidate]
        }
      }
    }
    guard isMet(by: drops) else { return nil }
    for candidate in drops.sorted(by: { losses[$0] > losses[$1] }) {
      let without = drops.subtracting([candidate])
      if isMet(by: without) { drops = without }
    }
    return drops
  }
}
