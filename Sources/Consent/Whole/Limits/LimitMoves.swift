package import Foundation
package import Keys

/// A move of a limit, and when it was taken.
package struct TakenLimitMove: Hashable, Codable, Sendable {
  /// The owner's statement.
  package let move: SignedDocument<LimitMove>
  /// When it was taken (UTC), by the clock of whoever took it.
  package let takenAt: Date

  /// Takes a move; the time is cut to whole seconds.
  package init(move: SignedDocument<LimitMove>, takenAt: Date) {
    self.move = move
    self.takenAt = takenAt.wholeSeconds
  }

  /// When it is in force (UTC): 72 hours after it was signed and taken.
  package var inForceAt: Date {
    max(takenAt, move.payload.issuedAt).addingTimeInterval(LimitMove.delay)
  }
}

/// The moves of one record's limits: those that wait, and the last in force of each limit.
///
/// INVARIANT: in the order in which they were taken; at most one of each limit waits.
package struct LimitMoves: Hashable, Codable, Sendable {
  /// The moves.
  package private(set) var moves: [TakenLimitMove] = []

  /// No moves.
  package init() {}

  /// The limits in force at a time, from those before any move.
  package func limits(from start: Limits = .standard, at time: Date) -> Limits {
    moves.filter { $0.inForceAt <= time }.reduce(start) {
      $0.moving($1.move.payload.limit, to: $1.move.payload.value)
    }
  }

  /// The moves that wait at a time.
  package func pending(at time: Date) -> [TakenLimitMove] {
    moves.filter { $0.inForceAt > time }
  }

  /// Takes a move, and forgets those that it makes one too many.
  ///
  /// - Throws: ``ConsentError`` `.contradiction` while another of the same limit waits.
  package mutating func take(_ taken: TakenLimitMove) throws(ConsentError) {
    let limit = taken.move.payload.limit
    guard !pending(at: taken.takenAt).contains(where: { $0.move.payload.limit == limit }) else {
      throw ConsentError(.contradiction, at: "limit")
    }
    let last = moves.last { $0.move.payload.limit == limit }
    moves.removeAll { $0.move.payload.limit == limit && $0 != last }
    moves.append(taken)
  }

  /// Takes the move of a limit back that waits at a time; nil where none does.
  @discardableResult
  package mutating func cancel(_ limit: MovableLimit, at time: Date) -> TakenLimitMove? {
    guard let waiting = pending(at: time).first(where: { $0.move.payload.limit == limit }) else {
      return nil
    }
    moves.removeAll { $0 == waiting }
    return waiting
  }

  /// Forgets a move that was not taken after all.
  package mutating func forget(_ move: SignedDocument<LimitMove>) {
    moves.removeAll { $0.move == move }
  }

  /// Puts a move in the place of the same, signed again with another counter.
  package mutating func replace(
    _ old: SignedDocument<LimitMove>, with new: SignedDocument<LimitMove>
  ) {
    moves = moves.map { $0.move == old ? TakenLimitMove(move: new, takenAt: $0.takenAt) : $0 }
  }
}
