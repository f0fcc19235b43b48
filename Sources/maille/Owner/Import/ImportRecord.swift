import ArgumentParser
import Foundation
import HubClient
import Interchange
import PersonalNetwork
import Record

/// `maille record import`.
struct ImportRecord: AsyncParsableCommand {
  static let configuration = command(
    "import",
    "Bring in a record or a network: our JSON form, tables, GraphML, Network Canvas, cards.",
    fr:
      "Importer un dossier ou un réseau : notre forme JSON, tables, GraphML, Network Canvas, cartes.",
    examples: [
      "maille record import nadege.json --dry-run",
      "maille record import members.csv ties.csv --map mapping.json",
      "maille record import study.graphml --network 2 --domain leisure --dry-run",
      "maille record import addresses.vcf --domain community",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The file, or all the files of one network.",
      fr: "Le fichier, ou tous les fichiers d'un même réseau."))
  var files: [String]

  @Option(
    help: spoken(
      "json, graphml, network-canvas, table or vcard (default: from what the files hold).",
      fr: "json, graphml, network-canvas, table ou vcard (par défaut : selon le contenu)."))
  var format: NetworkFormat?

  @Option(
    help: spoken(
      "How the columns of a table of members and one of ties become a record.",
      fr: "Comment les colonnes d'une table de membres et d'une de liens deviennent un dossier."))
  var map: String?

  @Option(
    help: spoken(
      "Which network, from 1, where the files have several.",
      fr: "Quel réseau, à partir de 1, si les fichiers en ont plusieurs."))
  var network: Int?

  @Option(
    help: spoken(
      "The life domain of whoever the files give none.",
      fr: "Le domaine de vie de qui n'en a pas dans les fichiers."))
  var domain: LifeDomain = .relations

  @Flag(
    help: spoken(
      "Say what would happen, line by line; change nothing.",
      fr: "Dire ce qui arriverait, ligne par ligne ; ne rien changer."))
  var dryRun = false

  func validate() throws {
    guard map == nil || (format ?? .table) == .table else {
      throw ValidationError(say("--map is for tables", fr: "--map vaut pour des tables"))
    }
    guard map == nil || files.count <= 2 else {
      throw ValidationError(
        say(
          "--map takes a table of members and one of ties",
          fr: "--map prend une table de membres et une de liens"))
    }
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    var record = try desk.state.network()
    let plan = try plan(into: record)
    try record.put(plan.items)
    if !dryRun {
      desk.record.take(record)
      try desk.save()
    }
    try ImportPrinter(plan: plan, dryRun: dryRun).tell(json: options.json)
    if !dryRun, !options.json { OwnerDesk.remindToSync() }
  }

  private func plan(into record: PersonalNetwork) throws -> ImportPlan {
    let sources = try files.map { path in
      SourceFile(
        name: URL(filePath: path).lastPathComponent, data: try LocalFile.read(path))
    }
    if let map {
      return try TableImport.plan(
        members: sources[0].data, ties: sources.dropFirst().first?.data,
        mapping: try TableMapping(try LocalFile.read(map)))
    }
    let format = try format ?? NetworkFiles.format(sources)
    if format == .json {
      guard sources.count == 1 else { throw ImportError(.mixedFormats, at: "the files") }
      return try RecordJSON.plan(sources[0].data, into: record)
    }
    let networks = try NetworkFiles.networks(sources, format: format)
    return try NetworkFiles.choose(network, of: networks).plan(into: record, domain: domain)
  }
}

extension NetworkFormat: ExpressibleByArgument {}
