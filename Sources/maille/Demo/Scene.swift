import Foundation

/// A part of the story: its commands come one after the other, beside those of other scenes.
struct Scene: Sendable {
  let stage: Stage
  private let script: Script
  private let part: Script.Part

  /// The whole story.
  init(_ stage: Stage) {
    self.init(stage, stage.script.whole)
  }

  private init(_ stage: Stage, _ part: Script.Part) {
    self.stage = stage
    script = stage.script
    self.part = part
  }

  /// A scene that is told here and may take place beside what comes after it; ``end()`` ends it.
  func begin() -> Scene { Scene(stage, script.begin(in: part)) }

  /// Says that nothing more is told in this scene.
  func end() { script.end(part) }

  /// Tells what comes next.
  func tell(_ english: String, fr french: String) {
    line()
    line("── " + say(english, fr: french))
  }

  /// Runs a command and checks its exit code and what it says.
  ///
  /// - Parameters:
  ///   - contains: Texts that its output and errors together must hold.
  ///   - lacks: Texts that they must not hold.
  ///   - lines: The most lines of the answer that are shown.
  @discardableResult
  func run(
    _ player: Player, _ arguments: [String], status: ExitStatus = .done, contains: [String] = [],
    lacks: [String] = [], shows lines: Int = 14
  ) async throws -> Answer {
    let shown = prompt(player, arguments)
    line()
    line(shown)
    let answer = try await stage.execute(arguments, as: player)
    show(answer, lines: lines)
    guard answer.status == status.rawValue else {
      throw StoryFailure(
        reason: "\(shown): exit code \(answer.status), expected \(status.rawValue)")
    }
    let all = answer.output + answer.errors
    for text in contains where !all.contains(text) {
      throw StoryFailure(reason: "\(shown): the answer should hold “\(text)”")
    }
    for text in lacks where all.contains(text) {
      throw StoryFailure(reason: "\(shown): the answer should not hold “\(text)”")
    }
    return answer
  }

  /// Starts a server and waits until it says where it listens.
  func serve(_ player: Player, _ arguments: [String], until mark: String) throws {
    line()
    line(prompt(player, arguments) + " &")
    line("  " + (try stage.serve(arguments, as: player, until: mark)))
  }

  /// Runs another program as it is found on this machine; the answer is checked by the caller.
  func other(_ arguments: [String], shown: String, input: String) async throws -> Answer {
    line()
    line("$ " + shown)
    let answer = try await stage.execute(arguments, as: nil, input: input)
    show(answer, lines: 6)
    return answer
  }

  /// Fails the story unless something holds.
  func check(_ holds: Bool, _ english: String, fr french: String) throws {
    guard holds else { throw StoryFailure(reason: say(english, fr: french)) }
    line("  ✓ " + say(english, fr: french))
  }

  private func line(_ text: String = "") { script.write(text, in: part) }

  private func prompt(_ player: Player, _ arguments: [String]) -> String {
    "\(player.name)$ maille " + arguments.map(Self.quoted).joined(separator: " ")
  }

  private func show(_ answer: Answer, lines limit: Int) {
    let lines = (answer.output + answer.errors).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
    let shown = lines.last == "" ? Array(lines.dropLast()) : lines
    for text in shown.prefix(limit) { line("  " + text) }
    if shown.count > limit {
      let rest = shown.count - limit
      line(say("  … \(rest) more lines", fr: "  … encore \(rest) lignes"))
    }
    if answer.status != 0 {
      line(say("  (exit code \(answer.status))", fr: "  (code de sortie \(answer.status))"))
    }
  }

  /// An argument as it would be typed in a shell.
  private static func quoted(_ argument: String) -> String {
    let plain =
      !argument.isEmpty
      && argument.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || "-_./:@=,".unicodeScalars.contains($0)
      }
    return plain ? argument : "'" + argument.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
