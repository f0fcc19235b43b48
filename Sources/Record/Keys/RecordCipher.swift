package import Crypto
package import Foundation
package import Keys

/// AES-256-GCM as the record uses it: nonce, ciphertext and tag in one byte string.
package enum RecordCipher {
  /// Seals; `context` is the associated data, which names the one place where this may stand.
  ///
  /// The nonce is random unless a test gives one.
  package static func seal(
    _ plaintext: Data, key: SecretBytes, context: Data, nonce: AES.GCM.Nonce? = nil
  ) throws(RecordError) -> Data {
    do {
      let box = try AES.GCM.seal(
        plaintext, using: key.symmetricKey, nonce: nonce, authenticating: context)
      guard let combined = box.combined else { throw RecordError(.cannotSeal, at: "cipher") }
      return combined
    } catch {
      throw RecordError(.cannotSeal, at: "cipher")
    }
  }

  /// Seals a key under another.
  static func wrap(
    _ inner: SecretBytes, key: SecretBytes, context: Data, nonce: AES.GCM.Nonce? = nil
  ) throws(RecordError) -> Data {
    try seal(inner.withBytes { $0 }, key: key, context: context, nonce: nonce)
  }

  /// Opens what was sealed with the same key for the same context; `place` is for the error.
  package static func open(
    _ sealed: Data, key: SecretBytes, context: Data, at place: String
  ) throws(RecordError) -> Data {
    do {
      return try AES.GCM.open(
        AES.GCM.SealedBox(combined: sealed), using: key.symmetricKey, authenticating: context)
    } catch {
      throw RecordError(.cannotOpen, at: place)
    }
  }
}
