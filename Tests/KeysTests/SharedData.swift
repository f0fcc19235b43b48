import Foundation

/// The folder of test data beside the repository.
enum SharedData {
  /// Whether absence is a failure rather than a reason to skip.
  static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"

  /// The repository's root.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The file at `path` under `../shared/data`; nil if it is absent.
  static func file(_ path: String) -> Data? {
    try? Data(contentsOf: root.appending(path: "../shared/data/\(path)").standardizedFileURL)
  }

  /// The vector file called `name` of this test target.
  static func vector(_ name: String) throws -> Data {
    try Data(contentsOf: root.appending(path: "Tests/KeysTests/Vectors/\(name)"))
  }
}
