import Foundation

/// An Ed25519 key as a JWK of type `OKP` (RFC 8037).
struct SigningJWK: Codable {
  let publicKey: Data
  let privateKey: Data?

  init(publicKey: Data, privateKey: Data? = nil) {
    self.publicKey = publicKey
    self.privateKey = privateKey
  }

  private enum CodingKeys: String, CodingKey {
    case crv
    case privateKey = "d"
    case kty
    case publicKey = "x"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try container.expect("OKP", forKey: .kty)
    try container.expect("Ed25519", forKey: .crv)
    publicKey = try container.decode(Data.self, forKey: .publicKey)
    privateKey = try container.decodeIfPresent(Data.self, forKey: .privateKey)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("OKP", forKey: .kty)
    try container.encode("Ed25519", forKey: .crv)
    try container.encode(publicKey, forKey: .publicKey)
    try container.encodeIfPresent(privateKey, forKey: .privateKey)
  }
}

/// An X-Wing key as a JWK of type `AKP`, whose private part is the 32-byte seed.
struct SealingJWK: Codable {
  /// The name that the HPKE registry gives to the mechanism.
  static let algorithm = "MLKEM768-X25519"

  let publicKey: Data
  let seed: Data?

  init(publicKey: Data, seed: Data? = nil) {
    self.publicKey = publicKey
    self.seed = seed
  }

  private enum CodingKeys: String, CodingKey {
    case alg
    case kty
    case seed = "priv"
    case publicKey = "pub"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try container.expect("AKP", forKey: .kty)
    try container.expect(Self.algorithm, forKey: .alg)
    publicKey = try container.decode(Data.self, forKey: .publicKey)
    seed = try container.decodeIfPresent(Data.self, forKey: .seed)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("AKP", forKey: .kty)
    try container.encode(Self.algorithm, forKey: .alg)
    try container.encode(publicKey, forKey: .publicKey)
    try container.encodeIfPresent(seed, forKey: .seed)
  }
}

extension KeyedDecodingContainer {
  /// Throws unless the text under `key` is exactly `value`.
  func expect(_ value: String, forKey key: Key) throws {
    guard try decode(String.self, forKey: key) == value else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "expected \(value)")
    }
  }
}
