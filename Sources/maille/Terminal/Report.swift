import ArgumentParser
import Foundation

/// How an ended command is told: one `error:` line, one `hint:` line, an exit code.
enum Report {
  /// Writes what an error says to a person and returns the exit code.
  static func tell(_ error: any Error, of root: any ParsableCommand.Type) -> Int32 {
    if let failure = error as? CommandFailure { return tell(failure) }
    if let failure = (error as? any CommandFailureConvertible)?.commandFailure {
      return tell(failure)
    }
    if root.exitCode(for: error) == .success {
      Printer.line(HelpText.finish(root.fullMessage(for: error), in: Speech.language))
      return ExitStatus.done.rawValue
    }
    if root.exitCode(for: error) == .validationFailure {
      return tell(usage(root.message(for: error), root.fullMessage(for: error)))
    }
    return tell(
      CommandFailure(
        .localFile,
        say("the command could not be finished", fr: "la commande n'a pu être terminée"),
        hint: say(
          "nothing was half-written; try again, and report it if it happens twice",
          fr: "rien n'est à moitié écrit ; recommencez, et signalez-le si cela se répète")))
  }

  private static func tell(_ failure: CommandFailure) -> Int32 {
    Printer.note("error: " + Printer.harmless(failure.cause))
    Printer.note("hint: " + Printer.harmless(failure.hint))
    return failure.status.rawValue
  }

  private static func usage(_ message: String, _ full: String) -> CommandFailure {
    let text = UsageText(message)
    let line = full.split(separator: "\n").first {
      $0.hasPrefix("Usage: ") || $0.hasPrefix("USAGE: ")
    }
    let name =
      line?.dropFirst("Usage: ".count).split(separator: " ")
      .prefix {
        $0.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D } && !$0.hasPrefix("-")
      }
      .joined(separator: " ") ?? "maille"
    var hints = [
      say("see '\(name) --help' for an example", fr: "voyez « \(name) --help » pour un exemple")
    ]
    if !text.choices.isEmpty {
      hints.insert(
        say("one of ", fr: "l'un de ") + text.choices.joined(separator: ", "), at: 0)
    }
    if CommandLine.arguments.dropFirst().contains(where: looksLikeAnIdentifier) {
      hints.insert(
        say(
          "a value that begins with a dash is written --option=VALUE, or after --",
          fr: "une valeur qui commence par un tiret s'écrit --option=VALEUR, ou après --"), at: 0)
    }
    return .usage(text.cause, hint: hints.joined(separator: "; "))
  }

  private static func looksLikeAnIdentifier(_ argument: String) -> Bool {
    argument.utf8.count >= 4 && argument.hasPrefix("-") && !argument.hasPrefix("--")
  }
}

/// An error of a library that says what a person should read.
protocol CommandFailureConvertible: Error {
  var commandFailure: CommandFailure { get }
}
