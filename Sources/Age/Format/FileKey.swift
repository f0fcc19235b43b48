public import Crypto
import Foundation

/// The 16-byte key of one file, from which its header and payload keys are derived.
///
/// It has no printable form. A key is used for one file only.
public struct FileKey: Sendable, CustomReflectable {
  /// The key's bytes as a key, for recipient types defined outside this module.
  public let symmetricKey: SymmetricKey

  static let byteCount = 16

  /// A fresh key from the system's random number generator.
  init() { symmetricKey = SymmetricKey(size: .bits128) }

  /// Wraps an unwrapped key; throws `.header` unless it has 16 bytes.
  public init(_ symmetricKey: SymmetricKey) throws(AgeError) {
    guard symmetricKey.bitCount == Self.byteCount * 8 else { throw .header("file key") }
    self.symmetricKey = symmetricKey
  }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }

  var bytes: Data { unsafe symmetricKey.withUnsafeBytes { unsafe Data($0) } }

  func payloadKey(nonce: Data) -> SymmetricKey {
    derive(salt: nonce, info: "payload")
  }

  func headerMAC(over bytes: Data) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: bytes, using: headerKey))
  }

  func isValidHeaderMAC(_ mac: Data, over bytes: Data) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: bytes, using: headerKey)
  }

  private var headerKey: SymmetricKey { derive(salt: Data(), info: "header") }

  private func derive(salt: Data, info: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: symmetricKey, salt: salt, info: Data(info.utf8), outputByteCount: 32)
  }
}
