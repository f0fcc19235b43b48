import ArgumentParser
import Consent
import Foundation
import HubClient
import PersonalNetwork
import Record

/// `maille signals`.
struct SignalsCommand: AsyncParsableCommand {
  static let configuration = command(
    "signals", "What your network tells about itself; signals never block anything.",
    fr: "Ce que votre réseau dit de lui-même ; un signal ne bloque jamais rien.",
    examples: ["maille signals", "maille signals --local --json"])

  @OptionGroup var options: GlobalOptions

  @Flag(
    help: spoken(
      "Leave out what only the log tells: openings and refusals.",
      fr: "Sans ce que seul le journal dit : ouvertures et refus."))
  var local = false

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let network = try desk.state.network()
    var entries: [LogEntry] = []
    if !local {
      entries = try await desk.withHub { hub in
        try await desk.readLog(hub).compactMap(\.entry)
      }
    }
    let now = Date()
    let facts = SignalFacts(entries, desk.state.grants.map(\.publication), in: network)
    let printer = SignalsPrinter(
      network: network,
      signals: SignalReading(network, facts, at: now, on: Moment.today(now)).signals)
    if options.json { return try Printer.json(printer) }
    printer.table()
    if local {
      Printer.note(
        say(
          "without the log, nothing is known of openings and refusals",
          fr: "sans le journal, on ne sait rien des ouvertures ni des refus"))
    }
  }
}
