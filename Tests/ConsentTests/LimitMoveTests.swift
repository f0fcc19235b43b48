import Foundation
import Keys
import TestSupport
import Testing

@testable import Consent

@Suite struct LimitMoveTests {
  private static let now = DocumentsFixture.now
  private static let hour: TimeInterval = 3600

  private func move(
    _ limit: MovableLimit, _ value: Int, counter: Int = 1, at time: Date = now
  ) async throws -> SignedDocument<LimitMove> {
    try await SignedDocument.sign(
      LimitMove(
        record: DocumentsFixture.id(5), counter: counter, limit: limit, value: value,
        issuedAt: time), with: try DocumentsFixture.identity(1))
  }

  @Test func nothingMovesBeforeTheDelayAndEverythingAfter() async throws {
    for limit in MovableLimit.allCases {
      let value = limit.range.lowerBound + 1
      var moves = LimitMoves()
      try moves.take(
        TakenLimitMove(move: try await move(limit, value), takenAt: Self.now + 10))
      let inForce = Self.now + 10 + 72 * Self.hour
      #expect(moves.limits(at: inForce - 1) == .standard)
      #expect(moves.limits(at: inForce) == Limits.standard.moving(limit, to: value))
      #expect(moves.limits(at: inForce)[limit] == value)
      #expect(moves.pending(at: inForce - 1).count == 1)
      #expect(moves.pending(at: inForce).isEmpty)
    }
  }

  @Test func aMoveSignedLaterThanItWasTakenWaitsFromItsSigning() async throws {
    let late = try await move(.rate, 2, at: Self.now + 100)
    #expect(
      TakenLimitMove(move: late, takenAt: Self.now).inForceAt == Self.now + 100 + 72 * Self.hour)
  }

  @Test func aSecondMoveOfALimitThatWaitsIsRefused() async throws {
    var moves = LimitMoves()
    try moves.take(TakenLimitMove(move: try await move(.rate, 2), takenAt: Self.now))
    let second = try await move(.rate, 1, counter: 2)
    #expect(throws: ConsentError.self) {
      try moves.take(TakenLimitMove(move: second, takenAt: Self.now + Self.hour))
    }
    try moves.take(TakenLimitMove(move: second, takenAt: Self.now + 73 * Self.hour))
    #expect(moves.limits(at: Self.now + 73 * Self.hour)[.rate] == 2)
    #expect(moves.limits(at: Self.now + 200 * Self.hour)[.rate] == 1)
  }

  @Test func onlyAMoveThatWaitsIsCancelled() async throws {
    var moves = LimitMoves()
    try moves.take(TakenLimitMove(move: try await move(.duration, 90), takenAt: Self.now))
    var cancelled = moves
    #expect(cancelled.cancel(.rate, at: Self.now) == nil)
    #expect(cancelled.cancel(.duration, at: Self.now + 71 * Self.hour) != nil)
    #expect(cancelled.limits(at: Self.now + 100 * Self.hour) == .standard)
    #expect(moves.cancel(.duration, at: Self.now + 72 * Self.hour) == nil)
    #expect(moves.limits(at: Self.now + 72 * Self.hour).durationDays == 90)
  }

  @Test func noLimitMovesPastItsCeiling() throws {
    for limit in MovableLimit.allCases {
      #expect(Limits.standard.moving(limit, to: .max)[limit] == limit.range.upperBound)
      #expect(throws: ConsentError(.outOfRange, at: "value")) {
        try LimitMove(
          record: DocumentsFixture.id(5), counter: 1, limit: limit,
          value: limit.range.upperBound + 1, issuedAt: Self.now)
      }
      // What is in force can be written in measures, and read again.
      let highest = Limits.standard.moving(limit, to: limit.range.upperBound)
      let text = try CanonicalJSON.encode(highest)
      #expect(try CanonicalJSON.decode(Limits.self, from: text) == highest)
    }
  }

  private struct Vector: Decodable {
    let move: String
    let cancellation: String
    let takenAt: Int
    let inForceAt: Int
    let refused: [String]
  }

  @Test("limit-move.json")
  func vector() async throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Vectors/limit-move.json")
    let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: file))
    let move = try CanonicalJSON.decode(LimitMove.self, from: Data(vector.move.utf8))
    #expect(try CanonicalJSON.encode(move) == Data(vector.move.utf8))
    let cancellation = try CanonicalJSON.decode(
      LimitCancellation.self, from: Data(vector.cancellation.utf8))
    #expect(try CanonicalJSON.encode(cancellation) == Data(vector.cancellation.utf8))
    let signed = try await SignedDocument.sign(move, with: try DocumentsFixture.identity(1))
    let taken = TakenLimitMove(
      move: signed, takenAt: Date(timeIntervalSince1970: TimeInterval(vector.takenAt)))
    #expect(taken.inForceAt.timeIntervalSince1970 == TimeInterval(vector.inForceAt))
    for text in vector.refused {
      #expect(throws: (any Error).self) {
        _ = try CanonicalJSON.decode(LimitMove.self, from: Data(text.utf8))
      }
    }
  }

  // MARK: The auditor's replay

  private static let document = DocumentHash(of: Data("a move".utf8))

  /// A log in which a limit moves, and a grant of five domains is allowed some hours later.
  private func findings(
    hours: Double, value: Int = 6, isCancelled: Bool = false
  ) throws -> Set<String> {
    var log = try ReplayFixture.started()
    var record = ReplayRecord()
    try record.head(1, in: &log)
    try log.append(.limit, record.record) {
      $0.document = Self.document
      $0.figures = ["viewer-domains": value]
    }
    if isCancelled {
      log.time += Self.hour
      try log.append(.limit, record.record) { $0.document = Self.document }
    }
    log.time += hours * Self.hour
    record.grantedAt = log.time
    try record.publish(in: &log) {
      $0.figures = [
        "viewerDomains": 5, "domains": 8, "viewerIsReferent": 0, "authorityHoldsReferent": 0,
      ]
    }
    return Set(try log.replay().findings.map(\.kind.rawValue))
  }

  @Test func theReplayJudgesByTheLimitsInForceAtTheTime() throws {
    #expect(try findings(hours: 71).contains("broken-limit"))
    #expect(try findings(hours: 73).isEmpty)
    #expect(try findings(hours: 73, isCancelled: true).contains("broken-limit"))
    #expect(try findings(hours: 73, value: 9).isSuperset(of: ["impossible-limit", "broken-limit"]))
  }
}
