import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import Record

/// `maille leave`.
struct LeaveCommand: AsyncParsableCommand {
  static let configuration = command(
    "leave", "Take everything with you, then have the hub erase what it holds.",
    fr: "Tout emporter, puis faire effacer au hub ce qu'il garde.",
    examples: ["maille leave --out nadege.age"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var export: ExportOptions

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    // A leaving that was cut off after the export goes on from there: nothing is exported twice.
    if desk.state.departure != .exported {
      let passphrase = try export.passphrase()
      _ = try await Exporter(desk: desk).write(
        to: export.out, passphrase: passphrase, reopening: true)
      desk.record.note(.exported)
      try desk.save()
    }
    do {
      try await desk.withHub { hub in _ = try await hub.erase(desk.state.record) }
    } catch HubClientError.notAvailable {
      // The hub has nothing of this record any more: the first answer was lost on its way.
    } catch HubClientError.unauthenticated(let problem) where problem?.place == "maille-card" {
      // Nor has it any record of this key.
    }
    desk.record.note(.erased)
    try desk.save()
    if options.json { return try Printer.json(["left": true]) }
    Printer.line(
      say(
        "You have everything in \(export.out), and the hub has erased your record: no key opens it.",
        fr:
          "Vous avez tout dans \(export.out), et le hub a effacé votre dossier : aucune clé ne l'ouvre."
      ))
    Printer.line(
      say(
        "What is on this device stays yours until you remove it.",
        fr: "Ce qui est sur cet appareil reste à vous tant que vous le gardez."))
  }
}
