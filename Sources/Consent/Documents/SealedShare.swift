package import Foundation
package import Keys

/// One gate's share of a grant's key, which takes the gate and then the viewer to open.
package struct SealedShare: Hashable, Codable, Sendable {
  /// The gate.
  package let gate: Fingerprint
  /// An age file to the gate alone; inside, the share sealed by HPKE to the viewer.
  package let sealed: Data

  /// Names a share.
  package init(gate: Fingerprint, sealed: Data) {
    self.gate = gate
    self.sealed = sealed
  }
}

/// One compartment's key at one epoch, sealed under a grant's key.
package struct SealedPacket: Hashable, Codable, Sendable {
  /// The compartment's blind identifier, 32 bytes.
  package let blind: Data
  /// The epoch of the key.
  package let epoch: Int
  /// The compartment's key under the grant's key.
  package let sealed: Data

  /// Names a packet.
  package init(blind: Data, epoch: Int, sealed: Data) {
    self.blind = blind
    self.epoch = epoch
    self.sealed = sealed
  }
}

/// One selected item's key at one version, wrapped under a grant's selection key.
package struct WrappedSelection: Hashable, Codable, Sendable {
  /// The item.
  package let item: ItemID
  /// The version whose key this is.
  package let version: Int
  /// The item's key under the grant's selection key.
  package let wrapped: Data

  /// Names a wrapped key.
  package init(item: ItemID, version: Int, wrapped: Data) {
    self.item = item
    self.version = version
    self.wrapped = wrapped
  }
}
