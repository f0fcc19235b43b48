import Foundation
import TestSupport
import Testing

@testable import Age

@Suite struct VectorTests {
  static let files = SharedData.files(below: "age")

  static let inflatesToMegabytes = files.map(\.lastPathComponent).filter {
    $0.hasPrefix("stream_257") || $0.hasPrefix("stream_258")
  }

  @Test(.sharedData)
  func vectorsArePresent() {
    #expect(Self.files.count == 143)
  }

  @Test(arguments: files)
  func endsAsExpected(_ url: URL) throws {
    let vector = try AgeVector(url)
    let (outcome, payload) = try vector.read(step: 32 * 1024)
    #expect(outcome == vector.fields["expect"]?.first)
    if let expected = vector.fields["payload"]?.first, outcome == "success" {
      #expect(payload == expected)
    }
  }

  @Test(arguments: [1, 7, 64, 1000])
  func piecesDoNotMatter(_ step: Int) throws {
    for url in Self.files
    where !Self.inflatesToMegabytes.contains(url.lastPathComponent) {
      let vector = try AgeVector(url)
      guard vector.file.count < 10_000 else { continue }
      #expect(try vector.read(step: step) == vector.read(step: .max), "\(vector.name)")
    }
  }

  @Test(arguments: files)
  func armorThatParsesSerialisesToTheSameBytes(_ url: URL) throws {
    let vector = try AgeVector(url)
    guard vector.fields["armored"] != nil, let file = try? Armor.decode(vector.file) else { return }
    // White space around the armor and CRLF are all that may differ.
    let text = String(decoding: vector.file, as: UTF8.self)
      .replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(Armor.encode(file) == Data((text + "\n").utf8))
    #expect(try Armor.decode(Armor.encode(file)) == file)
  }

  @Test(arguments: files)
  func headersThatParseSerialiseToTheSameBytes(_ url: URL) throws {
    guard !Self.inflatesToMegabytes.contains(url.lastPathComponent) else { return }
    let vector = try AgeVector(url)
    guard vector.fields["expect"]?.first != "header failure", vector.fields["armored"] == nil,
      let end = vector.file.range(of: Data("\n--- ".utf8)),
      let line = vector.file[end.upperBound...].firstIndex(of: 0x0a)
    else { return }
    let bytes = Data(vector.file[...line])
    #expect(try Header(parsing: bytes).serialized == bytes)
  }
}
