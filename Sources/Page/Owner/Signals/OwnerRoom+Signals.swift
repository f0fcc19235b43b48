import Consent
import Foundation
import HubClient
import PersonalNetwork
import Record

extension OwnerRoom {
  /// What the network tells about itself, and the obstacles that the owner may note.
  func signals(_ request: PageRequest) async throws -> PageAnswer {
    let heard = try await hearForSignals()
    let reading = try signals(heard?.entries ?? [], at: request.time)
    return .page(
      SignalsPage(
        reading: reading,
        proposals: desk.proposedObstacles(reading, heard?.requests ?? []),
        isHeard: heard != nil, language: request.language
      ).content)
  }

  /// What one request suggests to note; nothing where it does not press.
  func proposedObstacles(
    of received: ReceivedRequest, at now: Date
  ) throws -> [ObstacleProposal] {
    let reading = try signals([], at: now)
    return desk.proposedObstacles(reading, [received]).filter(\.isAsked)
  }

  /// The bars of a référent, below what their designation says.
  func referentBars(
    _ designation: ReferentDesignation, _ request: PageRequest
  ) async throws -> HTML {
    let heard = try await hearForSignals()
    let reading = try ReferentReading(
      designation,
      ReferentFacts(designation, in: try desk.state.network(), timeZone: .current),
      signals: try signals(heard?.entries ?? [], at: request.time))
    return ReferentBars(reading: reading, isHeard: heard != nil, language: request.language).section
  }

  private func signals(_ entries: [LogEntry], at now: Date) throws -> SignalReading {
    try desk.signals(entries, at: now, on: LocalTime.today(now))
  }

  /// What only the hub knows: the log and the requests; nil where it does not answer.
  private func hearForSignals() async throws
    -> (entries: [LogEntry], requests: [ReceivedRequest])?
  {
    do {
      return try await desk.withHub { hub in
        try await desk.hear(hub)
        let entries = try await desk.readLog(hub).compactMap(\.entry)
        return (entries, try await desk.requests(hub))
      }
    } catch  where error.isHubSilence {
      return nil
    }
  }
}
