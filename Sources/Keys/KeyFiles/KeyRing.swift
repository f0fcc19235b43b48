/// Everything secret that one person or hub keeps in their key file.
package struct KeyRing: Sendable, CustomReflectable {
  /// The private keys.
  package let identity: Identity
  /// The card signed by them.
  package let card: SignedDocument<Card>
  /// Further secrets by name, such as `root`, `log`, `store`, `pseudonym`.
  package let secrets: [String: SecretBytes]

  /// Collects keys; throws `.wrongSigner` if the card is not this identity's.
  package init(
    identity: Identity, card: SignedDocument<Card>, secrets: [String: SecretBytes] = [:]
  ) throws(DocumentError) {
    guard card.payload.identity == identity.publicIdentity,
      card.signer == identity.publicIdentity.fingerprint
    else { throw .wrongSigner }
    self.identity = identity
    self.card = card
    self.secrets = secrets
  }

  /// The same ring with `secret` under `name`, in place of any that was there.
  package func adding(_ name: String, _ secret: SecretBytes) throws(DocumentError) -> KeyRing {
    try KeyRing(
      identity: identity, card: card,
      secrets: secrets.merging([name: secret]) { _, new in new })
  }

  /// Shows nothing but the fingerprint.
  package var customMirror: Mirror {
    Mirror(self, children: ["fingerprint": identity.publicIdentity.fingerprint])
  }
}
