import ArgumentParser
import Foundation
import PersonalNetwork

/// The language of this run: `--lang`, else `MAILLE_LANG`, else the locale's, else English.
enum Speech {
  /// The language of this run, found once from the arguments and the environment.
  static let language = choose(
    arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)

  /// Chooses a language; arguments go before the environment.
  static func choose(arguments: [String], environment: [String: String]) -> Language {
    var asked: String?
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count { asked = arguments[index + 1] }
      if argument.hasPrefix("--lang=") { asked = String(argument.dropFirst("--lang=".count)) }
    }
    let places = [asked] + ["MAILLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].map { environment[$0] }
    for place in places {
      guard let place, !place.isEmpty else { continue }
      return place.hasPrefix("fr") ? .fr : .en
    }
    return .en
  }
}

/// The sentence in the language of this run.
func say(_ english: String, fr french: String) -> String {
  Speech.language == .fr ? french : english
}

/// An option's help in the language of this run.
func spoken(_ english: String, fr french: String) -> ArgumentHelp {
  ArgumentHelp(stringLiteral: say(english, fr: french))
}

/// A command's configuration: what it does in one line, and examples as a user would type them.
func command(
  _ name: String, _ english: String, fr french: String, examples: [String],
  subcommands: [any ParsableCommand.Type] = [], default standard: (any ParsableCommand.Type)? = nil
) -> CommandConfiguration {
  let title = say(
    examples.count == 1 ? "Example:" : "Examples:",
    fr: examples.count == 1 ? "Exemple :" : "Exemples :")
  return CommandConfiguration(
    commandName: name, abstract: say(english, fr: french),
    discussion: title + "\n" + examples.map(HelpText.example).joined(separator: "\n"),
    subcommands: subcommands, defaultSubcommand: standard)
}
