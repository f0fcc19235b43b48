import Crypto
package import Foundation

/// HPKE (RFC 9180) in base mode with X-Wing, HKDF-SHA256 and AES-256-GCM, one message per context.
///
/// The box is the encapsulated key (1120 bytes), then the ciphertext with its tag. The associated data
/// is empty; what a box is bound to goes into `info`. It does not say who sealed it.
package enum SealedBox {
  private static let suite = HPKE.Ciphersuite.XWingMLKEM768X25519_SHA256_AES_GCM_256
  private static let encapsulatedCount = 1120

  /// `message` sealed to `recipient`, bound to `info`.
  package static func seal(
    _ message: Data, to recipient: PublicIdentity, info: Data
  ) throws(DocumentError) -> Data {
    do {
      let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: recipient.sealing)
      var sender = try HPKE.Sender(recipientKey: key, ciphersuite: suite, info: info)
      return sender.encapsulatedKey + (try sender.seal(message))
    } catch {
      throw .sealed
    }
  }

  /// The message of `box`; throws `.sealed` if the key, the info or any byte is another.
  package static func open(
    _ box: Data, with identity: Identity, info: Data
  ) throws(DocumentError) -> Data {
    do {
      var recipient = try HPKE.Recipient(
        privateKey: identity.sealingKey, ciphersuite: suite, info: info,
        encapsulatedKey: Data(box.prefix(encapsulatedCount)))
      return try recipient.open(Data(box.dropFirst(encapsulatedCount)))
    } catch {
      throw .sealed
    }
  }
}
