import Foundation

@testable import Keys

/// Deterministic keys and documents for the tests.
enum Samples {
  static let start = Date(timeIntervalSince1970: 1_780_000_000)

  static func identity(_ name: String) throws -> Identity { try ExampleKeys.identity(name) }

  static func card(
    _ name: String, kind: CardKind = .viewer
  ) async throws -> SignedDocument<Card> {
    let identity = try identity(name)
    let card = try Card(
      name: name, kind: kind, identity: identity.publicIdentity, issuedAt: start)
    return try await .sign(card, with: identity)
  }

  static func ring(_ name: String, kind: CardKind = .viewer) async throws -> KeyRing {
    try KeyRing(identity: identity(name), card: await card(name, kind: kind))
  }

  /// The compact form with its parts replaced by `change`, and not signed again.
  static func tampered(
    _ compact: String, _ change: (inout [Data]) -> Void
  ) -> String {
    var parts = compact.split(separator: ".").map { Base64URL.decode(String($0)) ?? Data() }
    change(&parts)
    return parts.map(Base64URL.encode).joined(separator: ".")
  }

  /// A compact form with this header and payload, really signed by `identity`.
  static func handMade(
    header: String, payload: Data, by identity: Identity
  ) throws -> String {
    let input =
      Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(payload)
    return try input + "." + Base64URL.encode(identity.sign(Data(input.utf8)))
  }

  static func header(_ type: String, _ identity: Identity, alg: String = "EdDSA") -> String {
    #"{"alg":"\#(alg)","kid":"\#(identity.publicIdentity.fingerprint)","typ":"\#(type)"}"#
  }
}
