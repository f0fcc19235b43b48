import Foundation
import Testing

@testable import Keys

@Suite struct EncodingTests {
  struct Sample: Codable, Equatable {
    var b: Int
    var a: String
    var data: Data
    var date: Date
    var absent: Int?
    var table: [String: Int]
  }

  static let sample = Sample(
    b: 1, a: "é/\"\u{1}\n", data: Data([0xfb, 0xff]), date: Date(timeIntervalSince1970: 12.9),
    absent: nil, table: ["a10": 1, "a9": 2, "B": 3, "é": 4, "_": 5, "a": 6])

  static let text =
    #"{"a":"é/\"\u0001\n","b":1,"data":"-_8","date":12,"#
    + #""table":{"B":3,"_":5,"a":6,"a10":1,"a9":2,"é":4}}"#

  @Test func anIdentifierThatBeganWithADashCouldNotBeTyped() throws {
    #expect(ItemID(unchecked: Data([0xfb]) + Data(count: 15)).description.hasPrefix("-"))
    for _ in 0..<1000 { #expect(!ItemID().description.hasPrefix("-")) }
    for _ in 0..<100 {
      #expect(!(try Identity().publicIdentity.fingerprint.description.hasPrefix("-")))
    }
  }

  @Test func canonicalSpelling() throws {
    #expect(String(decoding: try CanonicalJSON.encode(Self.sample), as: UTF8.self) == Self.text)
    let back = try CanonicalJSON.decode(Sample.self, from: Data(Self.text.utf8))
    #expect(back.a.utf8.elementsEqual(Self.sample.a.utf8))
    #expect(back.date == Self.sample.date.wholeSeconds)
  }

  @Test(arguments: [
    (#""b":1"#, #""b":1,"b":1"#), (#""b":1"#, #""b":1,"c":1"#), (#""b":1"#, #""b": 1"#),
    (#""b":1"#, #""b":1.0"#), (#""b":1"#, #""b":1e0"#), (#""b":1"#, #""absent":null,"b":1"#),
    (#""-_8""#, #""-_9""#), (#""-_8""#, #""-_8=""#), (#""-_8""#, #""+/8""#),
    (#"é/"#, #"é\/"#), (#""date":12"#, #""date":12.5"#), (#""date":12"#, #""date":-1"#),
    (#""date":12"#, #""date":253402300800"#), (#"\u0001"#, #"\u0001 "#),
    (#"{"a""#, #" {"a""#), (#"4}}"#, "4}}\n"), (#""_":5"#, #""_":true"#), (#"é/"#, #"\u00e9/"#),
  ])
  func anyOtherSpellingIsRefused(_ change: (from: String, to: String)) {
    let text = Self.text.replacingOccurrences(of: change.from, with: change.to)
    // A blank inside a text is another text, and the only change of the table that is allowed.
    let isAllowed = change.to == #"\u0001 "#
    if isAllowed {
      #expect(throws: Never.self) { try CanonicalJSON.decode(Sample.self, from: Data(text.utf8)) }
    } else {
      #expect(throws: DocumentError.self) {
        try CanonicalJSON.decode(Sample.self, from: Data(text.utf8))
      }
    }
  }

  @Test func errorsNamePlacesNotValues() {
    let text = Self.text.replacingOccurrences(of: #""a9":2"#, with: #""a9":"secret""#)
    #expect(throws: DocumentError.payload(place: "table.a9")) {
      try CanonicalJSON.decode(Sample.self, from: Data(text.utf8))
    }
  }

  @Test func base64urlHasOneSpelling() {
    for count in 0..<50 {
      let data = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 77 &+ 200) })
      #expect(Base64URL.decode(Base64URL.encode(data)) == data)
    }
    for text in ["A", "AB", "AAB", "AA=", "AA==", "A A", "AAé", "AAAA\n", "AB+/", "é"] {
      #expect(Base64URL.decode(text) == nil, "\(text)")
    }
    #expect(Base64URL.decode("AA") == Data([0]))
  }

  @Test func labelledBytesNeverCollide() {
    #expect(
      labelled("ab", Data([1]), Data())
        == Data([0, 0, 0, 2, 0x61, 0x62, 0, 0, 0, 1, 1, 0, 0, 0, 0]))
    #expect(labelled("a", Data("b".utf8)) != labelled("ab", Data()))
    #expect(labelled("a", Data([1, 2])) != labelled("a", Data([1]), Data([2])))
    #expect(LabelledBytes.integer(0x0102) == Data([0, 0, 0, 0, 0, 0, 1, 2]))
  }

  @Test(arguments: [
    (0, 1), (1023, 1), (1024, 4), (4095, 4), (4096, 16), (16_383, 16), (16_384, 64),
    (65_535, 64), (65_536, 128), (131_071, 128), (131_072, 192),
  ])
  func paddingHasFewSizes(_ sizes: (count: Int, kibibytes: Int)) throws {
    let payload = Data((0..<sizes.count).map { UInt8(truncatingIfNeeded: $0 % 3 * 0x80) })
    let padded = Padding.pad(payload)
    #expect(padded.count == sizes.kibibytes * 1024)
    #expect(try Padding.unpad(padded) == payload)
  }

  @Test(arguments: [(0, 8), (8191, 8), (8192, 16), (16_383, 16), (16_384, 64), (65_536, 128)])
  func anEntryIsPaddedToItsOwnSizes(_ sizes: (count: Int, kibibytes: Int)) throws {
    let payload = Data(repeating: 7, count: sizes.count)
    let padded = Padding.pad(payload, to: Padding.entry)
    #expect(padded.count == sizes.kibibytes * 1024)
    #expect(try Padding.unpad(padded, from: Padding.entry) == payload)
    #expect(throws: DocumentError.padding) {
      try Padding.unpad(Padding.pad(Data("x".utf8)), from: Padding.entry)
    }
  }

  @Test func paddingIsChecked() {
    let padded = Padding.pad(Data("x".utf8))
    var changed = padded
    changed[changed.count - 1] = 1
    let cases = [
      Data(), Data(count: 1024), padded.dropLast(), padded + Data([0]), changed,
      padded + Data(count: 3072), Data([0x80]),
    ]
    for bytes in cases {
      #expect(throws: DocumentError.padding) { try Padding.unpad(bytes) }
    }
  }

  @Test func identifiersAreSixteenBytes() throws {
    let first = RecordID()
    #expect(first != RecordID() && first.bytes.count == 16)
    #expect(RecordID(first.description) == first)
    #expect(RecordID("AAAA") == nil)
    #expect(throws: DocumentError.self) { try RecordID(bytes: Data(count: 15)) }
    let table = [first: 1]
    let json = try CanonicalJSON.encode(table)
    #expect(json == Data("{\"\(first)\":1}".utf8))
    #expect(try CanonicalJSON.decode([RecordID: Int].self, from: json) == table)
  }

  @Test func secretsPrintNothing() throws {
    let secret = SecretBytes(Array("abcdef".utf8))
    var dumped = ""
    dump(["x": secret], to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped] {
      #expect(!text.contains("abc") && !text.contains("97"), "\(text)")
    }
    #expect(secret == SecretBytes(Array("abcdef".utf8)) && secret != SecretBytes([1]))
    #expect(secret.withBytes { $0 } == Data("abcdef".utf8) && secret.count == 6)
    #expect(SecretBytes.random(count: 32) != SecretBytes.random(count: 32))
  }
}
