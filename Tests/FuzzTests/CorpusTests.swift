import Foundation
import Parsers
import TestSupport
import Testing

/// The inputs of `Fuzz/`, fed to their parsers again.
@Suite struct CorpusTests {
  static func inputs(_ folder: String, _ parser: Parser) throws -> [URL] {
    let folder = Repository.root.appending(path: "Fuzz/\(folder)/\(parser.rawValue)")
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  @Test(arguments: Parser.allCases) func everyInputIsReadOrRefused(_ parser: Parser) throws {
    let corpus = try Self.inputs("Corpus", parser)
    #expect(!corpus.isEmpty)
    for input in try corpus + Self.inputs("Crashes", parser) {
      let data = try Data(contentsOf: input)
      #expect(throws: Never.self, "\(input.lastPathComponent)") { try parser.read(data) }
    }
  }

  @Test(arguments: Parser.allCases) func damagedInputsAreReadOrRefused(_ parser: Parser) throws {
    var generator = SeededGenerator(seed: 1)
    for input in try Self.inputs("Corpus", parser) {
      let data = try Data(contentsOf: input)
      for _ in 0..<20 where !data.isEmpty {
        var damaged = data
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let place = Int.random(in: 0..<damaged.count, using: &generator)
          damaged[place] = UInt8.random(in: .min ... .max, using: &generator)
        }
        let cut = damaged.prefix(Int.random(in: 0...damaged.count, using: &generator))
        #expect(throws: Never.self) { try parser.read(damaged) }
        #expect(throws: Never.self) { try parser.read(Data(cut)) }
      }
    }
  }
}
