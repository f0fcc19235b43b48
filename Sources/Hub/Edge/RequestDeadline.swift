/// The life of one connection, seen as requests that must be whole before their deadline.
///
/// A plain state machine: it takes events with the time in milliseconds and returns what to do.
/// It closes a connection whose client drips a handshake, a header or a body, which the server below
/// allows for ever, or does not read its answer. How long the hub itself takes is not counted.
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
    case unopened
    case waiting(until: Int)
    case receiving(until: Int, isAnswered: Bool)
    case answering
    case writing(until: Int)
  }

  /// How long a connection may still bring a body that was answered already, in milliseconds.
  ///
  /// It is not closed at once: the client may still be sending, and would lose the answer.
  package static let lingerMilliseconds = 1000

  private let limitMilliseconds: Int
  private var state = State.unopened

  /// A connection that is not open yet.
  package init(limitMilliseconds: Int) {
    self.limitMilliseconds = limitMilliseconds
  }

  /// The connection is open: the first header must be whole before the deadline.
  package mutating func opened(atMilliseconds now: Int) -> Action {
    guard state == .unopened else { return .none }
    return wait(from: now)
  }

  /// A request's header has arrived whole.
  package mutating func headReceived(atMilliseconds now: Int) -> Action {
    let until = now + limitMilliseconds
    state = .receiving(until: until, isAnswered: false)
    return .schedule(atMilliseconds: until)
  }

  /// A piece of a request's body has arrived.
  package mutating func bodyReceived(atMilliseconds now: Int) -> Action {
    guard case .receiving(let until, _) = state, now >= until else { return .none }
    return .close
  }

  /// A request has arrived whole; its answer may have been written before.
  package mutating func endReceived(atMilliseconds now: Int) -> Action {
    if case .receiving(_, isAnswered: true) = state { return wait(from: now) }
    state = .answering
    return .none
  }

  /// An answer begins to leave: the client has as long to read it.
  package mutating func answerStarted(atMilliseconds now: Int) -> Action {
    guard state == .answering else { return .none }
    let until = now + limitMilliseconds
    state = .writing(until: until)
    return .schedule(atMilliseconds: until)
  }

  /// An answer has been written whole: the next header must be whole before the deadline.
  package mutating func answerWritten(atMilliseconds now: Int) -> Action {
    switch state {
    case .answering, .writing: return wait(from: now)
    case .receiving(let until, _):
      let end = min(until, now + Self.lingerMilliseconds)
      state = .receiving(until: end, isAnswered: true)
      return .schedule(atMilliseconds: end)
    case .unopened, .waiting: return .none
    }
  }

  /// A time that was asked for has come.
  package mutating func timerFired(atMilliseconds now: Int) -> Action {
    switch state {
    case .waiting(let until), .receiving(let until, _), .writing(let until):
      return now >= until ? .close : .schedule(atMilliseconds: until)
    case .unopened, .answering:
      return .none
    }
  }

  private mutating func wait(from now: Int) -> Action {
    let until = now + limitMilliseconds
    state = .waiting(until: until)
    return .schedule(atMilliseconds: until)
  }
}
