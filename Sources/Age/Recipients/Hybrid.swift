package import Crypto
public import Foundation

/// Encrypts to a post-quantum key: HPKE with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305.
public struct HybridRecipient: AgeRecipient, Hashable {
  static let type = "mlkem768x25519"
  static let prefix = "age1pq"
  static let info = Data("age-encryption.org/mlkem768x25519".utf8)
  static let encapsulatedCount = 1120

  static let suite = HPKE.Ciphersuite(
    kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)

  /// The X-Wing public key, 1216 bytes.
  public let publicKey: Data

  /// Takes an X-Wing public key; throws `.key` unless it has 1216 bytes.
  public init(publicKey: Data) throws(AgeError) {
    guard publicKey.count == 1216 else { throw .key }
    self.publicKey = Data(publicKey)
  }

  /// Reads an `age1pq1…` text; throws `.key` if it is anything else.
  public init(_ text: String) throws(AgeError) {
    guard let (prefix, data) = Bech32.decode(text), prefix == Self.prefix else { throw .key }
    try self.init(publicKey: data)
  }

  /// The recipient as `age1pq1…`, about 2,000 characters.
  public var text: String { Bech32.encode(prefix: Self.prefix, data: publicKey) }

  /// The stanza with a fresh encapsulated key.
  public func wrap(_ fileKey: FileKey) throws(AgeError) -> Stanza {
    let encapsulated: Data
    let body: Data
    do {
      let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: publicKey)
      var sender = try HPKE.Sender(recipientKey: key, ciphersuite: Self.suite, info: Self.info)
      body = try sender.seal(fileKey.bytes)
      encapsulated = sender.encapsulatedKey
    } catch {
      throw .key
    }
    return try Stanza(
      arguments: [Self.type, String(decoding: Base64.encode(encapsulated), as: UTF8.self)],
      body: body)
  }
}

/// Opens files encrypted to a post-quantum key.
public struct HybridIdentity: AgeIdentity, CustomReflectable {
  private static let prefix = "age-secret-key-pq-"

  private let key: XWingMLKEM768X25519.PrivateKey

  /// Takes a key that was derived from its seed before.
  package init(_ key: XWingMLKEM768X25519.PrivateKey) {
    self.key = key
  }

  /// Takes the key's 32-byte seed; throws `.key` for another length.
  public init(seed: Data) throws(AgeError) {
    do {
      key = try XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil)
    } catch {
      throw .key
    }
  }

  /// Reads a secret as an identity file of the age program holds it; throws `.key` if it is anything
  /// else.
  public init(_ text: String) throws(AgeError) {
    guard let (prefix, data) = Bech32.decode(text), prefix == Self.prefix else { throw .key }
    try self.init(seed: data)
  }

  /// Who encrypts to this identity.
  public var recipient: HybridRecipient {
    get throws(AgeError) { try HybridRecipient(publicKey: key.publicKey.rawRepresentation) }
  }

  /// The secret in Bech32, for an identity file of the age program.
  public var secretText: String {
    Bech32.encode(prefix: Self.prefix, data: key.seedRepresentation).uppercased()
  }

  /// The file key from the first stanza that this key opens.
  public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
    for stanza in stanzas where stanza.type == HybridRecipient.type {
      guard stanza.arguments.count == 2 else { throw .header("post-quantum stanza") }
      guard let encapsulated = Base64.decode(Array(stanza.arguments[1].utf8)),
        encapsulated.count == HybridRecipient.encapsulatedCount
      else { throw .header("encapsulated key") }
      guard stanza.body.count == WrappedKey.byteCount else { throw .header("stanza body") }
      var recipient: HPKE.Recipient
      do {
        recipient = try HPKE.Recipient(
          privateKey: key, ciphersuite: HybridRecipient.suite, info: HybridRecipient.info,
          encapsulatedKey: encapsulated)
      } catch {
        throw .header("encapsulated key")
      }
      guard let bytes = try? recipient.open(stanza.body) else { continue }
      return try FileKey(SymmetricKey(data: bytes))
    }
    return nil
  }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
