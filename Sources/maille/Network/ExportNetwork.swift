import ArgumentParser
import Foundation
import HubClient
import Interchange
import PersonalNetwork
import Record

/// `maille network export`.
struct ExportNetwork: AsyncParsableCommand {
  static let configuration = command(
    "export", "Write your members and ties for another tool, in the clear.",
    fr: "Écrire vos membres et vos liens pour un autre outil, en clair.",
    examples: [
      "maille network export --out network.graphml",
      "maille network export --format gephi --out network",
      "maille network export --format json --with-reserve > network.json",
    ])

  /// What can be written.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case graphml, gephi, json
  }

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "graphml, gephi (two tables, OUT-nodes.csv and OUT-edges.csv) or json.",
      fr: "graphml, gephi (deux tables, OUT-nodes.csv et OUT-edges.csv) ou json."))
  var format: Form = .graphml

  @Option(
    help: spoken(
      "The file to write (default: standard output).",
      fr: "Le fichier à écrire (par défaut : la sortie standard)."))
  var out: String?

  @Flag(
    help: spoken(
      "Write the reserve too: whoever has the file reads it.",
      fr: "Écrire aussi le jardin secret : qui a le fichier le lit."))
  var withReserve = false

  func validate() throws {
    guard format != .gephi || out != nil else {
      throw ValidationError(
        say("--format gephi needs --out", fr: "--format gephi demande --out"))
    }
    guard !options.json || out != nil else {
      throw ValidationError(
        say(
          "--json tells of a file written with --out; the network itself is --format json",
          fr: "--json parle d'un fichier écrit par --out ; le réseau lui-même est --format json"))
    }
  }

  private struct Told: Encodable {
    let members: Int
    let ties: Int
    let leftOut: Int
    let reserve: Bool
    let files: [String]
  }

  func run() async throws {
    let record = try await OwnerDesk.network(options)
    let part = try ToldNetwork.part(of: record, withReserve: withReserve)
    let told = ToldNetwork(record, withReserve: withReserve)
    let files: [(path: String?, data: Data)] =
      switch format {
      case .graphml: [(out, GraphMLWriter.write(told))]
      case .json: [(out, RecordJSON.write(part))]
      case .gephi:
        [
          (out.map { $0 + "-nodes.csv" }, GephiTables.nodes(told)),
          (out.map { $0 + "-edges.csv" }, GephiTables.edges(told)),
        ]
      }
    for file in files {
      guard let path = file.path else {
        FileHandle.standardOutput.write(file.data)
        continue
      }
      try LocalFile.write(file.data, to: path)
    }
    let left = record.members.count - part.members.count
    let report = Told(
      members: part.members.count, ties: part.count - part.members.count, leftOut: left,
      reserve: withReserve, files: files.compactMap(\.path))
    if options.json { return try Printer.json(report) }
    tell(report)
  }

  /// On standard error, for the network itself may be on the other.
  private func tell(_ told: Told) {
    Printer.note(
      say(
        "\(told.members) member(s) and \(told.ties) tie(s), in the clear",
        fr: "\(told.members) membre(s) et \(told.ties) lien(s), en clair"))
    Printer.note(
      told.reserve
        ? say(
          "the reserve is in it: whoever has it reads it",
          fr: "le jardin secret y est : qui l'a le lit")
        : say(
          "the reserve is not in it: \(told.leftOut) member(s) left out",
          fr: "le jardin secret n'y est pas : \(told.leftOut) membre(s) laissé(s)"))
  }
}
