import Foundation
import Testing

/// The data beside the repository that tests read where it is.
enum SharedData {
  /// The repository's root.
  static var root: URL {
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return root
  }

  /// The folder, or nil where it is absent.
  static var folder: URL? {
    let folder = root.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// Whether the data must be there: where CI runs, absence is a failure.
  static var isRequired: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }

  /// Whether tests of the data run: to be skipped only where it may be absent.
  static var runs: Bool { folder != nil || isRequired }

  static func bytes(_ path: String) throws -> Data {
    let folder = try #require(folder, "../shared/data is absent")
    return try Data(contentsOf: folder.appending(path: path))
  }
}

/// A generator with a seed, so that a failing case can be run again.
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
