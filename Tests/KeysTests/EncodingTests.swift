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

  @Test func canonicalSpelling() throws {
    let sample = Sample(
      b: 1, a: "é/\"\u{1}\n", data: Data([0xfb, 0xff]),
      date: Date(timeIntervalSince1970: 12.9), absent: nil,
      table: ["a10": 1, "a9": 2, "B": 3, "é": 4, "_": 5, "a": 6])
    let text = String(decoding: try CanonicalJSON.encode(sample), as: UTF8.self)
    #expect(
      text
        == #"{"a":"é/\"\u0001\n","b":1,"data":"-_8","date":12,"table":{"B":3,"_":5,"a":6,"a10":1,"a9":2,"é":4}}"#
    )
    let back = try CanonicalJSON.decode(Sample.self, from: Data(text.utf8))
    #expect(back.a.utf8.elementsEqual(sample.a.utf8))
  }
}
