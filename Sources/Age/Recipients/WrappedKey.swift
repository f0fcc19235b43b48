import Crypto
import Foundation

/// The file key under ChaCha20-Poly1305 with a key used once and so a nonce of zeros.
enum WrappedKey {
  /// The length of every native stanza's body: 16 bytes of key, 16 of tag.
  static let byteCount = 32

  static func seal(_ fileKey: FileKey, under key: SymmetricKey) throws(AgeError) -> Data {
    do {
      let nonce = try ChaChaPoly.Nonce(data: Data(count: 12))
      let box = try ChaChaPoly.seal(fileKey.bytes, using: key, nonce: nonce)
      return box.ciphertext + box.tag
    } catch {
      throw .cipher
    }
  }

  /// The file key, or nil if `body` was sealed under another key.
  static func open(_ body: Data, under key: SymmetricKey) throws(AgeError) -> FileKey? {
    guard let box = try? ChaChaPoly.SealedBox(combined: Data(count: 12) + body),
      let bytes = try? ChaChaPoly.open(box, using: key)
    else { return nil }
    return try FileKey(SymmetricKey(data: bytes))
  }
}
