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
      "Leave out what only the hub tells: openings, requests and refusals.",
      fr: "Sans ce que seul le hub dit : ouvertures, demandes et refus."))
  var local = false

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    var entries: [LogEntry] = []
    var requests: [ReceivedRequest] = []
    if !local {
      (entries, requests) = try await desk.withHub { hub in
        (try await desk.readLog(hub).compactMap(\.entry), try await desk.requests(hub))
      }
    }
    let now = Date()
    let reading = try desk.signals(entries, at: now, on: Moment.today(now))
    let printer = SignalsPrinter(network: reading.network, signals: reading.signals)
    let proposals = ProposedObstacles(
      proposals: desk.proposedObstacles(reading, requests), network: reading.network)
    if options.json {
      return try Printer.json(Told(signals: printer, proposedObstacles: proposals))
    }
    printer.table()
    proposals.tell()
    if local {
      Printer.note(
        say(
          "without the log, nothing is known of openings, requests and refusals",
          fr: "sans le journal, on ne sait rien des ouvertures, des demandes ni des refus"))
    }
  }

  private struct Told: Encodable {
    let signals: SignalsPrinter
    let proposedObstacles: ProposedObstacles
  }
}
