import Foundation
import HubClient
import Synchronization

/// Someone of the story, with a home of their own.
struct Player: Hashable, Sendable {
  /// The name in the prompt.
  let name: String
  /// Their `MAILLE_HOME`.
  let home: String
}

/// What a command of the story answered.
struct Answer: Sendable {
  let status: Int32
  let output: String
  let errors: String
  /// How long it took, in seconds; a loaded machine needs more time for the same.
  let seconds: Double

  /// The answer decoded from `--json`.
  func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(type, from: Data(output.utf8))
  }
}

/// A step of the story that did not go as told.
struct StoryFailure: Error {
  let reason: String
}

/// Runs the commands of a story as separate processes.
final class Stage: Sendable {
  /// Where everything of this run is.
  let folder: String
  /// What is told.
  let script = Script()
  private let program: String
  private let language: String
  private let servers = Mutex<[Process]>([])
  private let started = Mutex(0)

  /// How many commands were run.
  var steps: Int { started.withLock { $0 } }

  init(folder: String, language: String) {
    self.folder = folder
    self.language = language
    program = Self.ownPath()
  }

  private static func ownPath() -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  /// A person with a fresh home and a passphrase of their own in a file of it.
  func player(_ name: String) throws -> Player {
    let home = path(name)
    try LocalFile.makeFolder(home)
    try LocalFile.write(
      Data("la phrase de \(name), pour jouer\n".utf8), to: home + "/passphrase.txt")
    return Player(name: name, home: home)
  }

  /// The passphrase of a player.
  func passphrase(of player: Player) -> String { "la phrase de \(player.name), pour jouer" }

  /// A path in the folder of this run.
  func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }

  /// Runs a command of a player's, or without one another program, and waits for its answer.
  func execute(
    _ arguments: [String], as player: Player?, input: String? = nil
  ) async throws -> Answer {
    let process = process(player == nil ? "/usr/bin/env" : program, arguments, as: player)
    // Files, not pipes: an answer longer than a pipe holds would wait for a reader for ever.
    let number = started.withLock { count in
      count += 1
      return count
    }
    let (outputPath, errorPath) = (path(".answer-\(number).out"), path(".answer-\(number).err"))
    defer {
      try? FileManager.default.removeItem(atPath: outputPath)
      try? FileManager.default.removeItem(atPath: errorPath)
    }
    process.standardOutput = try newFile(outputPath)
    process.standardError = try newFile(errorPath)
    let pipe = input.map { _ in Pipe() }
    if let pipe {
      process.standardInput = pipe
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    let begin = ContinuousClock.now
    try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { _ in continuation.resume() }
      do {
        try process.run()
        if let pipe, let input {
          pipe.fileHandleForWriting.write(Data(input.utf8))
          try? pipe.fileHandleForWriting.close()
        }
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    let elapsed = ContinuousClock.now - begin
    return Answer(
      status: process.terminationStatus,
      output: String(decoding: try LocalFile.read(outputPath), as: UTF8.self),
      errors: String(decoding: try LocalFile.read(errorPath), as: UTF8.self),
      seconds: elapsed / .seconds(1))
  }

  /// Starts a server, waits until it says where it listens, and returns that line.
  func serve(_ arguments: [String], as player: Player, until mark: String) throws -> String {
    let process = process(program, arguments, as: player)
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    let log = path("\(player.name).log")
    process.standardError = try newFile(log)
    started.withLock { $0 += 1 }
    try process.run()
    servers.withLock { $0.append(process) }
    var text = ""
    while !text.contains("\n") || !text.contains(mark) {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw StoryFailure(reason: "the server ended: see \(log)") }
      text += String(decoding: data, as: UTF8.self)
    }
    return text.split(separator: "\n").first { $0.contains(mark) }.map(String.init) ?? ""
  }

  /// Asks every server to end, and checks that it did so cleanly.
  func endServers() throws {
    for server in servers.withLock({ $0 }) where server.isRunning {
      server.terminate()
      server.waitUntilExit()
      guard server.terminationStatus == 0 else {
        throw StoryFailure(reason: "the hub did not end cleanly")
      }
    }
  }

  /// Ends what still runs after a failure, and tells what was not told yet.
  func abandon() {
    for server in servers.withLock({ $0 }) where server.isRunning { server.terminate() }
    script.breakOff()
  }

  private func process(_ program: String, _ arguments: [String], as player: Player?) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    if let player {
      environment["MAILLE_HOME"] = player.home
      environment["MAILLE_PASSPHRASE_FILE"] = player.home + "/passphrase.txt"
    }
    environment["MAILLE_LANG"] = language
    process.environment = environment
    return process
  }

  private func newFile(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw StoryFailure(reason: "no file for an answer") }
    return file
  }
}
