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
