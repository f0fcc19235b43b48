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
