package import Foundation
package import Testing

/// The data beside the repository, made by others, that tests read where it is.
package enum SharedData {
  /// The folder, whether it is there or not.
  package static let folder = Repository.root.appending(path: "../shared/data").standardizedFileURL

  /// Whether tests of the data run: skipped only where it may be absent, and failing in CI.
  package static let runs =
    Repository.isContinuousIntegration || FileManager.default.fileExists(atPath: folder.path)

  /// What lies at `path` in the folder.
  package static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: path))
  }

  /// The cases of a file that holds one case a line.
  package static func lines(_ path: String) throws -> [Data] {
    try bytes(path).split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }

  /// All files below `path` whose names end in `ending`, sorted; none where the folder is absent.
  package static func files(below path: String, ending: String = "") -> [URL] {
    let base = folder.appending(path: path)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: base.path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { base.appending(path: $0) }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where the data beside the repository may be absent and is.
  package static var sharedData: Self {
    .enabled(if: SharedData.runs, "../shared/data is absent")
  }
}
