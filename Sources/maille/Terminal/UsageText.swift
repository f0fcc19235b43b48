import Foundation

/// What was not understood of a command line, without any value that was typed: it may be personal.
struct UsageText: Equatable {
  /// One line, lower case, no full stop.
  let cause: String
  /// What could be given instead, if there is a list.
  let choices: [String]

  /// Reads what ArgumentParser says; a text of our own is taken as it is.
  init(_ message: String) {
    let line = message.split(separator: "\n").first.map(String.init) ?? ""
    choices = Self.choices(message)
    cause = Self.cause(line) ?? Self.plain(line)
  }

  private static func cause(_ line: String) -> String? {
    if line.hasPrefix("Unknown option") || line.hasPrefix("Invalid option") {
      let name = option(line)
      return say("unknown option \(name)", fr: "option inconnue \(name)")
    }
    if line.hasPrefix("Missing value for") {
      let name = option(line)
      return say("\(name) needs a value", fr: "\(name) demande une valeur")
    }
    if line.hasPrefix("Missing expected argument") || line.hasPrefix("Missing one of") {
      let name = option(line)
      return say("\(name) is missing", fr: "il manque \(name)")
    }
    if line.hasPrefix("Missing required subcommand") {
      return say("a command is missing", fr: "il manque une commande")
    }
    if line.hasPrefix("The value '") {
      // The typed value comes first; the option is named after the last of these words.
      let words = " is invalid for "
      guard let end = line.range(of: words, options: .backwards) else {
        return say("a value cannot be read", fr: "une valeur est illisible")
      }
      let name = option(String(line[end.upperBound...]))
      return say("the value of \(name) cannot be read", fr: "la valeur de \(name) est illisible")
    }
    if line.hasPrefix("The option '") {
      let name = option(line)
      return say("\(name) takes no value", fr: "\(name) ne prend pas de valeur")
    }
    if line.contains("nexpected argument") {
      return say("there is an argument too many", fr: "il y a un argument de trop")
    }
    if line.hasPrefix("Value to be set") {
      return say("an option was given twice", fr: "une option est donnée deux fois")
    }
    return nil
  }

  /// The first option or argument that a text names, as its help writes it; never a typed value.
  private static func option(_ text: String) -> String {
    guard let match = text.firstMatch(of: /'(--[a-z][a-z-]*|<[a-z][a-z-]*>)[ ']/) else {
      return say("an option", fr: "une option")
    }
    return String(match.output.1)
  }

  private static func choices(_ message: String) -> [String] {
    guard message.hasPrefix("The value '"),
      let list = message.range(of: "Please provide one of", options: .backwards)
    else { return [] }
    let tail = message[list.upperBound...]
    let lines = tail.split(separator: "\n").dropFirst().compactMap { line in
      line.firstMatch(of: /^\s*- (.*)$/).map { String($0.output.1) }
    }
    return lines.isEmpty ? tail.matches(of: /'([^']*)'/).map { String($0.output.1) } : lines
  }

  private static func plain(_ line: String) -> String {
    var text = line
    while text.hasSuffix(".") { text.removeLast() }
    return text.first.map { $0.lowercased() + text.dropFirst() } ?? text
  }
}
