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
    examples: ["maille record show", "maille record import nadege.json --dry-run"],
    subcommands: [ShowRecord.self, ImportRecord.self])
}

/// `maille record show`.
struct ShowRecord: AsyncParsableCommand {
  static let configuration = command(
    "show", "Show your record, the reserve too; as it was, or as somebody sees it.",
    fr: "Montrer votre dossier, jardin secret compris ; à une date, ou comme on le voit.",
    examples: [
      "maille record show", "maille record show --json > copy.json",
      "maille record show --at 2026-01-01", "maille record show --as Paul",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var view: ViewOptions

  func validate() throws {
    guard !options.json || view.viewer == nil else {
      throw ValidationError(
        say(
          "--json is a whole record; for one viewer, see 'maille who-sees --viewer'",
          fr: "--json est un dossier entier ; pour une personne, voyez « who-sees --viewer »"))
    }
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let network = try view.network(desk)
    if options.json {
      return FileHandle.standardOutput.write(RecordJSON.write(network))
    }
    let seen = try view.sight(desk, at: Date())?.items
    let items = network.items.filter { seen?.contains($0.id) ?? true }
    ItemPrinter(network: network).outline(items)
    Printer.line(say("\(items.count) item(s).", fr: "\(items.count) élément(s)."))
  }
}
