import Consent
import Foundation
import Keys
import TestSupport
import Testing

@testable import Record

@Suite("Vectors of recovery")
struct RecoveryVectorTests {
  /// A kit is made of random keys: it is sealed once, and only ever opened.
  struct Vector: Codable {
    let succession: String
    let successionHash: DocumentHash
    let cancellation: String
    let ownerSigningSeed: Data
    let recoverySigningSeed: Data
    let recoverySealingSeed: Data
    let askerSigningSeed: Data
    let askerSealingSeed: Data
    let root: Data
    let kit: RecoveryKit
    let pieces: [RecoveryPiece]
  }

  let record = RecordID(unchecked: Data(repeating: 1, count: 16))

  func ring() async throws -> KeyRing {
    let identity = try Cast.identity(1)
    let recovery = try Cast.identity(2)
    let card = try await SignedDocument.sign(
      Card(
        name: "Nadia", kind: .owner, identity: identity.publicIdentity,
        recovery: recovery.publicIdentity, issuedAt: Cast.now), with: identity)
    let root = try Root(secret: SecretBytes(Array(repeating: 2, count: 32)), generation: 1)
    return try KeyRing(
      identity: identity, card: card,
      secrets: KeyRing.recoverySecrets(recovery).merging([Root.secretName: root.stored]) {
        $1
      })
  }

  func secret(_ ring: KeyRing) async throws -> RecoverySecret {
    try RecoverySecret(
      address: Address(
        record: record, hubFingerprint: Cast.identity(50).publicIdentity.fingerprint,
        host: "hub.example", ownerFingerprint: ring.card.signer),
      cards: [ring.card], recovery: Cast.identity(2), root: OwnerRecord.root(of: ring),
      sealing: [ring.identity.sealingSeed])
  }

  @Test("recovery.json: documents are signed to the same bytes, and the kit still opens")
  func vector() async throws {
    let ring = try await ring()
    let secret = try await secret(ring)
    let asker = try Cast.identity(3)
    let successor = try await Cast.card("Nadia", .owner, asker).document
    let succession = try await secret.succession(to: successor, at: Cast.now)
    let cancellation = try await SignedDocument.sign(
      SuccessionCancellation(
        record: record, succession: succession.hash, counter: 9, issuedAt: Cast.now),
      with: ring.identity)
    let file = WrittenFile(vector: "recovery.json")
    if WrittenFile.writes, !FileManager.default.fileExists(atPath: file.url.path) {
      let members = try [20, 21].map { try Cast.identity($0) }
      let kit = try RecoveryKit(secret, for: members.map(\.publicIdentity), threshold: 2)
      let vector = Vector(
        succession: succession.compact, successionHash: succession.hash,
        cancellation: cancellation.compact,
        ownerSigningSeed: ring.identity.signingSeed.withBytes { $0 },
        recoverySigningSeed: secret.recovery.signingSeed.withBytes { $0 },
        recoverySealingSeed: secret.recovery.sealingSeed.withBytes { $0 },
        askerSigningSeed: asker.signingSeed.withBytes { $0 },
        askerSealingSeed: asker.sealingSeed.withBytes { $0 },
        root: secret.root.stored.withBytes { $0 }, kit: kit,
        pieces: try members.map { try kit.piece(of: $0, for: asker.publicIdentity) })
      try CanonicalJSON.encode(vector).write(to: file.url)
    }
    let stored = try CanonicalJSON.decode(Vector.self, from: Data(contentsOf: file.url))
    #expect(stored.succession == succession.compact && stored.successionHash == succession.hash)
    #expect(stored.cancellation == cancellation.compact)
    let opener = try Identity(
      signingSeed: SecretBytes(stored.askerSigningSeed),
      sealingSeed: SecretBytes(stored.askerSealingSeed))
    let opened = try stored.kit.open(stored.pieces, with: opener)
    #expect(opened.root.stored == SecretBytes(stored.root))
    #expect(opened.recovery.signingSeed == SecretBytes(stored.recoverySigningSeed))
    #expect(opened.recovery.sealingSeed == SecretBytes(stored.recoverySealingSeed))
    #expect(opened.cards == [ring.card] && opened.address == secret.address)
  }
}
