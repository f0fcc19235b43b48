import Consent
import Foundation
import Keys

extension Hub {
  /// Takes the owner's move of a limit, in force 72 hours later by the hub's clock.
  ///
  /// A value past the ceiling is no document that can be read.
  func move(
    _ requester: Requester, record: RecordID, _ body: PublishLimitMove
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(body.move, by: requester.identity, at: "move")
      let payload = verified.payload
      try check(record: payload.record, is: record, at: "move.record")
      if let again = try await repeated(verified.hash, on: snapshot) { return again }
      try check(counter: payload.counter, in: snapshot.file, at: "move.counter")
      let now = clock.now().wholeSecond
      let skew = TimeInterval(configuration.limits.clockSkewSeconds)
      guard payload.issuedAt <= now.addingTimeInterval(skew) else {
        throw ProblemAnswer.invalid("move.issuedAt", "is later than the hub's clock")
      }
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: payload.counter)
      var moves = snapshot.file.limitMoves ?? LimitMoves()
      do {
        try moves.take(TakenLimitMove(move: body.move, takenAt: now))
      } catch {
        throw ProblemAnswer(
          "already-moving", 403, "another move of this limit waits",
          hint: "cancel it first", place: "move.limit")
      }
      change.file.limitMoves = moves
      var draft = requester.draft(.limit, .accepted, in: snapshot.file)
      draft.document = verified.hash
      draft.figures = [payload.limit.rawValue: payload.value]
      let event = try await commit([draft], change: change, on: snapshot).last
      return try await accepted(event, record: record)
    }
  }

  /// Takes the owner's cancellation of a move that waits; in force at once, even while the
  /// log is out of order.
  func cancelMove(
    _ requester: Requester, record: RecordID, _ body: PublishLimitCancellation
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(
        body.cancellation, by: requester.identity, at: "cancellation")
      let payload = verified.payload
      try check(record: payload.record, is: record, at: "cancellation.record")
      if let again = try await repeated(verified.hash, on: snapshot) { return again }
      try check(counter: payload.counter, in: snapshot.file, at: "cancellation.counter")
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: payload.counter)
      guard
        let cancelled = change.file.limitMoves?.cancel(payload.limit, at: clock.now().wholeSecond)
      else { throw ProblemAnswer.notFound("cancellation.limit") }
      var draft = requester.draft(.limit, .accepted, in: snapshot.file)
      // Without a value, and with the document that is in force no more.
      draft.document = cancelled.move.hash
      let event = try await withdraw([draft], change: change, on: snapshot)
      return try await accepted(event, record: record)
    }
  }
}
