import Crypto
public import Foundation

/// Opens files encrypted to an X25519 key; none are written, since they are not post-quantum.
public struct X25519Identity: AgeIdentity, CustomReflectable {
  private static let type = "X25519"
  private static let prefix = "age-secret-key-"

  private let key: Curve25519.KeyAgreement.PrivateKey

  /// Takes the key's 32 bytes; throws `.key` for another length.
  public init(secret: Data) throws(AgeError) {
    do {
      key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret)
    } catch {
      throw .key
    }
  }

  /// Reads a secret as an identity file of the age program holds it; throws `.key` if it is anything
  /// else.
  public init(_ text: String) throws(AgeError) {
    guard let (prefix, data) = Bech32.decode(text), prefix == Self.prefix else { throw .key }
    try self.init(secret: data)
  }

  /// The public key as `age1…`, for the age program to encrypt to.
  public var recipientText: String {
    Bech32.encode(prefix: "age", data: key.publicKey.rawRepresentation)
  }

  /// The file key from the first stanza that this key opens.
  public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
    for stanza in stanzas where stanza.type == Self.type {
      guard stanza.arguments.count == 2 else { throw .header("X25519 stanza") }
      guard let share = Base64.decode(Array(stanza.arguments[1].utf8)), share.count == 32 else {
        throw .header("X25519 share")
      }
      guard stanza.body.count == WrappedKey.byteCount else { throw .header("stanza body") }
      let secret: SharedSecret
      do {
        let peer = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: share)
        secret = try key.sharedSecretFromKeyAgreement(with: peer)
      } catch {
        throw .header("X25519 share")
      }
      guard unsafe secret.withUnsafeBytes({ unsafe $0.contains { $0 != 0 } }) else {
        throw .header("X25519 share")
      }
      let wrapKey = secret.hkdfDerivedSymmetricKey(
        using: SHA256.self, salt: share + key.publicKey.rawRepresentation,
        sharedInfo: Data("age-encryption.org/v1/X25519".utf8), outputByteCount: 32)
      if let fileKey = try WrappedKey.open(stanza.body, under: wrapKey) { return fileKey }
    }
    return nil
  }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
