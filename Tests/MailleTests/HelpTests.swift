import Foundation
import Testing

@Suite struct HelpTests {
  struct Dump: Decodable {
    let command: Command
  }

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    let kind: String
    let names: [Name]?
    let abstract: String?
  }

  struct Name: Decodable {
    let kind: String
    let name: String
  }

  static func commands(language: String = "en") throws -> [(path: [String], command: Command)] {
    let dump = try CommandRun.withHome { home in
      let run = try CommandRun(
        ["--experimental-dump-help"], home: home, environment: ["MAILLE_LANG": language])
      #expect(run.status == 0)
      return try JSONDecoder().decode(Dump.self, from: Data(run.output.utf8))
    }
    func all(_ command: Command, _ path: [String]) -> [(path: [String], command: Command)] {
      let path = path + [command.commandName]
      return [(path, command)]
        + (command.subcommands ?? []).filter { $0.commandName != "help" }.flatMap { all($0, path) }
    }
    return all(dump.command, [])
  }

  /// The commands that are there; none of a later issue is, not even as a stub.
  static let expected = [
    "key new", "key passphrase", "card show", "card add", "card list", "card compare", "init",
    "status", "sync", "log", "export", "record show", "record import", "member add", "member edit",
    "member remove", "member list", "tie add", "contact add", "note add", "appointment add",
    "reserve", "unreserve", "referent name", "referent show", "referent dismiss", "inbox", "accept",
    "decline",
    "grant", "grants", "who-sees", "limits", "limits conformance", "limits move", "limits cancel",
    "revoke", "stop", "resume",
    "helper name", "helper dismiss", "attest", "ask", "asked", "views", "view", "give-back",
    "authority new", "authority affirm", "authority withdraw", "audit verify", "audit entries",
    "audit report", "hub init", "hub serve", "hub check", "hub register", "hub auditor",
    "policy check", "policy test", "policy explain", "demo",
    "undo", "renew", "receipt", "mask", "unmask", "leave", "hub backup",
    "backup paper", "backup kit", "restore paper", "restore piece", "restore kit",
    "restore cancel", "stop-card", "emergency prepare", "emergency list", "emergency review",
    "emergency withdraw", "emergency open", "audit review", "open", "propose", "network export",
    "network measure", "network draw", "signals",
    "objective add", "objective edit", "objective remove", "objective list", "obstacle add",
    "obstacle edit", "obstacle remove", "obstacle list",
  ]

  static let later = [
    "referent handover", "helper allow-stop", "audit export",
    "audit compare", "hub anchor", "hub prune", "gate serve",
  ]

  @Test func everyCommandIsThereAndNoStub() throws {
    let paths = Set(try Self.commands().map { $0.path.dropFirst().joined(separator: " ") })
    for command in Self.expected { #expect(paths.contains(command), "\(command) is missing") }
    for command in Self.later { #expect(!paths.contains(command), "\(command) comes later") }
  }

  @Test(arguments: ["en", "fr"])
  func everyCommandHasAnAbstractAndAnExample(language: String) throws {
    for (path, command) in try Self.commands(language: language) {
      let name = path.joined(separator: " ")
      #expect(command.abstract?.isEmpty == false, "\(name) says what it does")
      let example = path.first.map { "  \($0) " } ?? ""
      #expect(command.discussion?.contains(example) == true, "\(name) has an example")
      for argument in command.arguments ?? [] where argument.kind != "flag" {
        let option = argument.names?.first?.name ?? "an argument"
        #expect(argument.abstract?.isEmpty == false, "\(name) explains \(option)")
      }
    }
  }

  @Test func noOptionHidesTheHelp() throws {
    for (path, command) in try Self.commands() {
      let named = (command.arguments ?? []).filter {
        $0.names?.contains { $0.name == "help" } == true
      }
      #expect(named.allSatisfy { $0.kind == "flag" }, "\(path.joined(separator: " ")) --help")
    }
  }

  @Test func noOptionTakesAPassphraseAndNonePreconsents() throws {
    let forbidden = ["passphrase", "password", "yes", "force", "assume-yes", "no-confirm", "all"]
    for (path, command) in try Self.commands() {
      for argument in command.arguments ?? [] {
        for name in argument.names ?? [] {
          #expect(!forbidden.contains(name.name), "\(path.joined(separator: " ")) --\(name.name)")
        }
      }
    }
  }

  @Test func helpOfALeafIsPrintedAndEndsWell() throws {
    try CommandRun.withHome { home in
      let run = try CommandRun(["grant", "--help"], home: home)
      #expect(run.status == 0)
      #expect(run.output.contains("maille grant"))
      #expect(run.errors.isEmpty)
    }
  }

  @Test func helpIsInTheLanguageChosenAndNoExampleIsBroken() throws {
    try CommandRun.withHome { home in
      let run = try CommandRun(
        ["grant", "--help"], home: home, environment: ["MAILLE_LANG": "fr"])
      for heading in ["UTILISATION : maille grant", "ARGUMENTS :", "OPTIONS :", "(valeurs :"] {
        #expect(run.output.contains(heading), "\(heading)")
      }
      for english in ["USAGE", "OVERVIEW", "Show help", "(values", "(default"] {
        #expect(!run.output.contains(english), "\(english)")
      }
      let whole = try CommandRun(["--help"], home: home, environment: ["MAILLE_LANG": "fr"])
      #expect(whole.output.contains("COMMANDES :") && !whole.output.contains("SUBCOMMANDS"))
    }
    for (path, command) in try Self.commands() {
      let run = try CommandRun.withHome { home in
        try CommandRun(Array(path.dropFirst()) + ["--help"], home: home)
      }
      let lines = Set(run.output.split(separator: "\n").map(String.init))
      for example in (command.discussion ?? "").split(separator: "\n").dropFirst() {
        #expect(lines.contains(String(example)), "\(path.joined(separator: " ")): \(example)")
      }
    }
  }
}
