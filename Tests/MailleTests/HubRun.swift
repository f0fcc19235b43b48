import Foundation
import Glibc
import TestSupport
import Testing

/// A hub of its own with people in homes of their own, for one test.
struct HubRun {
  let folder: URL
  let host: String
  private let server: Process

  private struct NotRunning: Error {}

  /// Makes and starts a hub with an auditor; gives it to `body` and ends it.
  static func with<Result>(_ body: (HubRun) throws -> Result) throws -> Result {
    try CommandRun.withHome { folder in
      let run = try HubRun(folder)
      defer {
        run.server.terminate()
        run.server.waitUntilExit()
      }
      return try body(run)
    }
  }

  private init(_ folder: URL) throws {
    self.folder = folder
    host = "127.0.0.1:\(try Self.freePort())"
    server = Process()
    try Self.person("auditor", in: folder)
    try Self.person("operator", in: folder)
    for name in ["auditor", "naming"] {
      try Self.person(name, in: folder)
      try require(name, ["key", "new", "--name", name, "--kind", "auditor"])
      try require(name, ["card", "show", "--out", "../\(name).card"])
    }
    try require(
      "operator",
      [
        "hub", "init", "--name", "Hub", "--policies", Repository.policies.path,
        "--naming", "../naming.card", "--auditor-key", "../auditor/key.age",
        "--auditor-passphrase-file", "../auditor/passphrase",
      ])
    try start()
  }

  private func start() throws {
    _ = try start(server, ["--listen", host])
  }

  /// Starts a server and returns what it says once it listens.
  private func start(_ server: Process, _ arguments: [String]) throws -> String {
    let home = folder.appendingPathComponent("operator")
    server.executableURL = try Program.maille
    server.arguments = ["hub", "serve"] + arguments
    server.currentDirectoryURL = home
    server.environment = [
      "MAILLE_HOME": home.path, "MAILLE_PASSPHRASE_FILE": home.path + "/passphrase",
      "MAILLE_LANG": "en",
    ]
    let output = Pipe()
    server.standardOutput = output
    server.standardError = FileHandle.nullDevice
    server.standardInput = FileHandle.nullDevice
    try server.run()
    let said = output.fileHandleForReading.availableData
    guard !said.isEmpty else { throw NotRunning() }
    return String(decoding: said, as: UTF8.self)
  }

  /// Serves the stopped hub with other options while `body` runs; gives it what the server said.
  func serve(_ arguments: [String], _ body: (String) throws -> Void) throws {
    let other = Process()
    let said = try start(other, arguments)
    defer {
      other.terminate()
      other.waitUntilExit()
    }
    try body(said)
  }

  /// Ends the hub before the test does.
  func stop() {
    server.terminate()
    server.waitUntilExit()
  }

  /// Makes the home of a person with a passphrase.
  static func person(_ name: String, in folder: URL) throws {
    let home = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try Data("la phrase de \(name)\n".utf8).write(to: home.appendingPathComponent("passphrase"))
  }

  /// Makes someone with a key of a kind and lays out their card.
  func makePerson(_ name: String, kind: String) throws {
    try Self.person(name, in: folder)
    try require(name, ["key", "new", "--name", name, "--kind", kind])
    try require(name, ["card", "show", "--out", "../\(name).card"])
  }

  /// Runs a command as a person.
  func run(
    _ name: String, _ arguments: [String], trusting extra: [String: String] = [:]
  ) throws -> CommandRun {
    let home = folder.appendingPathComponent(name)
    let passphrase = ["MAILLE_PASSPHRASE_FILE": home.path + "/passphrase"]
    return try CommandRun(
      arguments, home: home, environment: passphrase.merging(extra) { _, new in new })
  }

  /// Runs a command that must succeed.
  @discardableResult
  func require(_ name: String, _ arguments: [String]) throws -> CommandRun {
    let run = try run(name, arguments)
    try #require(run.status == 0, "\(arguments): \(run.errors)")
    return run
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw NotRunning() }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(descriptor, generic, length) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard bound else { throw NotRunning() }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
