package import Consent
package import Foundation
import Record

extension OwnerDesk {
  /// Signs a stop in advance, to be printed; nothing is sent.
  package func makeStopCard(at time: Date) async throws -> PrintedStopCard {
    let card = try await record.makeStopCard(at: time)
    try save()
    return card
  }

  /// Withdraws every stop card made so far, and tells the hub.
  package func withdrawStopCards(at time: Date) async throws {
    try await record.withdrawStopCards(at: time)
    try save()
    try await withHub { _ in }
  }
}
