package import Foundation

/// The program that tests run as a process of its own.
package enum Program {
  private struct NotBuilt: Error {}

  /// The `maille` beside this test's own executable.
  package static var maille: URL {
    get throws {
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
