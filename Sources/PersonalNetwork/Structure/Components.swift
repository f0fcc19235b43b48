/// Which members reach each other.
enum Components {
  /// The number of the component of each member, from 0, in the order of their first members.
  static func numbers(_ adjacency: Adjacency) -> [Int] {
    var numbers = [Int](repeating: -1, count: adjacency.count)
    var count = 0
    var waiting: [Int] = []
    for start in 0..<adjacency.count where numbers[start] < 0 {
      numbers[start] = count
      waiting.append(start)
      while let member = waiting.popLast() {
        for place in adjacency.row(member) {
          let next = Int(adjacency.neighbours[place])
          guard numbers[next] < 0 else { continue }
          numbers[next] = count
          waiting.append(next)
        }
      }
      count += 1
    }
    return numbers
  }

  /// How many members each component has, in the same order.
  static func sizes(_ numbers: [Int]) -> [Int] {
    var sizes = [Int](repeating: 0, count: (numbers.max() ?? -1) + 1)
    for number in numbers { sizes[number] += 1 }
    return sizes
  }

  /// The share of pairs of members that do not reach each other, `1 − Σ s(s−1) ÷ n(n−1)`; nil with
  /// fewer than two members.
  ///
  /// Source: Borgatti 2006.
  static func fragmentation(_ sizes: [Int]) -> Double? {
    let count = sizes.reduce(0, +)
    guard count > 1 else { return nil }
    let within = sizes.reduce(0.0) { $0 + Double($1) * Double($1 - 1) }
    return 1 - within / (Double(count) * Double(count - 1))
  }
}
