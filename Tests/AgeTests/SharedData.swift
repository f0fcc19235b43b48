import Foundation

/// The folder of test data beside the repository.
enum SharedData {
  /// Whether absence is a failure rather than a reason to skip.
  static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files of `folder`, by name; empty if the folder is absent.
  static func files(of folder: String) -> [URL] {
    let directory = root.appending(path: "../shared/data/\(folder)").standardizedFileURL
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.sorted().map { directory.appending(path: $0) }
  }
}
