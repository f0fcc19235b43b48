package import Consent
import Foundation
package import Keys
import PersonalNetwork

/// The owner's side of a grant: seals shares to viewer and gates, packets and selected keys.
///
/// Everything is derived from the root, so that any of the owner's devices can seal a grant again.
package struct GrantSealer: Sendable {
  private let keys: RecordKeys

  /// Seals with a record's keys.
  package init(keys: RecordKeys) {
    self.keys = keys
  }

  /// One share for each gate, in the grant's order: HPKE to the viewer, then an age file to the gate.
  package func shares(of grant: SignedDocument<Grant>) throws(RecordError) -> [SealedShare] {
    var shares: [SealedShare] = []
    for gate in grant.payload.trust.gates {
      let share = keys.share(of: grant.payload.id, gate: gate.fingerprint)
      let info = GrantKeys.shareInfo(gate: gate.fingerprint, grant: grant.hash)
      do {
        let box = try share.withBytes { bytes in
          try SealedBox.seal(bytes, to: grant.payload.viewer, info: info)
        }
        shares.append(
          SealedShare(gate: gate.fingerprint, sealed: try SealedFile.seal(box, to: [gate])))
      } catch {
        throw RecordError(.cannotSeal, at: "share")
      }
    }
    return shares
  }

  /// One packet for each compartment at its present epoch, sorted by blind identifier.
  package func packets(
    of grant: SignedDocument<Grant>, epochs: Epochs
  ) throws(RecordError) -> [SealedPacket] {
    let grantKeys = self.grantKeys(of: grant)
    var packets: [SealedPacket] = []
    for compartment in grant.payload.compartments {
      let (blind, epoch) = (keys.blind(compartment), epochs[compartment])
      packets.append(
        SealedPacket(
          blind: blind, epoch: epoch,
          sealed: try grantKeys.sealPacket(
            keys.compartmentKey(compartment, epoch: epoch), blind: blind, epoch: epoch)))
    }
    return packets.sorted { $0.blind.lexicographicallyPrecedes($1.blind) }
  }

  /// The key of each selected item at its present version, in the grant's order.
  ///
  /// An item that is gone, in the reserve, or no longer in the compartment that the selection names
  /// is left out.
  package func selection(
    of grant: SignedDocument<Grant>, items: [ItemID: StoredItem]
  ) throws(RecordError) -> [WrappedSelection] {
    let grantKeys = self.grantKeys(of: grant)
    let sealer = ItemSealer(keys: keys)
    var selection: [WrappedSelection] = []
    for selected in grant.payload.selection {
      guard let stored = items[selected.item],
        stored.wrap(for: keys.blind(selected.compartment)) != nil
      else { continue }
      selection.append(
        WrappedSelection(
          item: selected.item, version: stored.version,
          wrapped: try grantKeys.sealSelected(
            sealer.key(of: stored), item: selected.item, version: stored.version)))
    }
    return selection
  }

  /// The keys of a grant; the owner derives them, gates and viewer must combine shares.
  func grantKeys(of grant: SignedDocument<Grant>) -> GrantKeys {
    GrantKeys(
      shares: grant.payload.trust.gates.map {
        keys.share(of: grant.payload.id, gate: $0.fingerprint)
      }, grant: grant.hash)
  }
}
