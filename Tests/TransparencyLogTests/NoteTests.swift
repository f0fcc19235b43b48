import Crypto
import Foundation
import TestSupport
import Testing
import TransparencyLog

struct NoteTests {
  // The example of C2SP signed-note.
  private let exampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

  private func signingKey(
    _ name: String, _ byte: UInt8, _ algorithm: NoteVerifierKey.Algorithm = .ed25519
  ) throws -> NoteSigningKey {
    try NoteSigningKey(
      name: name, algorithm: algorithm,
      privateKey: .init(rawRepresentation: Data(repeating: byte, count: 32)))
  }

  @Test func thePublishedExampleVerifies() throws {
    let key = try NoteVerifierKey(exampleKey)
    #expect(key.text == exampleKey)
    let bytes = try Repository.vector("signed-note-example.txt")
    let note = try SignedNote(bytes)
    #expect(note.bytes == bytes)
    let verified = try note.verified(by: [key])
    #expect(String(decoding: verified.text, as: UTF8.self) == "This is an example message.\n")
    #expect(verified.signers.map(\.key) == [key])
  }

  @Test(arguments: [
    "", "example.com/foo", "example.com/foo+530d903a", "+530d903a+AekyeRrm56hApGFkyQR4",
    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/ foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k=",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=",
  ])
  func otherSpellingsOfAKeyAreRefused(text: String) {
    expectRefusal(.malformed) { _ = try NoteVerifierKey(text) }
  }

  @Test func aKeyOfAnotherTypeIsNamedUnsupported() {
    expectRefusal(.unsupported) {
      _ = try NoteVerifierKey(
        "w+00000000+" + Data([0x06] + Array(repeating: 1, count: 32)).base64EncodedString())
    }
  }

  @Test func unknownSignaturesAreKeptAndIgnored() throws {
    let known = try signingKey("known", 1)
    let note = try known.sign(Data("text\n".utf8))
    let sameNameOtherID = try NoteSignature(
      keyName: "known", keyID: known.verifierKey.id ^ 1, signature: Data([1]))
    let sameIDOtherName = try NoteSignature(
      keyName: "other", keyID: known.verifierKey.id, signature: Data([1]))
    let more = try note.adding([sameNameOtherID, sameIDOtherName, note.signatures[0]])
    #expect(more.signatures.count == 3)
    let read = try SignedNote(more.bytes)
    #expect(read == more)
    #expect(try read.verified(by: [known.verifierKey]).signers.count == 1)
    expectRefusal(.notSigned) {
      _ = try read.verified(by: [signingKey("stranger", 2).verifierKey])
    }
  }

  @Test func oneBadSignatureOfAKnownKeyRefusesTheNote() throws {
    let good = try signingKey("good", 1)
    let bad = try signingKey("bad", 2)
    let note = try good.sign(Data("text\n".utf8))
    let wrong = try bad.sign(Data("other\n".utf8)).signatures
    let both = try note.adding(wrong)
    _ = try both.verified(by: [good.verifierKey])
    expectRefusal(.badSignature) {
      _ = try both.verified(by: [good.verifierKey, bad.verifierKey])
    }
  }

  @Test func theLastEmptyLineEndsTheText() throws {
    let key = try signingKey("k", 1)
    let text = Data("a\n\n\u{2014} k AAAAAAE=\n\nb\n".utf8)
    let note = try SignedNote(key.sign(text).bytes)
    #expect(note.text == text)
    #expect(note.signatures.count == 1)
  }

  @Test func malformedNotesAreRefused() throws {
    let line = "\u{2014} k AAAAAAE=\n"
    _ = try SignedNote(Data(("text\n\n" + line).utf8))
    let malformed = [
      "", "\n", "\n\n", "text\n", "text\n\n", "text" + line, "text\n" + line,
      "text\n\n" + line.dropLast(), "text\r\n\n" + line, "te\txt\n\n" + line, "te\0xt\n\n" + line,
      "text\n\n- k AAAAAAE=\n", "text\n\n\u{2014}  k AAAAAAE=\n", "text\n\n\u{2014} k  AAAAAAE=\n",
      "text\n\n\u{2014} k AAAAAAE= \n", "text\n\n\u{2014} k AAAAAA==\n",
      "text\n\n\u{2014} k AAAAAAF=\n",
      "text\n\n\u{2014} k+ AAAAAAE=\n", "text\n\n\u{2014} k\u{A0}l AAAAAAE=\n",
      "text\n\n\u{2014} k\n",
      "text\n\n" + line + "\n", "text\n\n" + line + "x\n" + line,
    ]
    for text in malformed {
      expectRefusal(.malformed) { _ = try SignedNote(Data(text.utf8)) }
    }
    expectRefusal(.malformed) {
      _ = try SignedNote(Data("te".utf8) + [0xFF] + Data("xt\n\n\(line)".utf8))
    }
    _ = try SignedNote(Data(("text\n\n" + String(repeating: line, count: 16)).utf8))
    expectRefusal(.tooLarge) {
      _ = try SignedNote(Data(("text\n\n" + String(repeating: line, count: 65)).utf8))
    }
    expectRefusal(.tooLarge) {
      _ = try SignedNote(Data(repeating: 0x61, count: 300_000))
    }
  }

  @Test func everyFlippedBitAndTruncationIsRefused() throws {
    let key = try NoteVerifierKey(exampleKey)
    let note = try Repository.vector("signed-note-example.txt")
    for bit in 0..<(note.count * 8) {
      var flipped = note
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: TransparencyLogError.self) { try SignedNote(flipped).verified(by: [key]) }
    }
    for length in 0..<note.count {
      #expect(throws: TransparencyLogError.self) {
        try SignedNote(note.prefix(length)).verified(by: [key])
      }
    }
  }

  @Test func namesAreComparedAsBytes() throws {
    // é composed and decomposed: canonically equal, yet two names.
    let composed = try signingKey("caf\u{E9}", 1)
    let decomposed = try signingKey("cafe\u{301}", 1)
    #expect(composed.verifierKey.id != decomposed.verifierKey.id)
    let note = try composed.sign(Data("text\n".utf8))
    expectRefusal(.notSigned) { _ = try note.verified(by: [decomposed.verifierKey]) }
  }
}
