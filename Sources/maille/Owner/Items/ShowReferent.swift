import ArgumentParser
import Consent
import Foundation
import HubClient
import PersonalNetwork
import Record

/// `maille referent show`.
struct ShowReferent: AsyncParsableCommand {
  static let configuration = command(
    "show", "Five bars for each référent, with their figures; they rank nobody.",
    fr: "Cinq barres pour chaque référent, avec leurs chiffres ; elles ne classent personne.",
    examples: ["maille referent show", "maille referent show Paul --local --json"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("One of your référents.", fr: "Un de vos référents."))
  var member: String?

  @Flag(
    help: spoken(
      "Leave out what only the log tells: who opened how often.",
      fr: "Sans ce que seul le journal dit : qui a ouvert combien de fois."))
  var local = false

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let network = try desk.state.network()
    let wanted = try member.map { try network.member(named: $0) }
    let found = network.referents.map(\.designation)
      .filter { wanted == nil || $0.member == wanted }
    guard wanted == nil || !found.isEmpty else {
      throw CommandFailure.invalid(
        say("this member is not a référent", fr: "ce membre n'est pas référent"),
        hint: say("see 'maille status'", fr: "voyez « maille status »"))
    }
    var entries: [LogEntry] = []
    if !local, !found.isEmpty {
      entries = try await desk.withHub { hub in
        try await desk.readLog(hub).compactMap(\.entry)
      }
    }
    let now = Date()
    let signals = try desk.signals(entries, at: now, on: Moment.today(now))
    let printers = try found.map { designation in
      ReferentPrinter(
        designation: designation, network: network,
        reading: try ReferentReading(
          designation, ReferentFacts(designation, in: network, timeZone: .current),
          signals: signals))
    }
    if options.json { return try Printer.json(printers) }
    if printers.isEmpty {
      Printer.line(say("You have no référent.", fr: "Vous n'avez pas de référent."))
    }
    for (number, printer) in printers.enumerated() {
      if number > 0 { Printer.line() }
      printer.tell()
    }
  }
}
