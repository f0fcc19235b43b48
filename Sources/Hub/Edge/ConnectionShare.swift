import Synchronization

/// Which connections are open, so that there is room for whoever comes next.
///
/// The newest is always let in. Where its address, or the hub, then has one more than it may, another
/// is closed for it: of the address that holds most, one that only waits before one that is sending,
/// that before one that waits for its answer, and the one that has been so for longest. Whoever
/// holds many connections open so takes them from nobody else.
package final class ConnectionShare: Sendable {
  /// What a connection is doing, in the order in which it is given up.
  package enum Phase: Int, Sendable, Comparable {
    /// No request is under way.
    case waiting
    /// A header has come, but not yet the end of its body.
    case receiving
    /// A request has come whole and its answer has not left.
    case answering

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// A connection, as the one who opened it names it.
  package struct Place: Sendable, Equatable {
    fileprivate let source: SourceAddress
    fileprivate let number: UInt64
  }

  private struct Connection: Sendable {
    let close: @Sendable () -> Void
    var phase = Phase.waiting
    var since: UInt64
  }

  private struct State: Sendable {
    var connections: [SourceAddress: [UInt64: Connection]] = [:]
    var count = 0
    var time: UInt64 = 0

    mutating func tick() -> UInt64 {
      time += 1
      return time
    }

    mutating func remove(_ place: Place) -> Connection? {
      guard let gone = connections[place.source]?.removeValue(forKey: place.number) else {
        return nil
      }
      if connections[place.source]?.isEmpty == true { connections[place.source] = nil }
      count -= 1
      return gone
    }

    /// Takes out the connection that has to go, of one address or of those that have most.
    mutating func giveUp(of source: SourceAddress?) -> Connection? {
      let most = connections.values.lazy.map(\.count).max() ?? 0
      var first: (place: Place, phase: Phase, since: UInt64)?
      for (address, held) in connections
      where source == nil ? held.count == most : address == source {
        for (number, connection) in held {
          if let first, (first.phase, first.since) < (connection.phase, connection.since) {
            continue
          }
          first = (Place(source: address, number: number), connection.phase, connection.since)
        }
      }
      return first.flatMap { remove($0.place) }
    }
  }

  private let most: Int
  private let mostOfOne: Int
  private let state = Mutex(State())

  /// Lets the hub have so many, and each address so many of them.
  package init(most: Int, ofOne: Int) {
    self.most = max(1, most)
    mostOfOne = max(1, ofOne)
  }

  /// The connections counted now.
  package var count: Int { state.withLock { $0.count } }

  /// Counts a new connection, and closes another for it where there is no room.
  package func open(
    from source: SourceAddress, close: @escaping @Sendable () -> Void
  ) -> Place {
    let (place, gone) = state.withLock { state -> (Place, Connection?) in
      var gone: Connection?
      if state.connections[source, default: [:]].count >= mostOfOne {
        gone = state.giveUp(of: source)
      } else if state.count >= most {
        gone = state.giveUp(of: nil)
      }
      let number = state.tick()
      state.connections[source, default: [:]][number] = Connection(close: close, since: number)
      state.count += 1
      return (Place(source: source, number: number), gone)
    }
    gone?.close()
    return place
  }

  /// A connection now does something else.
  package func note(_ place: Place, _ phase: Phase) {
    state.withLock { state in
      let time = state.tick()
      state.connections[place.source]?[place.number]?.phase = phase
      state.connections[place.source]?[place.number]?.since = time
    }
  }

  /// A connection is closed.
  package func close(_ place: Place) {
    state.withLock { _ = $0.remove(place) }
  }
}
