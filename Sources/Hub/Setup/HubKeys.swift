import Crypto
package import Foundation
package import Keys
package import TransparencyLog

/// A hub's keys, each for one use: its identity, the gate, the log, the store, look-ups, pseudonyms.
///
/// They come from one key file, which is kept and backed up apart from the database.
package struct HubKeys: Sendable {
  /// The hub's own identity, which signs the register, the bundle and statements.
  package let identity: Identity
  /// The hub's card.
  package let card: SignedDocument<Card>
  /// The gate's identity, to which grants, measures and shares are sealed.
  package let gate: Identity
  /// The Ed25519 seed with which checkpoints are signed, 32 bytes.
  package let logSeed: SecretBytes
  /// The secret from which the pseudonyms of each quarter are made, 32 bytes.
  package let pseudonymSecret: SecretBytes
  /// The keys of what lies at rest.
  package let store: StoreKeys

  /// The secrets that a hub's key ring holds beside its identity, 32 bytes each.
  package static let secretNames = ["gate", "log", "store", "lookup", "pseudonym"]

  /// Takes a hub's keys from its key ring.
  ///
  /// - Throws: ``HubError`` with code `keys` that names the secret that is missing or too short.
  package init(_ ring: KeyRing) throws(HubError) {
    guard ring.card.payload.kind == .hub else { throw HubError(.keys, at: "card") }
    identity = ring.identity
    card = ring.card
    let gateSecret = try Self.secret("gate", of: ring)
    do {
      gate = try Identity(
        signingSeed: Self.seed("gate-signing", from: gateSecret),
        sealingSeed: Self.seed("gate-sealing", from: gateSecret))
    } catch {
      throw HubError(.keys, at: "gate")
    }
    logSeed = try Self.secret("log", of: ring)
    pseudonymSecret = try Self.secret("pseudonym", of: ring)
    store = StoreKeys(
      store: try Self.secret("store", of: ring).symmetricKey,
      lookup: try Self.secret("lookup", of: ring).symmetricKey)
  }

  /// Makes a new hub's key ring, with a card of this name.
  package static func makeRing(
    name: String, at time: Date
  ) async throws(DocumentError) -> KeyRing {
    let identity = try Identity()
    let card = try await SignedDocument.sign(
      Card(name: name, kind: .hub, identity: identity.publicIdentity, issuedAt: time),
      with: identity)
    var secrets: [String: SecretBytes] = [:]
    for name in secretNames { secrets[name] = .random(count: 32) }
    return try KeyRing(identity: identity, card: card, secrets: secrets)
  }

  /// The key that signs checkpoints, named after the hub, so that no two hubs share an origin.
  package func logKey() throws -> NoteSigningKey {
    try logSeed.withBytes { seed in
      try NoteSigningKey(
        name: "maille-hub/\(identity.publicIdentity.fingerprint)",
        privateKey: Curve25519.Signing.PrivateKey(rawRepresentation: seed))
    }
  }

  private static func seed(_ label: String, from secret: SecretBytes) -> SecretBytes {
    SecretBytes(
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: secret.symmetricKey, info: labelled("maille/v1/\(label)"),
        outputByteCount: 32))
  }

  private static func secret(
    _ name: String, of ring: KeyRing
  ) throws(HubError) -> SecretBytes {
    guard let secret = ring.secrets[name], secret.count == 32 else {
      throw HubError(.keys, at: name)
    }
    return secret
  }
}
