import ArgumentParser
import Foundation
import HubClient
import Page
import PersonalNetwork
import Record

/// `maille network draw`.
struct DrawNetwork: AsyncParsableCommand {
  static let configuration = command(
    "draw", "Draw your network, the reserve too: an SVG picture, or lists for the terminal.",
    fr: "Dessiner votre réseau, jardin secret compris : une image SVG, ou des listes.",
    examples: [
      "maille network draw --out network.svg", "maille network draw --text",
      "maille network draw --as Paul --at 2026-01-01 --out paul.svg",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var view: ViewOptions

  @Option(
    help: spoken(
      "The file to write (default: standard output).",
      fr: "Le fichier à écrire (par défaut : la sortie standard)."))
  var out: String?

  @Flag(help: spoken("Circles and domains as lists.", fr: "Cercles et domaines en listes."))
  var text = false

  func validate() throws {
    guard !options.json || out != nil else {
      throw ValidationError(
        say(
          "--json tells of a file written with --out",
          fr: "--json parle d'un fichier écrit par --out"))
    }
  }

  private struct Told: Encodable {
    let members: Int
    let file: String
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let network = try view.network(desk)
    let sight = try view.sight(desk, at: Date())
    let language = Speech.language
    let picture = NetworkPicture(
      network, language, as: sight.map { PictureViewer(name: $0.name, items: $0.items) })
    let data =
      text
      ? Data(Printer.harmlessLines(picture.outline(language)).utf8)
      : PictureFile(picture, language).data
    guard let out else { return FileHandle.standardOutput.write(data) }
    try LocalFile.write(data, to: out)
    let told = Told(members: network.members.count, file: out)
    if options.json { return try Printer.json(told) }
    Printer.note(
      say(
        "\(told.members) member(s), the reserve too: whoever has the file reads it",
        fr: "\(told.members) membre(s), jardin secret compris : qui a le fichier le lit"))
  }
}
