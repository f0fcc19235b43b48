/// What several sets reach together, computed exactly.
struct Coalition {
  /// How many steps the search for κ takes before it settles for a lower bound.
  static let stepBound = 10_000

  private let atoms: Atoms
  /// The sets that open something, heaviest first.
  private let sets: [(set: AtomSet, weight: Int)]

  init(_ sets: some Sequence<AtomSet>, of atoms: Atoms) {
    self.atoms = atoms
    self.sets =
      sets.map { ($0, atoms.weight($0)) }.filter { !$0.0.isEmpty }
      .sorted { $0.1 > $1.1 }
  }

  /// The weight of the heaviest union of any `size` sets, or of all when there are fewer.
  ///
  /// Every combination is weighed unless even the sum of its weights cannot beat the best found:
  /// 34,220 triples for 60 sets.
  func heaviestUnion(of size: Int) -> Int {
    var best = 0
    func descend(from start: Int, covered: AtomSet, weight: Int, left: Int) {
      best = max(best, weight)
      guard left > 0 else { return }
      for index in sets.indices.dropFirst(start) {
        // Heaviest first: no later set can add more than this one weighs.
        guard weight + sets[index].weight * left > best else { return }
        let next = covered.union(sets[index].set)
        descend(
          from: index + 1, covered: next,
          weight: weight + atoms.gain(sets[index].set, over: covered), left: left - 1)
      }
    }
    descend(from: 0, covered: atoms.empty, weight: 0, left: size)
    return best
  }

  /// κ: the fewest sets whose union reaches a target, in ten-thousandths of the whole.
  ///
  /// Nil when even all together do not. Compares weights, not rounded shares. Exact, unless more
  /// than ``stepBound`` steps would be needed, which takes dozens of sets that all but overlap: then
  /// the smallest number not yet excluded, so that the danger is never shown smaller than it is.
  func fewest(reaching target: Int) -> Int? {
    guard atoms.total > 0 else { return nil }
    let needed = (atoms.total * target + 9999) / 10_000
    guard needed > 0 else { return 0 }
    let candidates = undominated()
    let all = candidates.reduce(into: atoms.empty) { $0.formUnion($1) }
    guard atoms.weight(all) >= needed else { return nil }
    let bound = greedy(candidates, needed: needed)
    var steps = Self.stepBound
    for count in 1..<max(bound, 1) {
      if reaches(candidates, covered: atoms.empty, needed: needed, count: count, &steps) {
        return count
      }
    }
    return bound
  }

  /// The sets of which no other holds all, each once.
  private func undominated() -> [AtomSet] {
    var kept: [AtomSet] = []
    // Heaviest first, so that whatever contains a set stands before it.
    for candidate in sets where !kept.contains(where: { candidate.set.isSubset(of: $0) }) {
      kept.append(candidate.set)
    }
    return kept
  }

  private func greedy(_ candidates: [AtomSet], needed: Int) -> Int {
    var covered = atoms.empty
    var weight = 0
    var count = 0
    while weight < needed {
      let gains = candidates.map { atoms.gain($0, over: covered) }
      guard let best = gains.indices.max(by: { gains[$0] < gains[$1] }), gains[best] > 0 else {
        break
      }
      covered.formUnion(candidates[best])
      weight += gains[best]
      count += 1
    }
    return count
  }

  /// Whether some `count` of the candidates add the weight still needed to what is covered; true
  /// too when the steps are used up before that is excluded.
  private func reaches(
    _ candidates: [AtomSet], covered: AtomSet, needed: Int, count: Int, _ steps: inout Int
  ) -> Bool {
    steps -= 1
    guard needed > 0, steps > 0 else { return true }
    guard count > 0 else { return false }
    let gains =
      candidates.map { (set: $0, gain: atoms.gain($0, over: covered)) }
      .filter { $0.gain > 0 }.sorted { $0.gain > $1.gain }
    for index in gains.indices {
      // Gains only shrink as more is covered, so these sums bound what can still be reached.
      let bound = gains[index...].prefix(count).reduce(0) { $0 + $1.gain }
      guard bound >= needed else { return false }
      let rest = gains[(index + 1)...].map(\.set)
      if reaches(
        rest, covered: covered.union(gains[index].set), needed: needed - gains[index].gain,
        count: count - 1, &steps)
      {
        return true
      }
    }
    return false
  }
}
