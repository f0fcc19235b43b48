import Foundation
import TestSupport
import Testing

/// Runs the built command line as a user would, in a home of its own.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  init(
    _ arguments: [String], home: URL, input: String? = nil,
    environment extra: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = try Program.maille
    process.arguments = arguments
    var environment = ["MAILLE_HOME": home.path, "MAILLE_LANG": "en", "PATH": "/usr/bin:/bin"]
    environment.merge(extra) { _, new in new }
    process.environment = environment
    process.currentDirectoryURL = home
    let name = UUID().uuidString
    let outputFile = home.appendingPathComponent(".\(name).out")
    let errorFile = home.appendingPathComponent(".\(name).err")
    for file in [outputFile, errorFile] {
      try Data().write(to: file)
    }
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    if let input {
      let pipe = Pipe()
      process.standardInput = pipe
      try process.run()
      try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try pipe.fileHandleForWriting.close()
    } else {
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
    try FileManager.default.removeItem(at: outputFile)
    try FileManager.default.removeItem(at: errorFile)
  }

  /// Gives `body` an empty home and removes it.
  static func withHome<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(
      "maille-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    return try body(home)
  }

  /// Checks the exit code and that one `error:` and one `hint:` line say why.
  func expectFailure(_ expected: Int32, location: SourceLocation = #_sourceLocation) {
    #expect(status == expected, sourceLocation: location)
    let lines = errors.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("error: ") }.count == 1, sourceLocation: location)
    #expect(lines.filter { $0.hasPrefix("hint: ") }.count == 1, sourceLocation: location)
    for line in lines {
      #expect(!line.hasSuffix("."), "no full stop: \(line)", sourceLocation: location)
    }
  }
}
