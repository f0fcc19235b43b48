import Crypto
package import Foundation
package import Keys

/// The keys of one grant: made from all gates' shares, good for its packets and its selection.
package struct GrantKeys: Sendable {
  /// The grant's hash, to which everything is bound.
  package let grant: DocumentHash
  private let key: SecretBytes

  /// Combines the shares in the order of the grant's gates.
  package init(shares: [SecretBytes], grant: DocumentHash) {
    self.grant = grant
    let joined = shares.reduce(into: Data()) { joined, share in
      share.withBytes { joined.append($0) }
    }
    key = SecretBytes(
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: joined), info: grant.bytes, outputByteCount: 32))
  }

  /// The HPKE info of a share: label, gate and grant, each on its line.
  package static func shareInfo(gate: Fingerprint, grant: DocumentHash) -> Data {
    Data("maille/v1/grant-share\n\(gate)\n\(grant)".utf8)
  }

  /// The key under which the selection's item keys are wrapped.
  var selectionKey: SecretBytes {
    SecretBytes(
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: key.symmetricKey, info: labelled("maille/v1/selection"),
        outputByteCount: 32))
  }

  func sealPacket(
    _ compartmentKey: SecretBytes, blind: Data, epoch: Int, nonce: AES.GCM.Nonce? = nil
  ) throws(RecordError) -> Data {
    try RecordCipher.wrap(
      compartmentKey, key: key, context: packetContext(blind: blind, epoch: epoch), nonce: nonce)
  }

  func openPacket(
    _ sealed: Data, blind: Data, epoch: Int, at place: String
  ) throws(RecordError) -> SecretBytes {
    SecretBytes(
      try RecordCipher.open(
        sealed, key: key, context: packetContext(blind: blind, epoch: epoch), at: place))
  }

  func sealSelected(
    _ itemKey: SecretBytes, item: ItemID, version: Int, nonce: AES.GCM.Nonce? = nil
  ) throws(RecordError) -> Data {
    try RecordCipher.wrap(
      itemKey, key: selectionKey, context: selectedContext(item: item, version: version),
      nonce: nonce)
  }

  func openSelected(
    _ wrapped: Data, item: ItemID, version: Int
  ) throws(RecordError) -> SecretBytes {
    SecretBytes(
      try RecordCipher.open(
        wrapped, key: selectionKey, context: selectedContext(item: item, version: version),
        at: "item \(item)"))
  }

  private func packetContext(blind: Data, epoch: Int) -> Data {
    labelled("maille/v1/packet", grant.bytes, blind, integerPart(epoch))
  }

  private func selectedContext(item: ItemID, version: Int) -> Data {
    labelled("maille/v1/selected-item", grant.bytes, item.bytes, integerPart(version))
  }
}
