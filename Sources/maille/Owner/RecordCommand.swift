import ArgumentParser
import Foundation
import HubClient
import Interchange
import Keys
import PersonalNetwork
import Record

/// `maille record`.
struct RecordCommand: ParsableCommand {
  static let configuration = command(
    "record", "Your whole record: show it, or bring one in.",
    fr: "Tout votre dossier : le montrer, ou en importer un.",
    examples: ["maille record show", "maille record import nadege.json"],
    subcommands: [ShowRecord.self, ImportRecord.self])
}

/// `maille record show`.
struct ShowRecord: AsyncParsableCommand {
  static let configuration = command(
    "show", "Show your record, the reserve too.",
    fr: "Montrer votre dossier, le jardin secret aussi.",
    examples: ["maille record show", "maille record show --json > copy.json"])

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let network = try await OwnerDesk.network(options)
    if options.json {
      return FileHandle.standardOutput.write(RecordJSON.write(network))
    }
    ItemPrinter(network: network).outline(network.items)
    Printer.line(say("\(network.count) item(s).", fr: "\(network.count) élément(s)."))
  }
}

/// `maille record import`.
struct ImportRecord: AsyncParsableCommand {
  static let configuration = command(
    "import", "Bring in a record: our JSON form, or a table of members and one of ties.",
    fr: "Importer un dossier : notre forme JSON, ou une table de membres et une de liens.",
    examples: [
      "maille record import nadege.json --dry-run",
      "maille record import members.csv ties.csv --map mapping.json",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The record in JSON, or the table of members.",
      fr: "Le dossier en JSON, ou la table des membres."))
  var file: String

  @Argument(help: spoken("The table of ties.", fr: "La table des liens."))
  var ties: String?

  @Option(
    help: spoken(
      "How the columns become a record.", fr: "Comment les colonnes deviennent un dossier."))
  var map: String?

  @Flag(
    help: spoken(
      "Say what would happen; change nothing.", fr: "Dire ce qui arriverait ; ne rien changer."))
  var dryRun = false

  func validate() throws {
    guard ties == nil || map != nil else {
      throw ValidationError(say("tables need --map", fr: "des tables demandent --map"))
    }
  }

  private struct Told: Encodable {
    let items: Int
    let taken: Int
    let merged: Int
    let dropped: Int
    let names: [String: String]
    let lines: [ImportPlan.Line]
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    var network = try desk.state.network()
    let plan: ImportPlan
    if let map {
      plan = try TableImport.plan(
        members: try LocalFile.read(file), ties: try ties.map { try LocalFile.read($0) },
        mapping: try TableMapping(try LocalFile.read(map)))
    } else {
      plan = try RecordJSON.plan(try LocalFile.read(file), into: network)
    }
    try network.put(plan.items)
    if !dryRun {
      desk.record.take(network)
      try desk.save()
    }
    try tell(plan)
  }

  private func tell(_ plan: ImportPlan) throws {
    let told = Told(
      items: plan.items.count, taken: plan.count(.taken), merged: plan.count(.merged),
      dropped: plan.count(.dropped), names: plan.names.mapValues(\.description),
      lines: plan.lines.filter { $0.outcome != .taken })
    if options.json { return try Printer.json(told) }
    Printer.line(
      say(
        "\(told.items) item(s) from \(told.taken) line(s); \(told.merged) merged, \(told.dropped) dropped.",
        fr:
          "\(told.items) élément(s) de \(told.taken) ligne(s) ; \(told.merged) fusionnées, \(told.dropped) laissées."
      ))
    let reasons = Dictionary(grouping: plan.lines.compactMap(\.reason), by: \.self)
    for (reason, lines) in reasons.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      Printer.line("  \(lines.count) × \(reason.title(Speech.language))")
    }
    if dryRun {
      Printer.line(say("Nothing was changed.", fr: "Rien n'a changé."))
    } else {
      OwnerDesk.remindToSync()
    }
  }
}

extension ImportError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    .invalid(
      description,
      hint: say(
        "nothing was imported; correct this place and try again",
        fr: "rien n'a été importé ; corrigez cet endroit et recommencez"))
  }
}
