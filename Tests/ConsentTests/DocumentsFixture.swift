import Foundation
import Keys
import PersonalNetwork

@testable import Consent

/// Documents that are as they should be, the same in every run.
enum DocumentsFixture {
  static let now = Date(timeIntervalSince1970: 1_780_304_400)  // 2026-06-01T09:00:00Z
  static let day: TimeInterval = 86_400

  static func identity(_ seed: UInt8) throws -> Identity {
    try Identity(
      signingSeed: SecretBytes(Array(repeating: seed, count: 32)),
      sealingSeed: SecretBytes(Array(repeating: seed &+ 100, count: 32)))
  }

  static func id<Tag>(_ byte: UInt8, _ tag: Tag.Type = Tag.self) -> RandomIdentifier<Tag> {
    RandomIdentifier(unchecked: Data(repeating: byte, count: 16))
  }

  static func hash(_ text: String) -> DocumentHash { DocumentHash(of: Data(text.utf8)) }

  static func card(
    _ name: String, _ kind: CardKind, _ seed: UInt8
  ) async throws -> SignedDocument<Card> {
    let identity = try identity(seed)
    return try await SignedDocument.sign(
      Card(name: name, kind: kind, identity: identity.publicIdentity, issuedAt: now),
      with: identity)
  }

  static func terms(
    compartments: [Compartment] = [.of(.housing, .people), .of(.housing, .plan)],
    selection: [SelectedItem] = [
      SelectedItem(item: id(5), compartment: .of(.relations, .notes))
    ],
    from: Date = now, until: Date = now.addingTimeInterval(120 * day)
  ) throws(ConsentError) -> GrantTerms {
    try GrantTerms(
      viewer: viewer, authority: AuthorityID("estran"), compartments: compartments,
      selection: selection, purpose: .housing, referent: false, notBefore: from, notAfter: until)
  }

  // INVARIANT: seeds of 32 bytes always make an identity.
  static var viewer: PublicIdentity {
    guard let identity = try? identity(10) else { fatalError("seeds of 32 bytes") }
    return identity.publicIdentity
  }

  static func trust(gates: [UInt8] = [50]) throws -> Trust {
    try Trust(
      log: LogTrust(
        origin: "hub.example/log", key: "hub.example/log+00000000+AAAA",
        witnesses: ["witness.example+00000001+AAAA"], quorum: 1),
      gates: gates.map { try identity($0).publicIdentity }, bundle: hash("bundle"),
      hub: identity(50).publicIdentity.fingerprint)
  }

  static let names = try? ConsentNames(viewer: "Paul Dubois", authority: "L’Estran")

  static func draft(_ terms: GrantTerms? = nil) throws -> GrantDraft {
    let terms = try terms ?? self.terms()
    let text = try ConsentText(
      terms: terms, names: ConsentNames(viewer: "Paul Dubois", authority: "L’Estran"),
      language: .french)
    return GrantDraft(
      id: id(2), record: id(1), terms: terms, text: text.reference, compared: true,
      trust: try trust())
  }

  static func grant(attestations: [DocumentHash] = []) throws -> Grant {
    try Grant(draft: draft(), counter: 7, issuedAt: now, attestations: attestations)
  }
}
