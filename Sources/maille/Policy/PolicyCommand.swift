import ArgumentParser
import Consent
import Foundation
import HubClient
import PersonalNetwork

/// `maille policy`.
struct PolicyCommand: ParsableCommand {
  static let configuration = command(
    "policy", "The rules that decide: check, test and explain them.",
    fr: "Les règles qui décident : les vérifier, les essayer, les expliquer.",
    examples: ["maille policy check", "maille policy test policies"],
    subcommands: [CheckPolicies.self, TestPolicies.self, ExplainPolicy.self])
}

/// Where the policies are.
struct PolicyOptions: ParsableArguments {
  @OptionGroup var speech: SpeechOptions

  @Argument(help: spoken("The folder of the policies.", fr: "Le dossier des règles."))
  var folder = "policies"

  /// The engine of the folder; its making reads and validates everything strictly.
  func engine() throws -> PolicyEngine {
    let (schema, policies) = try PolicyFolder.read(folder)
    do {
      return try PolicyEngine(schema: schema, policies: policies)
    } catch {
      throw CommandFailure.invalid(
        error.description,
        hint: say(
          "a bundle that does not validate decides nothing; correct this place",
          fr: "des règles non valides ne décident rien ; corrigez cet endroit"))
    }
  }
}

/// `maille policy check`.
struct CheckPolicies: AsyncParsableCommand {
  static let configuration = command(
    "check", "Read the policies and validate them strictly against their schema.",
    fr: "Lire les règles et les valider strictement avec leur schéma.",
    examples: ["maille policy check policies"])

  @OptionGroup var options: PolicyOptions

  func run() async throws {
    let ids = try options.engine().policyIDs
    if options.speech.json { return try Printer.json(ids) }
    Printer.line(say("\(ids.count) policies are valid.", fr: "\(ids.count) règles sont valides."))
    for id in ids { Printer.line("  \(id)") }
  }
}

/// `maille policy test`.
struct TestPolicies: AsyncParsableCommand {
  static let configuration = command(
    "test", "Run the tests of the policies: request, decision, deciding policies.",
    fr: "Exécuter les essais des règles : demande, décision, règles qui décident.",
    examples: ["maille policy test policies", "maille policy test policies --json"])

  @OptionGroup var options: PolicyOptions

  private struct Row: Encodable {
    let file: String
    let name: String
    let passed: Bool
    let decision: String
    let policies: [String]
  }

  func run() async throws {
    let engine = try options.engine()
    var rows: [Row] = []
    for (file, data) in try PolicyFolder.tests(options.folder) {
      for test in try PolicyFolder.cases(data, file: file) {
        let decision = test.decision(by: engine)
        rows.append(
          Row(
            file: file, name: test.name, passed: test.passes(engine),
            decision: decision.allowed ? "allow" : "deny", policies: decision.policies))
      }
    }
    let failed = rows.filter { !$0.passed }
    if options.speech.json {
      try Printer.json(rows)
    } else {
      for row in rows {
        Printer.line(
          "\(row.passed ? "ok    " : "FAILED") \(row.name): \(row.decision) \(row.policies.joined(separator: ", "))"
        )
      }
      Printer.line(
        say(
          "\(rows.count) tests, \(failed.count) failed.",
          fr: "\(rows.count) essais, \(failed.count) échoués."))
    }
    guard failed.isEmpty, !rows.isEmpty else {
      throw CommandFailure(
        .verificationFailed,
        rows.isEmpty
          ? say("there are no tests", fr: "il n'y a pas d'essais")
          : say("\(failed.count) tests failed", fr: "\(failed.count) essais ont échoué"),
        hint: say("see the lines marked FAILED", fr: "voyez les lignes marquées FAILED"))
    }
  }
}

/// `maille policy explain`.
struct ExplainPolicy: AsyncParsableCommand {
  static let configuration = command(
    "explain", "Decide one request and say which rules decided, and why.",
    fr: "Décider une demande et dire quelles règles ont décidé, et pourquoi.",
    examples: ["maille policy explain request.json --policies policies"])

  @OptionGroup var speech: SpeechOptions

  @Argument(
    help: spoken(
      "A test file: a request, or a list of them.",
      fr: "Un fichier d'essai : une demande, ou une liste."))
  var request: String

  @Option(help: spoken("The folder of the policies.", fr: "Le dossier des règles."))
  var policies = "policies"

  private struct Row: Encodable {
    let name: String
    let decision: String
    let failure: String?
    let reasons: [String: String]
  }

  func run() async throws {
    var options = PolicyOptions()
    options.folder = policies
    let engine = try options.engine()
    let rows = try PolicyFolder.cases(try LocalFile.read(request), file: "request").map { test in
      let decision = test.decision(by: engine)
      return Row(
        name: test.name, decision: decision.allowed ? "allow" : "deny",
        failure: decision.failure?.rawValue,
        reasons: Dictionary(
          decision.reasons.map { ($0.policy, $0.text(Speech.language)) }
        ) { first, _ in first })
    }
    if speech.json { return try Printer.json(rows) }
    for row in rows {
      Printer.line("\(row.name): \(row.decision)" + (row.failure.map { " (\($0))" } ?? ""))
      for (policy, reason) in row.reasons.sorted(by: { $0.key < $1.key }) {
        Printer.line("  \(policy): \(reason)")
      }
      if row.reasons.isEmpty && row.failure == nil {
        Printer.line(say("  no rule permits it", fr: "  aucune règle ne le permet"))
      }
    }
  }
}
