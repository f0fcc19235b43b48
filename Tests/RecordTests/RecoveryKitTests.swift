import Age
import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Record

@Suite("Recovery kits and printed keys")
struct RecoveryKitTests {
  /// An owner with a recovery key and a record that has a hub.
  func secret() async throws -> (KeyRing, RecoverySecret) {
    let identity = try Cast.identity(1)
    let recovery = try Cast.identity(2)
    let card = try await SignedDocument.sign(
      Card(
        name: "Nadia", kind: .owner, identity: identity.publicIdentity,
        recovery: recovery.publicIdentity, issuedAt: Cast.now), with: identity)
    var secrets = KeyRing.recoverySecrets(recovery)
    secrets[Root.secretName] = Root().stored
    let ring = try KeyRing(identity: identity, card: card, secrets: secrets)
    let hub = try await MiniHub(ownerCard: card)
    let owner = try OwnerRecord.begin(ring: ring, language: .english, hub: hub.pinned)
    return (ring, try RecoverySecret(ring: ring, state: owner.state))
  }

  @Test(
    "exactly the chosen number of trusted people opens a kit, whoever they are",
    arguments: [(2, 2), (3, 2), (3, 3), (5, 3)])
  func thresholds(total: Int, threshold: Int) async throws {
    let (ring, secret) = try await secret()
    let members = try (0..<total).map { try Cast.identity(UInt8(20 + $0)) }
    let asker = try Cast.identity(9)
    let made = try RecoveryKit(
      secret, for: members.map(\.publicIdentity), threshold: threshold)
    let kit = try CanonicalJSON.decode(
      RecoveryKit.self, from: CanonicalJSON.encode(made))
    let pieces = try members.map { try kit.piece(of: $0, for: asker.publicIdentity) }
    for chosen in 0..<(1 << total) {
      let given = (0..<total).filter { chosen >> $0 & 1 == 1 }.map { pieces[$0] }
      guard given.count >= threshold else {
        #expect(throws: RecordError(.refused, at: "recovery kit")) {
          try kit.open(given, with: asker)
        }
        continue
      }
      let opened = try kit.open(given, with: asker)
      #expect(opened.root.stored == (try OwnerRecord.root(of: ring).stored))
      #expect(opened.recovery.publicIdentity == ring.card.payload.recovery)
      #expect(opened.cards == [ring.card] && opened.address == secret.address)
    }
    let same = Array(repeating: pieces[0], count: threshold)
    #expect(throws: RecordError.self) { try kit.open(same, with: asker) }
  }

  @Test("a trusted person alone, a stranger, and the bearer of a stolen piece learn nothing")
  func nothingAlone() async throws {
    let (ring, secret) = try await secret()
    let members = try [20, 21, 22].map { try Cast.identity($0) }
    let asker = try Cast.identity(9)
    let thief = try Cast.identity(10)
    let kit = try RecoveryKit(secret, for: members.map(\.publicIdentity), threshold: 2)
    for combination in kit.combinations {
      for member in members {
        #expect(throws: AgeError.self) { try SealedFile.open(combination.file, with: member) }
      }
    }
    #expect(throws: RecordError(.cannotOpen, at: "recovery kit")) {
      try kit.piece(of: thief, for: thief.publicIdentity)
    }
    let pieces = try members.map { try kit.piece(of: $0, for: asker.publicIdentity) }
    #expect(throws: RecordError(.cannotOpen, at: "recovery piece")) {
      try kit.open(pieces, with: thief)
    }
    // A member who gives a piece away twice, once to themselves, still holds one.
    let own = try kit.piece(of: members[0], for: members[0].publicIdentity)
    #expect(throws: RecordError(.refused, at: "recovery kit")) {
      try kit.open([own], with: members[0])
    }
    let text = String(decoding: try CanonicalJSON.encode(kit), as: UTF8.self)
    for member in members {
      #expect(!text.contains(member.publicIdentity.fingerprint.description))
    }
    #expect(!text.contains(ring.card.signer.description) && !text.contains("Nadia"))
  }

  @Test("pieces of another kit, too few people, and the owner as a member are refused")
  func misuse() async throws {
    let (ring, secret) = try await secret()
    let members = try [20, 21].map { try Cast.identity($0) }
    let publics = members.map(\.publicIdentity)
    let asker = try Cast.identity(9)
    let kit = try RecoveryKit(secret, for: publics, threshold: 2)
    let other = try RecoveryKit(secret, for: publics, threshold: 2)
    let mixed = [
      try kit.piece(of: members[0], for: asker.publicIdentity),
      try other.piece(of: members[1], for: asker.publicIdentity),
    ]
    #expect(throws: RecordError(.refused, at: "recovery kit")) {
      try kit.open(mixed, with: asker)
    }
    for (people, threshold) in [
      ([publics[0]], 1), (publics, 1), (publics, 3), ([publics[0], publics[0]], 2),
      ([publics[0], ring.identity.publicIdentity], 2),
      (try (30..<36).map { try Cast.identity($0).publicIdentity }, 2),
    ] {
      #expect(throws: RecordError(.malformed, at: "recovery kit")) {
        try RecoveryKit(secret, for: people, threshold: threshold)
      }
    }
  }

  @Test("what is typed from paper opens the file; a slip of one letter is noticed")
  func paper() async throws {
    let (ring, _) = try await secret()
    let printed = try PrintedKey(ring)
    let typed = printed.paper.lowercased().replacing("\n", with: "  ")
    let back = try await PrintedKey.open(printed.file, paper: typed)
    #expect(try KeyFile.write(back) == KeyFile.write(ring))
    var slipped = Array(printed.paper.utf8)
    let place = slipped.count - 10
    slipped[place] = slipped[place] == UInt8(ascii: "Q") ? UInt8(ascii: "P") : UInt8(ascii: "Q")
    await #expect(throws: RecordError(.malformed, at: "printed key")) {
      try await PrintedKey.open(printed.file, paper: String(decoding: slipped, as: UTF8.self))
    }
    await #expect(throws: RecordError(.cannotOpen, at: "printed key")) {
      try await PrintedKey.open(printed.file, paper: PrintedKey(ring).paper)
    }
  }

  @Test("the line of owners is followed forward from the key given by hand, and no other way")
  func ownerLine() async throws {
    let (ring, secret) = try await secret()
    let next = try Cast.identity(3)
    let card = try await Cast.card("Nadia", .owner, next).document
    let record = secret.address.record
    let succession = try await secret.succession(to: card, at: Cast.now)
    let link = OwnerSuccession(predecessor: ring.card, succession: succession)
    let old = ring.card.signer
    let line = try await OwnerLine(from: old, to: card, by: [link], in: record)
    #expect(line.present == next.publicIdentity && line.identities.count == 2)
    // From the new key the old one is not believed; a link may be there and is passed over.
    let later = try await OwnerLine(from: card.signer, to: card, by: [link], in: record)
    #expect(later.identities == [next.publicIdentity])
    let forged = try await SignedDocument.sign(succession.payload, with: next)
    let own = try await SignedDocument.sign(succession.payload, with: ring.identity)
    let elsewhere = try await SignedDocument.sign(
      Succession(record: RecordID(), predecessor: old, successor: card, issuedAt: Cast.now),
      with: secret.recovery)
    for wrong in [forged, own, elsewhere] {
      await #expect(throws: ConsentError.self) {
        try await OwnerLine(
          from: old, to: card, by: [.init(predecessor: ring.card, succession: wrong)], in: record)
      }
    }
    let stranger = try await Cast.card("Nadia", .owner, Cast.identity(4)).document
    for (pinned, to, links) in [
      (old, card, []), (old, stranger, [link]), (stranger.signer, card, [link]),
    ] as [(Fingerprint, SignedDocument<Card>, [OwnerSuccession])] {
      await #expect(throws: ConsentError.self) {
        try await OwnerLine(from: pinned, to: to, by: links, in: record)
      }
    }
  }
}
