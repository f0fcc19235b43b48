import Foundation
import Keys
import Testing

@testable import Consent
@testable import Record

/// A hub shows its own guard's moves as it likes; the device believes none that comes back.
@Suite("Moves of limits that a hub shows")
struct HeardLimitTests {
  private static let hour: TimeInterval = 3600

  /// An owner whose move to 6000 the hub has shown, and what it showed.
  private func scene() async throws -> (World, LimitMoves, TakenLimitMove) {
    var world = try await World()
    let raised = try await world.owner.move(.viewerShare, to: 6000, at: world.now)
    try await world.send()
    var moves = LimitMoves()
    try moves.take(raised)
    try await world.owner.apply(moves, at: world.now)
    return (world, moves, raised)
  }

  private func isRolledBack(_ world: inout World, _ heard: LimitMoves) async -> Bool {
    do {
      try await world.owner.apply(heard, at: world.now)
      return false
    } catch {
      return error.code == .rolledBack
    }
  }

  @Test("a cancelled move does not come back")
  func cancelled() async throws {
    var (world, moves, _) = try await scene()
    try await world.owner.cancelMove(of: .viewerShare, at: world.now + Self.hour)
    try await world.send()
    #expect(await isRolledBack(&world, moves))
    try await world.owner.apply(LimitMoves(), at: world.now)
    #expect(await isRolledBack(&world, moves))
    #expect(
      world.owner.state.limits(at: world.now + 100 * Self.hour).viewerShare
        == Limits.standard.viewerShare)
  }

  @Test("a cancellation that the hub refused leaves the move where it is")
  func refusedCancellation() async throws {
    var (world, moves, raised) = try await scene()
    try await world.owner.cancelMove(of: .viewerShare, at: world.now + Self.hour)
    let waiting = try #require(world.owner.state.outbox.first)
    world.owner.withdraw(waiting)
    try await world.owner.apply(moves, at: world.now)
    #expect(world.owner.state.limitMoves?.moves == [raised])
  }

  @Test("a move stays taken when it was taken")
  func takenLater() async throws {
    var (world, _, raised) = try await scene()
    var later = LimitMoves()
    try later.take(TakenLimitMove(move: raised.move, takenAt: world.now + Self.hour))
    #expect(await isRolledBack(&world, later))
  }

  @Test("an older move does not come behind a newer one, on a new device neither")
  func order() async throws {
    var (world, moves, raised) = try await scene()
    let fresh = world
    world.now += 80 * Self.hour
    let lowered = try await world.owner.move(.viewerShare, to: 2000, at: world.now)
    try await world.send()
    try moves.take(lowered)
    try await world.owner.apply(moves, at: world.now)
    var turned = LimitMoves()
    try turned.take(lowered)
    try turned.take(
      TakenLimitMove(move: raised.move, takenAt: lowered.inForceAt + Self.hour))
    #expect(await isRolledBack(&world, turned))
    var device = fresh
    device.owner.state.limitMoves = nil
    device.owner.state.shownLimitMoves = nil
    #expect(await isRolledBack(&device, turned))
    try await device.owner.apply(moves, at: world.now)
  }
}
