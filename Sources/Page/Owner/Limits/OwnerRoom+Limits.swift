import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// My limits: where each stands, what it protects from, and what the next yes would change.
  func limits(_ request: PageRequest) async throws -> PageAnswer {
    if request.isPost { return try await cancelMove(request) }
    if request.place.segments.dropFirst() == ["signals"] { return try await signals(request) }
    guard request.place.segments.count == 1 else { return .nothingHere }
    let heard = try await hearForLimits(at: request.time)
    let page = LimitsPage(
      standings: try LimitStandings(
        desk.state, openings: heard?.openings, at: request.time),
      yeses: heard?.yeses, limits: desk.state.limits(at: request.time),
      moves: WaitingMoves(
        moves: desk.state.limitMoves?.pending(at: request.time) ?? [],
        limits: desk.state.limits(at: request.time), request: request),
      language: request.language)
    return .page(page.content)
  }

  /// What only the hub knows: who looked how often, and who asks; nil where it does not answer.
  private func hearForLimits(
    at now: Date
  ) async throws -> (openings: [Fingerprint: Int], yeses: [NextYes])? {
    do {
      return try await desk.withHub { hub in
        try await desk.hear(hub)
        let openings = Self.openings(try await desk.readLog(hub), at: now)
        return (openings, try await nextYeses(hub, at: now))
      }
    } catch  where error.isHubSilence {
      return nil
    }
  }
}
