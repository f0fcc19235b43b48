package import Foundation
package import Testing

/// A file of the repository that the code derives: compared in every run, written only when asked for.
///
/// `MAILLE_WRITE_FILES=1` writes what the code gives now, for a change of format that is meant; the
/// difference is then read by a person and comes with its page in `docs/spec/`.
package struct WrittenFile {
  /// Whether files are written before they are compared.
  package static let writes = ProcessInfo.processInfo.environment["MAILLE_WRITE_FILES"] == "1"

  /// Where the file is.
  package let url: URL

  /// The file at `path` in the repository.
  package init(_ path: String) { url = Repository.root.appending(path: path) }

  /// The vector `name` of the calling file's test target.
  package init(vector name: String, beside file: String = #filePath) {
    url = Repository.target(of: file).appending(path: "Vectors/\(name)")
  }

  /// Compares the file with `data`.
  package func check(
    _ data: Data, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if Self.writes { try data.write(to: url) }
    #expect(
      try Data(contentsOf: url) == data, "\(url.lastPathComponent)",
      sourceLocation: sourceLocation)
  }

  /// Compares the file with `value` in indented JSON, a line feed at the end.
  package func check(
    json value: some Encodable, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try check(encoder.encode(value) + Data("\n".utf8), sourceLocation: sourceLocation)
  }

  /// The file's value.
  package func read<Value: Decodable>(
    _ type: Value.Type = [String: String].self
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}
