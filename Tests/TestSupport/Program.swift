package import Foundation

/// The program that tests run as a process of its own.
package enum Program {
  private struct NotBuilt: Error {}

  /// The `maille` that `MAILLE_PROGRAM` names, or the one beside this test's own executable.
  package static var maille: URL {
    get throws {
      if let named = ProcessInfo.processInfo.environment["MAILLE_PROGRAM"] {
        return URL(filePath: named)
      }
      let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      var folder = URL(filePath: own).deletingLastPathComponent()
      for _ in 0..<4 {
        let program = folder.appending(path: "maille")
        if FileManager.default.isExecutableFile(atPath: program.path) { return program }
        folder = folder.deletingLastPathComponent()
      }
      throw NotBuilt()
    }
  }
}
