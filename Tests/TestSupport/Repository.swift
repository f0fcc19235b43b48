package import Foundation

/// The checkout that the tests run in.
package enum Repository {
  /// The folder of `Package.swift`.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The policies of the repository.
  package static let policies = root.appending(path: "policies")

  /// Whether continuous integration runs the tests, so that nothing may be skipped.
  package static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"

  /// What lies at `path` in the repository.
  package static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: root.appending(path: path))
  }

  /// What lies at `path` in the test target of the calling file.
  package static func vector(_ path: String, beside file: String = #filePath) throws -> Data {
    try Data(contentsOf: target(of: file).appending(path: "Vectors/\(path)"))
  }

  /// The folder of the test target that `file` belongs to.
  package static func target(of file: String) -> URL {
    let tests = root.appending(path: "Tests").pathComponents.count
    let path = URL(filePath: file).pathComponents
    return path[tests...].prefix(1)
      .reduce(root.appending(path: "Tests")) { $0.appending(path: $1) }
  }
}
