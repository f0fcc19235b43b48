import Foundation

/// The JWK Set (RFC 7517) in which a key ring is written.
///
/// One `OKP` key to sign, one `AKP` key to open what is sealed, one `oct` key per further secret, named by
/// `kid`; the member `card` is the signed card. Source: docs/spec/key-file.md.
struct KeySet: Codable {
  let card: SignedDocument<Card>
  let keys: [Entry]

  enum Entry: Codable {
    case signing(SigningJWK)
    case sealing(SealingJWK)
    case secret(SecretJWK)

    private enum CodingKeys: String, CodingKey {
      case kty
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      switch try container.decode(String.self, forKey: .kty) {
      case "OKP": self = .signing(try SigningJWK(from: decoder))
      case "AKP": self = .sealing(try SealingJWK(from: decoder))
      case "oct": self = .secret(try SecretJWK(from: decoder))
      default:
        throw DecodingError.dataCorruptedError(
          forKey: .kty, in: container, debugDescription: "unknown key type")
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .signing(let key): try key.encode(to: encoder)
      case .sealing(let key): try key.encode(to: encoder)
      case .secret(let key): try key.encode(to: encoder)
      }
    }
  }

  init(_ ring: KeyRing) {
    card = ring.card
    let identity = ring.identity
    let signing = identity.signingSeed.withBytes {
      SigningJWK(publicKey: identity.publicIdentity.signing, privateKey: $0)
    }
    let sealing = identity.sealingSeed.withBytes {
      SealingJWK(publicKey: identity.publicIdentity.sealing, seed: $0)
    }
    keys =
      [.signing(signing), .sealing(sealing)]
      + ring.secrets.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { name, secret in secret.withBytes { .secret(SecretJWK(name: name, bytes: $0)) } }
  }

  /// The key ring, if the public keys belong to the private ones and every name is used once.
  var ring: KeyRing {
    get throws(DocumentError) {
      guard keys.count >= 2, case .signing(let signing) = keys[0],
        case .sealing(let sealing) = keys[1], let signingSeed = signing.privateKey,
        let sealingSeed = sealing.seed
      else { throw .payload(place: "keys") }
      let identity = try Identity(
        signingSeed: SecretBytes(signingSeed), sealingSeed: SecretBytes(sealingSeed))
      guard identity.publicIdentity.signing == signing.publicKey,
        identity.publicIdentity.sealing == sealing.publicKey
      else { throw .rule(place: "keys", "a public key is not that of its private key") }
      var secrets: [String: SecretBytes] = [:]
      for entry in keys.dropFirst(2) {
        guard case .secret(let secret) = entry, secrets[secret.name] == nil else {
          throw .rule(place: "keys", "a key is repeated")
        }
        secrets[secret.name] = SecretBytes(secret.bytes)
      }
      return try KeyRing(identity: identity, card: card, secrets: secrets)
    }
  }
}

/// A named secret as a JWK of type `oct`.
struct SecretJWK: Codable {
  let name: String
  let bytes: Data

  init(name: String, bytes: Data) {
    self.name = name
    self.bytes = bytes
  }

  private enum CodingKeys: String, CodingKey {
    case bytes = "k"
    case kty
    case name = "kid"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try container.expect("oct", forKey: .kty)
    name = try container.decode(String.self, forKey: .name)
    bytes = try container.decode(Data.self, forKey: .bytes)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("oct", forKey: .kty)
    try container.encode(name, forKey: .name)
    try container.encode(bytes, forKey: .bytes)
  }
}
