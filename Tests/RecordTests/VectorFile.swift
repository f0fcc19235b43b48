import Foundation
import Testing

/// A vector file beside the tests: compared in every run, written only when asked for.
///
/// `MAILLE_WRITE_VECTORS=1` writes what the code gives now, for a change of format that is meant; the
/// difference is then read by a person and comes with its page in `docs/spec/`.
struct VectorFile {
  let url: URL

  init(_ name: String, beside file: String = #filePath) {
    url = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Vectors/\(name).json")
  }

  /// Compares every value with the file's.
  func check(_ values: [String: String]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    if ProcessInfo.processInfo.environment["MAILLE_WRITE_VECTORS"] == "1" {
      try (encoder.encode(values) + Data("\n".utf8)).write(to: url)
    }
    let stored = try read()
    #expect(Set(stored.keys) == Set(values.keys))
    for (key, value) in values { #expect(stored[key] == value, "\(key)") }
  }

  /// Reads the file.
  func read() throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(contentsOf: url))
  }
}
