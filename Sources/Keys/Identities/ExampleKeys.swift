import Crypto
import Foundation

/// The published keys of the fictional world in `keys-example/`, which a hub refuses outside demo mode.
///
/// Anyone can derive them: a seed is HKDF-SHA256 of `maille/v1/example-key/NAME`, without salt, with info
/// `signing`, `sealing` or the name of a further secret.
package enum ExampleKeys {
  /// Who is in the fictional world, in the order in which they are listed in `keys-example/README.md`.
  package static let names =
    people + viewers + auditors + authorities.map { "authority-\($0)" } + [
      "hub", "naming", "recovery",
    ]

  static let people = ["nadege", "ines"]
  static let viewers = [
    "paul", "vion", "nurse", "psychologist", "mediator", "control", "delegate", "leader", "agency",
  ]
  static let auditors = ["auditor"]
  static let authorities = [
    "estran", "maison-medicale", "ssm", "cpas", "youth-protection", "atelier", "ais",
  ]

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

  private static let fingerprints = Set(
    names.compactMap { try? identity($0).publicIdentity.fingerprint })
}
