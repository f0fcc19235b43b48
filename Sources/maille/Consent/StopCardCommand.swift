import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import Page
import Record

/// `maille stop-card`.
struct StopCardCommand: AsyncParsableCommand {
  static let configuration = command(
    "stop-card", "Print a card with which anyone can stop everything for you, once.",
    fr: "Imprimer une carte avec laquelle toute personne peut tout arrêter pour vous, une fois.",
    examples: [
      "maille stop-card --out stop-card.html", "maille stop-card --text",
      "maille stop-card --withdraw",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "Write a page to print, with its QR code.",
      fr: "Écrire une page à imprimer, avec son code QR."))
  var out: String?

  @Flag(help: spoken("Print the card's text alone.", fr: "Afficher le texte seul de la carte."))
  var text = false

  @Flag(
    help: spoken(
      "Withdraw every card made so far.", fr: "Annuler toutes les cartes faites jusqu'ici."))
  var withdraw = false

  func validate() throws {
    guard [out != nil, text, withdraw].filter(\.self).count == 1 else {
      throw ValidationError("give one of --out, --text and --withdraw")
    }
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    if withdraw { return try await withdrawAll(desk) }
    let card = try await desk.makeStopCard(at: Date())
    guard let out else { return Printer.line(card.text) }
    let page = StopCardPage(
      card: card, owner: desk.state.ownerCard.payload.name,
      day: Moment.shown(card.card.payload.issuedAt), language: Speech.language)
    guard let html = page.html else {
      throw CommandFailure.local(
        say("the card is too long for a QR code", fr: "la carte est trop longue pour un code QR"),
        hint: say("print its text: --text", fr: "imprimez son texte : --text"))
    }
    try LocalFile.write(Data(html.utf8), to: out)
    if options.json { return try Printer.json(["card": card.card.payload.card.description]) }
    Printer.line(
      say(
        "Made. Print it and keep it where someone you trust finds it.",
        fr: "Faite. Imprimez-la et gardez-la où une personne de confiance la trouve."))
  }

  private func withdrawAll(_ desk: OwnerDesk) async throws {
    try await desk.withdrawStopCards(at: Date())
    if options.json { return try Printer.json(["withdrawn": true]) }
    Printer.line(
      say("No card made so far stops anything.", fr: "Aucune carte faite jusqu'ici n'arrête rien."))
  }
}

extension StopCommand {
  /// Hands a card in, with nobody's key.
  func handIn(_ place: String) async throws {
    let text = LocalFile.exists(place) || place == "-" ? try LocalFile.readText(place) : place
    let printed = try PrintedStopCard(in: text)
    guard let endpoint = HubEndpoint(printed.address.host) else {
      throw ConsentError(.malformedText, at: "stop card")
    }
    do {
      try await HubClient.with(
        endpoint: endpoint, expected: printed.address.hubFingerprint, ring: nil
      ) { hub in try await hub.handIn(printed.card) }
    } catch HubClientError.refused {
      throw CommandFailure(
        .refused,
        say(
          "this card stops nothing: spent, withdrawn or not of this hub",
          fr: "cette carte n'arrête rien : utilisée, annulée ou pas de ce hub"),
        hint: say("the person can stop with 'maille stop'", fr: "la personne peut « maille stop »"))
    }
    if options.json { return try Printer.json(["stopped": true]) }
    Printer.line(
      say(
        "Everything is stopped. Only the person can resume.",
        fr: "Tout est arrêté. Seule la personne peut reprendre."))
  }
}
