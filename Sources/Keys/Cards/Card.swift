package import Foundation

/// What the holder of a card does.
package enum CardKind: String, Codable, CaseIterable, Hashable, Sendable {
  /// The person the record is about.
  case owner
  /// Someone beside the owner.
  case helper
  /// A professional.
  case viewer
  /// An ethics officer.
  case auditor
  /// An institution that affiliates viewers.
  case authority
  /// A server that keeps records.
  case hub
}

/// The public side of an identity with a name, signed by its own key.
package struct Card: DocumentPayload {
  package static let documentType = "maille-card+jwt"

  /// The name shown to people, 1 to 200 bytes of UTF-8 without control characters.
  package let name: String
  /// What the holder does.
  package let kind: CardKind
  /// The holder's keys, the `cnf` claim.
  package let identity: PublicIdentity
  /// The key that may sign a successor, a stop or an erasure; owners only.
  package let recovery: PublicIdentity?
  /// An auditor's Ed25519 key for cosigning checkpoints, 32 bytes; auditors only.
  package let witness: Data?
  /// When the card was made, in whole seconds.
  package let issuedAt: Date

  /// Makes a card; throws `.rule` for a name or a key that this kind must not have.
  package init(
    name: String, kind: CardKind, identity: PublicIdentity, recovery: PublicIdentity? = nil,
    witness: Data? = nil, issuedAt: Date
  ) throws(DocumentError) {
    try ShownText.check(name, place: "name", maximum: 200)
    guard recovery == nil || kind == .owner else {
      throw .rule(place: "recovery", "only an owner's card has a recovery key")
    }
    guard recovery != identity else {
      throw .rule(place: "recovery", "the recovery key must differ from the card's key")
    }
    guard witness == nil || kind == .auditor else {
      throw .rule(place: "witness", "only an auditor's card has a cosigning key")
    }
    guard witness == nil || witness?.count == 32 else {
      throw .length(place: "witness", expected: 32)
    }
    guard witness != identity.signing else {
      throw .rule(place: "witness", "the cosigning key must differ from the signing key")
    }
    self.name = name
    self.kind = kind
    self.identity = identity
    self.recovery = recovery
    self.witness = witness
    self.issuedAt = issuedAt.wholeSeconds
  }

  private enum CodingKeys: String, CodingKey {
    case identity = "cnf"
    case issuedAt = "iat"
    case kind
    case name
    case recovery
    case witness
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      name: container.decode(String.self, forKey: .name),
      kind: container.decode(CardKind.self, forKey: .kind),
      identity: container.decode(PublicIdentity.self, forKey: .identity),
      recovery: container.decodeIfPresent(PublicIdentity.self, forKey: .recovery),
      witness: container.decodeIfPresent(Data.self, forKey: .witness),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

extension SignedDocument where Payload == Card {
  /// The card, if it is signed by the key that it names.
  package func verifiedCard() async throws(DocumentError) -> VerifiedDocument<Card> {
    try await verified(by: payload.identity)
  }
}

/// The card of `document`, if it is signed by the key that it names.
package func verifyCard(
  _ document: SignedDocument<Card>
) async throws(DocumentError) -> VerifiedDocument<Card> {
  try await document.verifiedCard()
}
