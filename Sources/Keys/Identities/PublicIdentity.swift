import Crypto
package import Foundation

/// The public side of an identity: an Ed25519 key to verify with and an X-Wing key to seal to.
///
/// In JSON a pair of JWKs, fit to be a `cnf` claim (RFC 7800): `jwk` is the Ed25519 key (RFC 8037),
/// `sealing` the X-Wing key.
package struct PublicIdentity: Hashable, Sendable {
  /// The Ed25519 public key, 32 bytes.
  package let signing: Data
  /// The X-Wing public key, 1216 bytes.
  package let sealing: Data
  /// SHA-256 over both.
  package let fingerprint: Fingerprint

  /// Pairs two public keys; throws `.length` if either has the wrong size.
  ///
  /// Throws `.rule` for a signing key of small order, under which signatures need no private key.
  package init(signing: Data, sealing: Data) throws(DocumentError) {
    guard signing.count == 32 else { throw .length(place: "signing key", expected: 32) }
    guard sealing.count == 1216 else { throw .length(place: "sealing key", expected: 1216) }
    guard !SmallOrder.contains(signing) else {
      throw .rule(place: "signing key", "anyone could sign for it")
    }
    self.signing = Data(signing)
    self.sealing = Data(sealing)
    var hash = SHA256()
    hash.update(data: signing)
    hash.update(data: sealing)
    fingerprint = Fingerprint(unchecked: Data(hash.finalize()))
  }

  /// Whether `signature` is this identity's Ed25519 signature over `data`.
  package func isValidSignature(_ signature: Data, for data: Data) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: signing) else {
      return false
    }
    return key.isValidSignature(signature, for: data)
  }
}

extension PublicIdentity: Codable {
  private enum CodingKeys: String, CodingKey {
    case jwk
    case sealing
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let signing = try container.decode(SigningJWK.self, forKey: .jwk)
    let sealing = try container.decode(SealingJWK.self, forKey: .sealing)
    try self.init(signing: signing.publicKey, sealing: sealing.publicKey)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(SigningJWK(publicKey: signing), forKey: .jwk)
    try container.encode(SealingJWK(publicKey: sealing), forKey: .sealing)
  }
}
