package import Consent
package import Foundation
import Keys

/// Which compartments have a key that somebody still holds whose grant has ended.
///
/// The same function runs on the owner's device, which moves them to a new epoch before it writes
/// anything else, and at the hub, which refuses a write that did not.
package enum StaleEpochs {
  /// The blind identifiers, with the newest epoch whose key an ended grant gave away.
  package static func given(by ended: some Sequence<GrantPublication>) -> [Data: Int] {
    var given: [Data: Int] = [:]
    for publication in ended {
      for packet in publication.packets {
        given[packet.blind] = max(given[packet.blind] ?? 0, packet.epoch)
      }
    }
    return given
  }

  /// Refuses slots at an epoch whose key an ended grant gave away.
  package static func check(
    _ table: SlotTable, ended: some Sequence<GrantPublication>
  ) throws(RecordError) {
    let given = given(by: ended)
    for (index, slot) in table.slots.enumerated() {
      if let epoch = given[slot.blind], slot.epoch <= epoch {
        throw RecordError(.staleEpoch, at: "slot \(index)")
      }
    }
  }
}

extension PublishedGrant {
  /// Whether the grant opens nothing any more at a time, for whatever reason.
  package func isEnded(at time: Date) -> Bool {
    endedAt != nil || publication.grant.payload.notAfter <= time
  }
}
