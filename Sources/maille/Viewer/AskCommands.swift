import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille ask`.
struct AskCommand: AsyncParsableCommand {
  static let configuration = command(
    "ask", "Ask a person to let you see a part, for one purpose.",
    fr: "Demander à une personne de voir une partie, pour une raison.",
    examples: [
      "maille ask maille:RECORD@HUB:127.0.0.1:8443#OWNER --domain housing --facet people --purpose housing --days 90 --reason new-support"
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var scope: ScopeOptions

  @Argument(
    help: spoken(
      "The person's address, given by hand.",
      fr: "L'adresse de la personne, donnée de la main à la main."))
  var address: Address

  @Option(help: spoken("The one purpose.", fr: "La seule raison."))
  var purpose: Purpose

  @Option(help: spoken("For how many days, 1 to 180.", fr: "Pour combien de jours, de 1 à 180."))
  var days: Int

  @Option(help: spoken("Why, as a code.", fr: "Pourquoi, sous forme de code."))
  var reason: RequestReason

  @Option(
    help: spoken(
      "A few words to the person, read from a file; needs their card.",
      fr: "Quelques mots à la personne, lus dans un fichier ; demande sa carte."))
  var noteFile: String?

  @Flag(help: spoken("You ask to be their référent.", fr: "Vous demandez à être leur référent."))
  var referent = false

  private struct Asked: Encodable {
    let request: String
  }

  func run() async throws {
    let desk = try await ViewerDesk.open(options)
    let request = try await desk.ask(
      address,
      Asking(
        purpose: purpose, reason: reason, days: days, compartments: scope.compartments(),
        referent: referent, note: try noteFile.map { try LocalFile.readText($0) }))
    if options.json { return try Printer.json(Asked(request: request.description)) }
    Printer.line(
      say(
        "Sent. The answer is the person's, and may never come.",
        fr: "Envoyé. La réponse appartient à la personne, et peut ne jamais venir."))
  }
}

/// `maille asked`.
struct AskedCommand: AsyncParsableCommand {
  static let configuration = command(
    "asked", "What you asked, and what is open.",
    fr: "Ce que vous avez demandé, et ce qui est ouvert.",
    examples: ["maille asked", "maille asked --json"])

  @OptionGroup var options: GlobalOptions

  private struct Row: Encodable {
    let request: String
    let record: String
    let purpose: String
    let askedAt: Date
    let answer: String
  }

  func run() async throws {
    let desk = try await ViewerDesk.open(options)
    let rows = try await desk.asked().map { asked in
      Row(
        request: asked.request.id.description, record: asked.address.record.description,
        purpose: asked.request.purpose.rawValue, askedAt: asked.request.issuedAt,
        answer: asked.isOpen ? "open" : "not available")
    }
    if options.json { return try Printer.json(rows) }
    Printer.table(
      [
        "ID", say("RECORD", fr: "DOSSIER"), say("FOR", fr: "POUR"), say("ASKED", fr: "DEMANDÉ"),
        say("ANSWER", fr: "RÉPONSE"),
      ],
      rows.map { row in
        [
          String(row.request.prefix(8)), String(row.record.prefix(8)), row.purpose,
          Moment.shown(row.askedAt),
          row.answer == "open"
            ? say("open", fr: "ouvert") : say("not available", fr: "non disponible"),
        ]
      })
  }
}
