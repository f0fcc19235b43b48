import Foundation
import Testing
import TransparencyLog

/// Test data made by others, beside the repository.
enum SharedData {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/data").standardizedFileURL

  /// False only where skipping is allowed: outside continuous integration, without the folder.
  static let isExpected =
    ProcessInfo.processInfo.environment["CI"] == "true"
    || FileManager.default.fileExists(atPath: root.path)

  static func read(_ path: String) throws -> Data {
    try Data(contentsOf: root.appending(path: path))
  }

  /// All files below a folder with an ending, sorted.
  static func files(below folder: String, ending: String) throws -> [String] {
    let base = root.appending(path: folder).path
    return try FileManager.default.subpathsOfDirectory(atPath: base)
      .filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }
}

/// The test's own vectors.
enum Vectors {
  static func read(_ name: String) throws -> Data {
    try Data(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Vectors/\(name)"))
  }
}

/// A small seeded generator, so that a failing property can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Expects a refusal with one code, and nothing else.
func expectRefusal(
  _ code: TransparencyLogError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("not refused", sourceLocation: sourceLocation)
  } catch let error as TransparencyLogError {
    #expect(error.code == code, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
