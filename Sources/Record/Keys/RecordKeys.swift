import Crypto
package import Foundation
package import Keys
package import PersonalNetwork

/// Every key of one record, each derived from the root with its own label.
///
/// HKDF-SHA256 without salt; the info is labelled and length-prefixed and always holds the record
/// and the root's generation. See docs/spec/item.md.
package struct RecordKeys: Sendable {
  private let root: Root
  /// The record.
  package let record: RecordID

  /// The keys of a record under a root.
  package init(root: Root, record: RecordID) {
    self.root = root
    self.record = record
  }

  /// The key of a compartment at an epoch, 32 bytes.
  package func compartmentKey(_ compartment: Compartment, epoch: Int) -> SecretBytes {
    derive("compartment", Data(compartment.description.utf8), integerPart(epoch))
  }

  /// The name by which the hub knows a compartment: 32 bytes, the same in every epoch.
  package func blind(_ compartment: Compartment) -> Data {
    let key = derive("blind").symmetricKey
    return Data(
      HMAC<SHA256>.authenticationCode(for: Data(compartment.description.utf8), using: key))
  }

  /// The key under which the owner keeps each item's key.
  package var ownerKey: SecretBytes { derive("owner-wrap") }

  /// The salt of a slot in a version of the manifest, 32 bytes.
  package func slotSalt(version: Int, index: Int) -> Data {
    derive("slot-salt", integerPart(version), integerPart(index)).withBytes { $0 }
  }

  /// The seed of a slot's padding leaves in a version of the manifest, 32 bytes.
  package func slotPadding(version: Int, index: Int) -> Data {
    derive("slot-padding", integerPart(version), integerPart(index)).withBytes { $0 }
  }

  /// A gate's share of a grant's key, 32 bytes.
  package func share(of grant: GrantID, gate: Fingerprint) -> SecretBytes {
    derive("grant-share", grant.bytes, gate.bytes)
  }

  /// The key of the owner's local file.
  package var storeKey: SecretBytes { derive("local-store") }

  private func derive(_ label: String, _ parts: Data...) -> SecretBytes {
    SecretBytes(
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: root.secret.symmetricKey,
        info: LabelledBytes.build(
          "maille/v1/" + label, [record.bytes, integerPart(root.generation)] + parts),
        outputByteCount: 32))
  }
}
