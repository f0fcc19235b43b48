import Crypto
import Foundation

/// The published keys of the fictional world in `keys-example/`, which a hub refuses outside demo mode.
///
/// Anyone can derive them: a seed is HKDF-SHA256 of `maille/v1/example-key/NAME`, without salt, with info
/// `signing`, `sealing` or the name of a further secret.
package enum ExampleKeys {
  /// The identity called `name`, whether or not it is in the list.
  package static func identity(_ name: String) throws(DocumentError) -> Identity {
    try Identity(
      signingSeed: secret("signing", of: name), sealingSeed: secret("sealing", of: name))
  }

  /// A further 32-byte secret of `name`, such as `root` or `log`.
  package static func secret(_ purpose: String, of name: String) -> SecretBytes {
    SecretBytes(
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: Data("maille/v1/example-key/\(name)".utf8)),
        info: Data(purpose.utf8), outputByteCount: 32))
  }

  /// Whether the key with this fingerprint is published here.
  package static func contains(_ fingerprint: Fingerprint) -> Bool {
    fingerprints.contains(fingerprint)
  }

  /// Whether either key of an identity is published here, paired with which other one ever.
  package static func contains(_ identity: PublicIdentity) -> Bool {
    keys.contains(identity.signing) || keys.contains(identity.sealing)
  }

  private static let identities = ExampleWorld.inhabitants.compactMap {
    try? identity($0.name).publicIdentity
  }

  private static let fingerprints = Set(identities.map(\.fingerprint))

  private static let keys = Set(identities.flatMap { [$0.signing, $0.sealing] })
}
