import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// My papers: receipts, the stop card, the whole record, the spare key.
  func papers(_ request: PageRequest) async throws -> PageAnswer {
    let parts = Array(request.place.segments.dropFirst())
    switch (parts.first, request.isPost) {
    case (nil, false): return .page(papersPage(request))
    case ("receipt", false): return try receipt(Array(parts.dropFirst()), request)
    case ("card", _): return try await stopCard(Array(parts.dropFirst()), request)
    case ("whole", _) where parts.count == 1: return try await wholeRecord(request)
    case ("key", _): return try await spareKey(Array(parts.dropFirst()), request)
    default: return .nothingHere
    }
  }

  private func papersPage(_ request: PageRequest) -> PageContent {
    let language = request.language
    func way(_ title: PapersText, _ place: Place) -> HTML {
      tag("p") {
        tag("a", .of(class: "button"), .named("href", place.path), text: title(language))
      }
    }
    return PageContent(PapersText.heading(language), part: "papers") {
      tag("p", text: PapersText.intro(language))
      tag("section", .of(class: "card"), .named("id", "card")) {
        tag("h2", text: PapersText.cardMine(language))
        tag("p", text: PapersText.cardWhat(language))
        way(.cardGo, Place("papers", "card"))
      }
      tag("section", .of(class: "card"), .named("id", "whole")) {
        tag("h2", text: PapersText.whole(language))
        tag("p", text: PapersText.wholeWhat(language))
        way(.wholeGo, Place("papers", "whole"))
      }
      tag("section", .of(class: "card"), .named("id", "key")) {
        tag("h2", text: PapersText.key(language))
        tag("p", text: PapersText.keyWhat(language))
        way(.keyGo, Place("papers", "key"))
      }
      tag("section", .of(class: "card"), .named("id", "receipts")) {
        tag("h2", text: PapersText.receipts(language))
        tag("p", text: PapersText.receiptsWhat(language))
        receiptList(language)
      }
    }
  }

  /// The receipts, the newest access first.
  private func receiptList(_ language: Language) -> HTML {
    let grants = desk.state.grants.reversed().map(\.publication)
    guard !grants.isEmpty else { return tag("p", text: PapersText.receiptsNone(language)) }
    return tag("ul") {
      grants.map { grant in
        tag("li") {
          tag(
            "a",
            .named(
              "href", Place("papers", "receipt", grant.grant.payload.id.description).path),
            text: PapersText.receiptOpen(
              language,
              [
                "name": grant.viewerCard.payload.name,
                "day": DayWords.day(grant.grant.payload.issuedAt, language),
              ]))
        }
      }
    }
  }

  /// The way back, and how to print; nothing of it is on the paper.
  static func paperFooter(_ language: Language, prints: Bool = true) -> HTML {
    tag("div", .of(class: "no-print")) {
      if prints { tag("p", .of(class: "quietly"), text: PapersText.print(language)) }
      tag("p") {
        tag(
          "a", .named("href", Place("papers").path), text: PapersText.backToPapers(language))
      }
    }
  }
}
