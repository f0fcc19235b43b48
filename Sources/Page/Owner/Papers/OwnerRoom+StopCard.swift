import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// The stop card: made, shown to print, and all of them cancelled.
  func stopCard(_ parts: [String], _ request: PageRequest) async throws -> PageAnswer {
    switch (parts, request.isPost) {
    case ([], false): return .page(stopCardPage(request))
    case ([], true):
      made.card = try await desk.makeStopCard(at: request.time)
      return .see(Place("papers", "card", "made"))
    case (["made"], false):
      guard let card = made.card else { return .see(Place("papers", "card")) }
      return .page(madeCardPage(card, request))
    case (["cancel"], true):
      made.card = nil
      try await desk.withdrawStopCards(at: request.time)
      return .see(Place("papers", "card", query: ["done": "cancelled"]))
    default: return .nothingHere
    }
  }

  private func stopCardPage(_ request: PageRequest) -> PageContent {
    let language = request.language
    return PageContent(PapersText.cardMine(language), part: "papers") {
      if request.place.query["done"] == "cancelled" {
        tag(
          "p", .of(class: "notice"), .named("role", "status"), .named("id", "cancelled"),
          text: PapersText.cardDropped(language))
      }
      tag("p", text: PapersText.cardWhat(language))
      tag("p", text: PapersText.cardKeep(language))
      tag("p") {
        request.form.button(PapersText.cardMake(language), to: Place("papers", "card"))
      }
      if made.card != nil {
        tag("p") {
          tag(
            "a", .named("href", Place("papers", "card", "made").path),
            text: PapersText.cardShow(language))
        }
      }
      tag("section", .named("id", "cancel")) {
        tag("h2", text: PapersText.cardDrop(language))
        tag("p", text: PapersText.cardDropWhat(language))
        request.form.button(
          PapersText.cardDrop(language), to: Place("papers", "card", "cancel"), class: "stop")
      }
      Self.paperFooter(language, prints: false)
    }
  }

  /// The card itself; nothing else of the page is printed.
  private func madeCardPage(_ card: PrintedStopCard, _ request: PageRequest) -> PageContent {
    let language = request.language
    return PageContent(PapersText.card(language), part: "papers") {
      tag("section", .named("id", "stop-card")) {
        tag(
          "p",
          text: PapersText.cardMade(
            language,
            [
              "name": desk.state.ownerCard.payload.name,
              "when": DayWords.moment(card.card.payload.issuedAt, language),
            ]))
        StopCardWords.sentences(language, command: StopCardWords.command)
          .map { tag("p", text: $0) }
        if let code = QRCode(card.text) {
          code.drawing(PapersText.cardCode(language))
        } else {
          tag("p", text: PapersText.cardNoCode(language))
        }
        tag("p") { tag("code", text: card.text) }
      }
      tag("p", .of(class: "no-print"), text: PapersText.cardKeep(language))
      Self.paperFooter(language)
    }
  }
}
