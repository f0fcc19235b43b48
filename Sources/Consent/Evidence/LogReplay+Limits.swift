import Foundation
import Keys

/// The limits of one record, as its log tells of them.
struct ReplayedLimits {
  /// How far an entry's time may be from that at which the hub judged: five minutes, in seconds.
  private static let allowance: TimeInterval = 300

  private struct Move {
    let document: DocumentHash
    let limit: MovableLimit
    let value: Int
    let inForceAt: Date
  }

  private var moves: [Move] = []

  /// Takes an entry on a limit; false where it tells of what no owner can do.
  ///
  /// With a value it is a move, without one a cancellation of the move that it names.
  mutating func read(_ frame: LogFrame) -> Bool {
    guard let document = frame.document else { return false }
    guard let (name, value) = frame.figures.first else {
      let count = moves.count
      moves.removeAll { $0.document == document && $0.inForceAt > frame.time - Self.allowance }
      return moves.count < count
    }
    guard frame.figures.count == 1, let limit = MovableLimit(rawValue: name),
      limit.range.contains(value),
      !moves.contains(where: {
        $0.limit == limit && $0.inForceAt > frame.time + Self.allowance
      })
    else { return false }
    moves.append(
      Move(
        document: document, limit: limit, value: value,
        inForceAt: frame.time.addingTimeInterval(LimitMove.delay)))
    return true
  }

  private func limits(at time: Date) -> Limits {
    moves.filter { $0.inForceAt <= time }.reduce(.standard) { $0.moving($1.limit, to: $1.value) }
  }

  /// Whether the figures of a decision that allowed are within the limits in force at its time.
  ///
  /// Figures that the entry does not hold are not judged.
  func allow(_ frame: LogFrame) -> Bool {
    [-Self.allowance, Self.allowance].contains { shift in
      let limits = limits(at: frame.time + shift)
      return frame.kind == .view
        ? Guards.refusals(Self.release(frame), limits: limits).isEmpty
        : Guards.refusals(Self.figures(frame), limits: limits).isEmpty
    }
  }

  private static func figures(_ frame: LogFrame) -> Figures {
    func figure(_ name: String, or absent: Int = 0) -> Int { frame.figures[name] ?? absent }
    return Figures(
      viewerShare: figure("viewerShare"), viewerDomains: figure("viewerDomains"),
      authorityShare: figure("authorityShare"), authorityDomains: figure("authorityDomains"),
      coalitionPersons: figure("coalitionPersons"),
      coalitionAuthorities: figure("coalitionAuthorities"), kappaPersons: nil,
      kappaAuthorities: nil, neverSeen: figure("neverSeen", or: 10_000),
      neverSeenDomains: figure("neverSeenDomains", or: Limits.reserveDomains),
      durationDays: figure("durationDays"), runDays: figure("runDays"),
      openingDays: figure("openingDays"), domains: figure("domains", or: Limits.decidingDomains),
      viewerIsReferent: figure("viewerIsReferent", or: 1) > 0,
      authorityHoldsReferent: figure("authorityHoldsReferent", or: 1) > 0,
      thirdPerson: figure("thirdPerson", or: 1) > 0, walledDomains: [])
  }

  private static func release(_ frame: LogFrame) -> ReleaseFigures {
    // Whether a third person attested the run, the entry of the grant has told.
    ReleaseFigures(
      durationDays: frame.figures["durationDays"] ?? 0, runDays: 0, thirdPerson: true,
      openingDays: frame.figures["openingDays"] ?? 0, walledDomains: [])
  }
}
