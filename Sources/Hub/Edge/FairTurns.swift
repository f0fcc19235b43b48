import Synchronization

/// Lets so many pieces of work run at once, and the addresses that wait for theirs take turns.
///
/// However much one address sends, each other one waits for at most one piece of its work. What may
/// wait is bounded: where an address, or all together, have as many waiting as they may, one of the
/// address with most is turned away.
package final class FairTurns: Sendable {
  /// Whether a turn came, or there was no room to wait for it.
  package enum Turn: Sendable, Equatable { case taken, turnedAway }

  private typealias Waiting = CheckedContinuation<Turn, Never>

  private struct State: Sendable {
    var running = 0
    var waiting: [SourceAddress: [Waiting]] = [:]
    /// The addresses that wait, the next one first.
    var order: [SourceAddress] = []
    var count = 0

    mutating func add(_ turn: Waiting, from source: SourceAddress) {
      if waiting[source] == nil { order.append(source) }
      waiting[source, default: []].append(turn)
      count += 1
    }

    /// The first of the address whose turn it is, which then goes to the end.
    mutating func next() -> Waiting? {
      guard !order.isEmpty else { return nil }
      let source = order.removeFirst()
      guard var queue = waiting.removeValue(forKey: source), !queue.isEmpty else { return nil }
      count -= 1
      let turn = queue.removeFirst()
      if !queue.isEmpty {
        waiting[source] = queue
        order.append(source)
      }
      return turn
    }

    /// The last of an address, which then does not wait any more.
    mutating func dropLast(of source: SourceAddress) -> Waiting? {
      guard var queue = waiting[source], let turn = queue.popLast() else { return nil }
      count -= 1
      waiting[source] = queue.isEmpty ? nil : queue
      if queue.isEmpty { order.removeAll { $0 == source } }
      return turn
    }

    var heaviest: SourceAddress? { waiting.max { $0.value.count < $1.value.count }?.key }
  }

  private let atOnce: Int
  private let most: Int
  private let mostOfOne: Int
  private let state = Mutex(State())

  /// So many pieces of work at once, and so many that may wait, of all and of one address.
  package init(atOnce: Int, most: Int, ofOne: Int) {
    self.atOnce = max(1, atOnce)
    self.most = max(1, most)
    mostOfOne = max(1, ofOne)
  }

  /// The pieces of work that wait now.
  package var waiting: Int { state.withLock { $0.count } }

  /// Does a piece of work when its turn comes; nil where it was turned away.
  package func run<Result>(
    from source: SourceAddress, _ work: () async throws -> Result
  ) async throws -> Result? {
    guard await take(source) == .taken else { return nil }
    defer { pass() }
    return try await work()
  }

  private func take(_ source: SourceAddress) async -> Turn {
    await withCheckedContinuation { turn in
      let (resumed, answer) = state.withLock { state -> (Waiting?, Turn) in
        guard state.running >= atOnce else {
          state.running += 1
          return (turn, .taken)
        }
        guard state.waiting[source, default: []].count < mostOfOne else {
          return (turn, .turnedAway)
        }
        state.add(turn, from: source)
        guard state.count > most, let heaviest = state.heaviest else { return (nil, .taken) }
        return (state.dropLast(of: heaviest), .turnedAway)
      }
      resumed?.resume(returning: answer)
    }
  }

  private func pass() {
    let next = state.withLock { state -> Waiting? in
      if let next = state.next() { return next }
      state.running -= 1
      return nil
    }
    next?.resume(returning: .taken)
  }
}
