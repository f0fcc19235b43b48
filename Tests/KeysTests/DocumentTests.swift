import Foundation
import Testing

@testable import Keys

/// Documents made by someone who wants to deceive.
@Suite struct DocumentTests {
  struct Note: DocumentPayload {
    static let documentType = "maille-test-note+jwt"
    var text: String
    var at: Date
  }

  struct Other: DocumentPayload {
    static let documentType = "maille-test-other+jwt"
    var text: String
    var at: Date
  }

  static let note = Note(text: "visites: mercredi / 14 h", at: Samples.start)

  @Test func aSignedDocumentVerifies() async throws {
    let paul = try Samples.identity("paul")
    let document = try await SignedDocument.sign(Self.note, with: paul)
    let verified = try await document.verified(by: paul.publicIdentity)
    #expect(verified.payload == Self.note && verified.hash == document.hash)
    #expect(verified.signer == paul.publicIdentity.fingerprint)
    #expect(try SignedDocument<Note>(compact: document.compact) == document)
    let input = document.compact.split(separator: ".").prefix(2).joined(separator: ".")
    #expect(document.hash == DocumentHash(of: Data(input.utf8)))
    #expect(try documentType(ofCompact: document.compact) == Note.documentType)
  }

  @Test func theBytesAreExactlyOurs() async throws {
    let paul = try Samples.identity("paul")
    let document = try await SignedDocument.sign(Self.note, with: paul)
    let parts = document.compact.split(separator: ".").map { Base64URL.decode(String($0)) }
    #expect(parts[0] == Data(Samples.header(Note.documentType, paul).utf8))
    #expect(parts[1] == Data(#"{"at":1780000000,"text":"visites: mercredi / 14 h"}"#.utf8))
  }

  @Test func fractionsOfASecondAreDropped() async throws {
    let note = Note(text: "x", at: Date(timeIntervalSince1970: 5.75))
    let document = try await SignedDocument.sign(note, with: Samples.identity("paul"))
    #expect(document.payload.at == Date(timeIntervalSince1970: 5))
  }

  @Test func anotherKeyIsRefused() async throws {
    let paul = try Samples.identity("paul")
    let vion = try Samples.identity("vion")
    let document = try await SignedDocument.sign(Self.note, with: paul)
    await #expect(throws: DocumentError.wrongSigner) {
      _ = try await document.verified(by: vion.publicIdentity)
    }
    // Signed by another key under the first one's name.
    let forged = try Samples.handMade(
      header: Samples.header(Note.documentType, paul),
      payload: CanonicalJSON.encode(Self.note), by: vion)
    await #expect(throws: DocumentError.signature) {
      _ = try await SignedDocument<Note>(compact: forged).verified(by: paul.publicIdentity)
    }
  }

  @Test func everyFlippedBitIsNoticed() async throws {
    let paul = try Samples.identity("paul")
    let compact = try await SignedDocument.sign(Self.note, with: paul).compact
    let bytes = Array(compact.utf8)
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << bit
        guard let text = String(validating: changed, as: UTF8.self) else { continue }
        await #expect(throws: DocumentError.self, "byte \(index), bit \(bit)") {
          _ = try await SignedDocument<Note>(compact: text).verified(by: paul.publicIdentity)
        }
      }
    }
  }

  @Test(arguments: ["none", "EDDSA", "HS256", "Ed25519", ""])
  func anotherAlgorithmIsRefused(_ algorithm: String) throws {
    let paul = try Samples.identity("paul")
    let compact = try Samples.handMade(
      header: Samples.header(Note.documentType, paul, alg: algorithm),
      payload: CanonicalJSON.encode(Self.note), by: paul)
    #expect(throws: DocumentError.header) { try SignedDocument<Note>(compact: compact) }
  }

  @Test func anotherHeaderIsRefused() throws {
    let paul = try Samples.identity("paul")
    let right = Samples.header(Note.documentType, paul)
    let wrong = [
      right.replacingOccurrences(of: "{", with: "{ "),
      right.replacingOccurrences(of: "{", with: #"{"b64":false,"#),
      right.replacingOccurrences(of: "{", with: #"{"crit":["b64"],"#),
      right.replacingOccurrences(of: #""alg":"EdDSA","#, with: ""),
      right.replacingOccurrences(of: #""alg":"EdDSA""#, with: #""alg":"none","alg":"EdDSA""#),
      right.replacingOccurrences(of: "}", with: #","jwk":{}}"#),
      right.replacingOccurrences(of: #""kid":""#, with: #""kid":"A"#),
      "[]", "", "null",
    ]
    for header in wrong {
      let compact = try Samples.handMade(
        header: header, payload: CanonicalJSON.encode(Self.note), by: paul)
      #expect(throws: DocumentError.self, "\(header)") {
        try SignedDocument<Note>(compact: compact)
      }
    }
  }

  @Test func oneKindIsNotReadAsAnother() async throws {
    let paul = try Samples.identity("paul")
    let document = try await SignedDocument.sign(Self.note, with: paul)
    #expect(
      throws: DocumentError.documentType(expected: Other.documentType, found: Note.documentType)
    ) {
      try SignedDocument<Other>(compact: document.compact)
    }
  }

  @Test(arguments: [
    #"{"at":1780000000,"text":"a","text":"b"}"#, #"{"text":"b","at":1780000000}"#,
    #"{"at":1780000000,"text":"a","z":1}"#, #"{"at":1780000000.0,"text":"a"}"#,
    #"{"at":1780000000,"text":"\u0061"}"#, #"{"at":1780000000,"text":"a"} "#, "{}", "", "[]",
  ])
  func anotherSpellingOfThePayloadIsRefused(_ payload: String) throws {
    let paul = try Samples.identity("paul")
    let compact = try Samples.handMade(
      header: Samples.header(Note.documentType, paul), payload: Data(payload.utf8), by: paul)
    #expect(throws: DocumentError.self) { try SignedDocument<Note>(compact: compact) }
  }

  @Test func anotherSpellingOfTheCompactFormIsRefused() async throws {
    let compact = try await SignedDocument.sign(Self.note, with: Samples.identity("paul")).compact
    // 64 bytes leave four unused bits in the last character, which here are not zero.
    let last = "B"
    let cases = [
      compact + "=", compact + ".", "." + compact, compact + "\n", " " + compact,
      compact.replacingOccurrences(of: ".", with: ".."), String(compact.dropLast()) + last, "",
      "..",
      compact + "AAAA", compact.replacingOccurrences(of: "-", with: "+") + "+",
    ]
    for text in cases {
      #expect(throws: DocumentError.self, "\(text.suffix(8))") {
        _ = try SignedDocument<Note>(compact: text)
      }
    }
  }

  @Test func aHugeDocumentIsRefused() {
    let text = String(repeating: "A", count: 1 << 20) + ".AAAA.AAAA"
    #expect(throws: DocumentError.compactForm) { try SignedDocument<Note>(compact: text) }
  }

  @Test func cosignaturesMustAllBeThere() async throws {
    let hub = try Samples.identity("hub")
    let auditor = try Samples.identity("auditor")
    let paul = try Samples.identity("paul")
    let both = try await Cosigned.sign(Self.note, with: [hub, auditor])
    let verified = try await both.verify(
      hub: hub.publicIdentity, auditors: [auditor.publicIdentity])
    #expect(verified.signer == hub.publicIdentity.fingerprint)
    let json = try CanonicalJSON.encode(both)
    #expect(try CanonicalJSON.decode(Cosigned<Note>.self, from: json) == both)

    for signers in [[hub], [auditor], [hub, paul], [hub, auditor, paul]] {
      let some = try await Cosigned.sign(Self.note, with: signers)
      await #expect(throws: DocumentError.self) {
        _ = try await some.verify(hub: hub.publicIdentity, auditors: [auditor.publicIdentity])
      }
    }
    await #expect(throws: DocumentError.cosignatures) {
      _ = try await Cosigned.sign(Self.note, with: [hub, hub])
    }
    let one = try await SignedDocument.sign(Self.note, with: hub)
    let other = try await SignedDocument.sign(Note(text: "x", at: Self.note.at), with: auditor)
    #expect(throws: DocumentError.cosignatures) { try Cosigned(documents: [one, other]) }
    #expect(throws: DocumentError.cosignatures) { try Cosigned<Note>(documents: []) }
    let composed = try await SignedDocument.sign(Note(text: "\u{e9}", at: Self.note.at), with: hub)
    let decomposed = try await SignedDocument.sign(
      Note(text: "e\u{301}", at: Self.note.at), with: auditor)
    #expect(throws: DocumentError.cosignatures) { try Cosigned(documents: [composed, decomposed]) }
    // The auditor is not the hub: one key in both places does not count twice.
    let hubOnly = try await Cosigned.sign(Self.note, with: [hub])
    await #expect(throws: DocumentError.cosignatures) {
      _ = try await hubOnly.verify(hub: hub.publicIdentity, auditors: [hub.publicIdentity])
    }
  }
}
