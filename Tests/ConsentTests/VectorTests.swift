import Foundation
import Keys
import PersonalNetwork
import TestSupport
import Testing
import TransparencyLog

@testable import Consent

@Suite("Vectors of consent's formats")
struct VectorTests {
  typealias Fixture = DocumentsFixture

  func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  @Test("grant.json")
  func grant() async throws {
    let owner = try Fixture.identity(1)
    let draft = try Fixture.draft()
    let names = try #require(Fixture.names)
    let french = try ConsentText(terms: draft.terms, names: names, language: .french)
    let english = try ConsentText(terms: draft.terms, names: names, language: .english)
    let signed = try await SignedDocument.sign(
      Fixture.grant(attestations: [Fixture.hash("attestation")]), with: owner)
    let file = WrittenFile(vector: "grant.json")
    try file.check(json: [
      "ownerSigningSeed": Base64URL.encode(owner.signingSeed.withBytes { $0 }),
      "ownerSealingSeed": Base64URL.encode(owner.sealingSeed.withBytes { $0 }),
      "draft": text(CanonicalJSON.encode(draft)),
      "draftHash": draft.hash().description,
      "textFrench": french.text,
      "textFrenchHash": french.hash.description,
      "textEnglish": english.text,
      "textEnglishHash": english.hash.description,
      "grant": signed.compact,
      "grantHash": signed.hash.description,
    ])
    let stored = try #require(try file.read()["grant"])
    let read = try SignedDocument<Grant>(compact: stored)
    #expect(try await read.verified(by: owner.publicIdentity).payload.draft == draft)
  }

  /// Both files were made by another implementation.
  @Test("stop-card.json and emergency.json")
  func cardsAndEmergencies() async throws {
    let key = try Fixture.identity(1)
    let record: RecordID = Fixture.id(1)
    let card = try await SignedDocument.sign(
      StopCard(card: Fixture.id(7), record: record, counter: 5, issuedAt: Fixture.now), with: key)
    let withdrawal = try await SignedDocument.sign(
      StopCardWithdrawal(record: record, counter: 6, issuedAt: Fixture.now), with: key)
    let address = try Address(
      record: record, hubFingerprint: Fingerprint(unchecked: Data(repeating: 9, count: 32)),
      host: "hub.example", ownerFingerprint: key.publicIdentity.fingerprint)
    let seeds = [key.signingSeed, key.sealingSeed].map { Base64URL.encode($0.withBytes { $0 }) }
    let printed = PrintedStopCard(address: address, card: card)
    try WrittenFile(vector: "stop-card.json").check(json: [
      "ownerSigningSeed": seeds[0], "ownerSealingSeed": seeds[1],
      "card": card.compact, "cardHash": card.hash.description,
      "withdrawal": withdrawal.compact, "withdrawalHash": withdrawal.hash.description,
      "text": printed.text,
    ])
    #expect(try PrintedStopCard(in: "\n\(printed.text)\n") == printed)
    #expect(throws: ConsentError.self) { _ = try PrintedStopCard(in: card.compact) }
    let opening = try await SignedDocument.sign(
      EmergencyOpening(
        opening: Fixture.id(3), record: record, grant: Fixture.id(2),
        authority: try #require(AuthorityID("ais")),
        opener: Fingerprint(unchecked: Data(repeating: 8, count: 32)), hours: 24, reason: .crisis,
        issuedAt: Fixture.now), with: key)
    let review = try await SignedDocument.sign(
      EmergencyReview(opening: opening.hash, finding: .justified, issuedAt: Fixture.now),
      with: key)
    try WrittenFile(vector: "emergency.json").check(json: [
      "serviceSigningSeed": seeds[0], "serviceSealingSeed": seeds[1],
      "opening": opening.compact, "openingHash": opening.hash.description,
      "review": review.compact, "reviewHash": review.hash.description,
    ])
  }

  @Test("log-entry.json")
  func logEntry() throws {
    let evidence = EvidenceTests()
    let entry = try evidence.entry()
    let receipt = try CanonicalJSON.encode(entry.receipt)
    let leaf = Leaf(
      entryFile: Data("entry file".utf8), frameFile: Data("frame file".utf8), receipt: receipt)
    let key = PseudonymKey(secret: SecretBytes(Array(repeating: 4, count: 32)))
    let record: RecordID = Fixture.id(1)
    let grant: GrantID = Fixture.id(2)
    try WrittenFile(vector: "log-entry.json").check(json: [
      "receipt": text(receipt),
      "frame": text(CanonicalJSON.encode(entry.frame)),
      "entry": text(CanonicalJSON.encode(entry)),
      "paddedFrameHash": DocumentHash(
        of: Padding.pad(try CanonicalJSON.encode(entry.frame))
      ).description,
      "paddedEntryHash": DocumentHash(
        of: Padding.pad(try CanonicalJSON.encode(entry), to: Padding.entry)
      ).description,
      "leafOfReceiptAndEntryFileAndFrameFile": Base64URL.encode(leaf.bytes),
      "leafHash": Base64URL.encode(leaf.hash.bytes),
      "pseudonymSecret": Base64URL.encode(Data(repeating: 4, count: 32)),
      "pseudonymTime": "1780304400",
      "pseudonymOfRecord": Base64URL.encode(
        key.pseudonym(of: record, at: Fixture.now).bytes),
      "pseudonymOfGrant": Base64URL.encode(key.pseudonym(of: grant, at: Fixture.now).bytes),
      "pseudonymOfPerson": Base64URL.encode(
        key.pseudonym(of: Fixture.viewer.fingerprint, at: Fixture.now).bytes),
      "record": record.description,
      "grant": grant.description,
      "person": Fixture.viewer.fingerprint.description,
    ])
  }
}
