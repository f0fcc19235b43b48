import ArgumentParser
import Foundation
import HubClient
import Interchange
import PersonalNetwork
import Record

/// `maille network measure`.
struct MeasureNetwork: AsyncParsableCommand {
  static let configuration = command(
    "measure", "Measure the structure of your network, or of networks in files.",
    fr: "Mesurer la structure de votre réseau, ou de réseaux dans des fichiers.",
    examples: [
      "maille network measure", "maille network measure study.graphml --json",
      "maille network measure alters.csv ties.csv --by sex",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "Files of one format; without any, your own record.",
      fr: "Des fichiers d'un même format ; sans fichier, votre propre dossier."))
  var files: [String] = []

  @Option(
    help: spoken(
      "An attribute whose groups are measured; may be given several times.",
      fr: "Un attribut dont mesurer les groupes ; peut être répété."))
  var by: [String] = [NetworkGraph.formalAttribute, NetworkGraph.authorityAttribute]

  @Option(
    help: spoken(
      "The identifier of the node whose network it is, where the file does not say.",
      fr: "L'identifiant du nœud dont c'est le réseau, si le fichier ne le dit pas."))
  var ego: String?

  @Option(
    help: spoken(
      "knows or talks-about-owner, of your own record (default: both).",
      fr: "knows ou talks-about-owner, dans votre dossier (par défaut : les deux)."))
  var relation: MemberTie.Relation?

  @Flag(
    help: spoken(
      "Take ties for what they weigh in effective size, constraint and hierarchy.",
      fr: "Compter le poids des liens dans la taille effective, la contrainte et la hiérarchie."))
  var weighted = false

  func validate() throws {
    guard files.isEmpty || relation == nil else {
      throw ValidationError(
        say("--relation is for your own record", fr: "--relation vaut pour votre propre dossier"))
    }
    guard !files.isEmpty || ego == nil else {
      throw ValidationError(say("--ego is for files", fr: "--ego vaut pour des fichiers"))
    }
  }

  func run() async throws {
    if files.isEmpty { return try await measureOwn() }
    let sources = try files.map { SourceFile(name: $0, data: try LocalFile.read($0)) }
    let graphs = try NetworkFiles.graphs(sources, ego: ego)
    let printers = graphs.map { MeasuresPrinter($0, by: by, weighted: weighted) }
    if options.json { return try Printer.json(printers) }
    for (place, printer) in printers.enumerated() {
      if place > 0 { Printer.line() }
      printer.tables()
    }
  }

  private func measureOwn() async throws {
    let network = try await OwnerDesk.network(options)
    let today = Moment.today(Date())
    let printer = MeasuresPrinter(
      try NetworkGraph(network, on: today, relation: relation), by: by, weighted: weighted)
    let fragility = FragilityPrinter(network, on: today)
    if options.json { return try Printer.json(OwnNetwork(measures: printer, fragility: fragility)) }
    printer.tables()
    Printer.line()
    fragility.tables()
  }
}

/// What is told of one's own record in JSON.
private struct OwnNetwork: Encodable {
  let measures: MeasuresPrinter
  let fragility: FragilityPrinter
}

extension Moment {
  /// The calendar day of a time, where the person is.
  static func today(_ now: Date, timeZone: TimeZone = .current) -> Day {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let parts = calendar.dateComponents([.year, .month, .day], from: now)
    return Day(year: parts.year ?? 1, month: parts.month ?? 1, day: parts.day ?? 1) ?? .last
  }
}
