/// The life of one connection, seen as requests that must be whole before their deadline.
///
/// A plain state machine: it takes events with the time in milliseconds and returns what to do.
/// It closes a connection whose client drips a header or a body, which the server below allows
/// for ever. How long the hub itself takes to answer is not counted.
package struct RequestDeadline: Sendable, Equatable {
  /// What the channel has to do after an event.
  package enum Action: Sendable, Equatable {
    /// Nothing.
    case none
    /// Call `timerFired` at this time.
    case schedule(atMilliseconds: Int)
    /// Close the connection.
    case close
  }

  private enum State: Equatable {
    case waiting
    case receiving(until: Int)
    case answering
  }

  private let limitMilliseconds: Int
  private var state = State.waiting

  /// A connection on which nothing was received yet.
  package init(limitMilliseconds: Int) {
    self.limitMilliseconds = limitMilliseconds
  }

  /// A request's header has arrived whole.
  package mutating func headReceived(atMilliseconds now: Int) -> Action {
    let until = now + limitMilliseconds
    state = .receiving(until: until)
    return .schedule(atMilliseconds: until)
  }

  /// A piece of a request's body has arrived.
  package mutating func bodyReceived(atMilliseconds now: Int) -> Action {
    guard case .receiving(let until) = state, now >= until else { return .none }
    return .close
  }

  /// A request has arrived whole.
  package mutating func endReceived() -> Action {
    state = .answering
    return .none
  }

  /// An answer has been written whole.
  package mutating func answerWritten() -> Action {
    if state == .answering { state = .waiting }
    return .none
  }

  /// A time that was asked for has come.
  package mutating func timerFired(atMilliseconds now: Int) -> Action {
    guard case .receiving(let until) = state else { return .none }
    return now >= until ? .close : .schedule(atMilliseconds: until)
  }
}
