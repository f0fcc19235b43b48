import Crypto
package import Foundation

/// A person's, authority's or hub's private keys: an Ed25519 key and the seed of an X-Wing key.
package struct Identity: Sendable, CustomReflectable {
  let signingKey: Curve25519.Signing.PrivateKey
  let sealingKey: XWingMLKEM768X25519.PrivateKey

  /// The public side.
  package let publicIdentity: PublicIdentity

  /// A fresh identity from the system's random number generator; its fingerprint may be typed.
  package init() throws(DocumentError) {
    repeat {
      try self.init(signingSeed: .random(count: 32), sealingSeed: .random(count: 32))
    } while publicIdentity.fingerprint.beginsWithDash
  }

  /// The identity with these two 32-byte seeds.
  package init(signingSeed: SecretBytes, sealingSeed: SecretBytes) throws(DocumentError) {
    do {
      signingKey = try signingSeed.withBytes {
        try Curve25519.Signing.PrivateKey(rawRepresentation: $0)
      }
      sealingKey = try sealingSeed.withBytes {
        try XWingMLKEM768X25519.PrivateKey(seedRepresentation: $0, publicKey: nil)
      }
    } catch {
      throw .length(place: "seed", expected: 32)
    }
    publicIdentity = try PublicIdentity(
      signing: signingKey.publicKey.rawRepresentation,
      sealing: sealingKey.publicKey.rawRepresentation)
  }

  /// The Ed25519 seed, 32 bytes.
  package var signingSeed: SecretBytes { SecretBytes(signingKey.rawRepresentation) }

  /// The X-Wing seed, 32 bytes; also the secret of this identity's age form.
  package var sealingSeed: SecretBytes { SecretBytes(sealingKey.seedRepresentation) }

  /// The Ed25519 signature over `data`, 64 bytes.
  package func sign(_ data: Data) throws(DocumentError) -> Data {
    do {
      return try signingKey.signature(for: data)
    } catch {
      throw .signing
    }
  }

  /// Shows nothing but the fingerprint.
  package var customMirror: Mirror {
    Mirror(self, children: ["fingerprint": publicIdentity.fingerprint])
  }
}
