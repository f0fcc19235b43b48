package import Consent
package import Foundation
import Keys

extension OwnerRecord {
  /// Moves a limit, in force here and at the hub 72 hours later.
  ///
  /// Throws ``RecordError/Code/alreadyDone`` while another move of the limit waits, and
  /// ``RecordError/Code/malformed`` for a value past the ceiling.
  package mutating func move(
    _ limit: MovableLimit, to value: Int, at time: Date
  ) async throws(RecordError) -> TakenLimitMove {
    var next = self
    let move = try await next.sign { counter throws(ConsentError) in
      try LimitMove(
        record: state.record, counter: counter, limit: limit, value: value, issuedAt: time)
    }
    let taken = TakenLimitMove(move: move, takenAt: time)
    var moves = state.limitMoves ?? LimitMoves()
    do {
      try moves.take(taken)
    } catch {
      throw RecordError(.alreadyDone, at: "limit")
    }
    next.state.limitMoves = moves
    next.state.outbox.append(.limitMove(PublishLimitMove(move: move)))
    self = next
    return taken
  }

  /// Cancels the move of a limit that waits.
  ///
  /// Throws ``RecordError/Code/alreadyDone`` where none waits.
  package mutating func cancelMove(
    of limit: MovableLimit, at time: Date
  ) async throws(RecordError) {
    var next = self
    guard next.state.limitMoves?.cancel(limit, at: time) != nil else {
      throw RecordError(.alreadyDone, at: "limit")
    }
    let cancellation = try await next.sign { counter throws(ConsentError) in
      try LimitCancellation(
        record: state.record, counter: counter, limit: limit, issuedAt: time)
    }
    next.state.outbox.append(
      .limitCancellation(PublishLimitCancellation(cancellation: cancellation)))
    self = next
  }

  /// Takes note of the moves that the hub holds, made on this device or another of the owner's.
  ///
  /// Each is verified. One that is in force here and that the hub has neither kept nor replaced shows
  /// a hub that was rolled back (``RecordError/Code/rolledBack``), and so does one that was shown
  /// before and went, or was taken at another time then, and one behind a newer of the same limit; one
  /// that waits may have been cancelled elsewhere.
  package mutating func apply(
    _ heard: LimitMoves?, at time: Date
  ) async throws(RecordError) {
    let heard = heard ?? LimitMoves()
    for taken in heard.moves {
      guard (try? await owners.verify(taken.move)) != nil,
        taken.move.payload.record == state.record
      else { throw RecordError(.wrongOwner, at: "limits") }
    }
    let shown = try checkNothingCameBack(heard)
    let settled = time.addingTimeInterval(-Self.clockAllowance)
    for known in state.limitMoves?.moves ?? [] where known.inForceAt <= settled {
      let isKept = heard.moves.contains { other in
        other.move == known.move
          || other.move.payload.limit == known.move.payload.limit
            && other.move.payload.counter > known.move.payload.counter && other.inForceAt <= time
      }
      guard isKept else { throw RecordError(.rolledBack, at: "limits") }
    }
    if !shown.isEmpty { state.shownLimitMoves = shown }
    guard heard != (state.limitMoves ?? LimitMoves()) else { return }
    state.limitMoves = heard
  }

  /// The newest counters with those heard of, none of them going back.
  private func checkNothingCameBack(_ heard: LimitMoves) throws(RecordError) -> [String: Int] {
    let before = state.shownLimitMoves ?? [:]
    let known = state.limitMoves?.moves ?? []
    var shown = before
    var last: [String: Int] = [:]
    for taken in heard.moves {
      let (limit, counter) = (taken.move.payload.limit.rawValue, taken.move.payload.counter)
      guard counter > last[limit] ?? 0, counter > before[limit] ?? 0 || known.contains(taken) else {
        throw RecordError(.rolledBack, at: "limits")
      }
      last[limit] = counter
      shown[limit] = max(shown[limit] ?? 0, counter)
    }
    return shown
  }

  /// How far the clocks of devices and hub may be apart before a missing move is an alarm: a day.
  private static let clockAllowance: TimeInterval = 86_400
}
