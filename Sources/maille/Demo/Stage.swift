import Foundation
import Glibc

/// Someone of the story, with a home of their own.
struct Player: Hashable {
  /// The name in the prompt.
  let name: String
  /// Their `MAILLE_HOME`.
  let home: String
}

/// What a command of the story answered.
struct Answer {
  let status: Int32
  let output: String
  let errors: String

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

/// Runs the commands of a story as separate processes, prints them and checks every answer.
final class Stage {
  /// Where everything of this run is.
  let folder: String
  private let program: String
  private let language: String
  private var servers: [Process] = []
  private(set) var steps = 0
  /// How long the last command took, in seconds; a loaded machine needs more time for the same.
  private(set) var lastSeconds = 0.0

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

  /// Tells what comes next.
  func tell(_ english: String, fr french: String) {
    Printer.line()
    Printer.line("── " + say(english, fr: french))
  }

  /// Runs a command and checks its exit code and what it says.
  ///
  /// - Parameters:
  ///   - contains: Texts that its output and errors together must hold.
  ///   - lacks: Texts that they must not hold.
  ///   - quiet: Whether a long answer is shown by its number of lines alone.
  @discardableResult
  func run(
    _ player: Player, _ arguments: [String], status: ExitStatus = .done, contains: [String] = [],
    lacks: [String] = [], shows lines: Int = 14
  ) throws -> Answer {
    Printer.line()
    Printer.line("\(player.name)$ maille " + arguments.map(Self.quoted).joined(separator: " "))
    let begin = Date()
    let answer = try execute(program, arguments, as: player)
    lastSeconds = Date().timeIntervalSince(begin)
    show(answer, lines: lines)
    steps += 1
    guard answer.status == status.rawValue else {
      throw StoryFailure(reason: "exit code \(answer.status), expected \(status.rawValue)")
    }
    let all = answer.output + answer.errors
    for text in contains where !all.contains(text) {
      throw StoryFailure(reason: "the answer should hold “\(text)”")
    }
    for text in lacks where all.contains(text) {
      throw StoryFailure(reason: "the answer should not hold “\(text)”")
    }
    return answer
  }

  /// Starts a server, waits until it says where it listens, and returns that line.
  func serve(_ player: Player, _ arguments: [String], until mark: String) throws -> String {
    Printer.line()
    Printer.line(
      "\(player.name)$ maille " + arguments.map(Self.quoted).joined(separator: " ") + " &")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment(of: player)
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    let log = path("\(player.name).log")
    guard FileManager.default.createFile(atPath: log, contents: nil),
      let errors = FileHandle(forWritingAtPath: log)
    else { throw StoryFailure(reason: "no log file for the server") }
    process.standardError = errors
    try process.run()
    servers.append(process)
    var text = ""
    while !text.contains("\n") || !text.contains(mark) {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else {
        throw StoryFailure(reason: "the server ended: see \(log)")
      }
      text += String(decoding: data, as: UTF8.self)
    }
    let line = text.split(separator: "\n").first { $0.contains(mark) }.map(String.init) ?? ""
    Printer.line("  " + line)
    steps += 1
    return line
  }

  /// Asks every server to end, and checks that it did so cleanly.
  func endServers() throws {
    for server in servers where server.isRunning {
      server.terminate()
      server.waitUntilExit()
      guard server.terminationStatus == 0 else {
        throw StoryFailure(reason: "the hub did not end cleanly")
      }
    }
    servers = []
  }

  /// Ends what still runs after a failure.
  func abandon() {
    for server in servers where server.isRunning { server.terminate() }
  }

  /// Runs another program as it is found on this machine; the answer is checked by the caller.
  func other(_ arguments: [String], shown: String, input: String? = nil) throws -> Answer {
    Printer.line()
    Printer.line("$ " + shown)
    let answer = try execute("/usr/bin/env", arguments, as: nil, input: input)
    show(answer, lines: 6)
    steps += 1
    return answer
  }

  /// Fails the story unless something holds.
  func check(_ holds: Bool, _ english: String, fr french: String) throws {
    guard holds else { throw StoryFailure(reason: say(english, fr: french)) }
    Printer.line("  ✓ " + say(english, fr: french))
  }

  private func environment(of player: Player?) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    if let player {
      environment["MAILLE_HOME"] = player.home
      environment["MAILLE_PASSPHRASE_FILE"] = player.home + "/passphrase.txt"
    }
    environment["MAILLE_LANG"] = language
    return environment
  }

  private func execute(
    _ program: String, _ arguments: [String], as player: Player?, input: String? = nil
  ) throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment(of: player)
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // Files, not pipes: an answer longer than a pipe holds would wait for a reader for ever.
    let name = path(".answer-\(steps)")
    let (outputPath, errorPath) = (name + ".out", name + ".err")
    defer {
      try? FileManager.default.removeItem(atPath: outputPath)
      try? FileManager.default.removeItem(atPath: errorPath)
    }
    for path in [outputPath, errorPath] {
      guard FileManager.default.createFile(atPath: path, contents: nil) else {
        throw StoryFailure(reason: "no file for the answer")
      }
    }
    process.standardOutput = FileHandle(forWritingAtPath: outputPath)
    process.standardError = FileHandle(forWritingAtPath: errorPath)
    if let input {
      let pipe = Pipe()
      process.standardInput = pipe
      try process.run()
      pipe.fileHandleForWriting.write(Data(input.utf8))
      try? pipe.fileHandleForWriting.close()
    } else {
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }
    process.waitUntilExit()
    return Answer(
      status: process.terminationStatus,
      output: String(decoding: try LocalFile.read(outputPath), as: UTF8.self),
      errors: String(decoding: try LocalFile.read(errorPath), as: UTF8.self))
  }

  private func show(_ answer: Answer, lines limit: Int) {
    let lines = (answer.output + answer.errors).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
    let shown = lines.last == "" ? Array(lines.dropLast()) : lines
    for line in shown.prefix(limit) { Printer.line("  " + line) }
    if shown.count > limit {
      let rest = shown.count - limit
      Printer.line(say("  … \(rest) more lines", fr: "  … encore \(rest) lignes"))
    }
    if answer.status != 0 {
      Printer.line(say("  (exit code \(answer.status))", fr: "  (code de sortie \(answer.status))"))
    }
  }

  /// An argument as it would be typed in a shell.
  static func quoted(_ argument: String) -> String {
    let plain =
      !argument.isEmpty
      && argument.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || "-_./:@=,".unicodeScalars.contains($0)
      }
    return plain ? argument : "'" + argument.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
