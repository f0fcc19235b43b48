package import Consent
package import Foundation
package import PersonalNetwork
import Record

extension OwnerDesk {
  /// What the record, its grants and its log tell about the whole, on a day at a time.
  ///
  /// - Parameter entries: The log's entries; without them nothing is known of openings and refusals.
  package func signals(
    _ entries: [LogEntry], at now: Date, on day: Day
  ) throws -> SignalReading {
    let network = try state.network()
    return SignalReading(
      network, SignalFacts(entries, state.grants.map(\.publication), in: network), at: now, on: day)
  }

  /// The obstacles to propose to the owner; none is recorded by it.
  package func proposedObstacles(
    _ reading: SignalReading, _ requests: [ReceivedRequest]
  ) -> [ObstacleProposal] {
    ObstacleProposal.proposals(
      reading, requests: requests.compactMap { PressingRequest($0, in: reading.network) })
  }
}
