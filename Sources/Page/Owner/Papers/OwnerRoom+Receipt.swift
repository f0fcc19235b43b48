import Consent
import Foundation
import HubClient
import Interchange
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// The receipt of an access, as a page to print or as a file.
  func receipt(_ parts: [String], _ request: PageRequest) throws -> PageAnswer {
    guard let id = parts.first,
      let published = desk.state.grants.first(where: {
        $0.publication.grant.payload.id.description == id
      })
    else { return .nothingHere }
    switch parts.dropFirst() {
    case []: return .page(receiptPage(published, request))
    case ["file"]:
      let data = try ConsentReceipt(
        published, authorityName: authorityName(published), at: request.time
      ).data()
      return .file(
        name: "receipt-\(Self.plain(id)).jsonld", type: "application/ld+json", data: data)
    default: return .nothingHere
    }
  }

  /// The beginning of an identifier, as a file's name may have it.
  private static func plain(_ id: String) -> String {
    String(
      id.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }.prefix(8).map(
        Character.init))
  }

  /// The name of a grant's service, as the register has it.
  private func authorityName(_ published: PublishedGrant) -> String? {
    published.publication.grant.payload.authority.flatMap {
      desk.state.hub?.description.register.payload.authority($0)?.name
    }
  }

  private func receiptPage(_ published: PublishedGrant, _ request: PageRequest) -> PageContent {
    let language = request.language
    let grant = published.publication.grant.payload
    let helpers = published.publication.attestations.map(\.card.payload.name)
    return PageContent(PapersText.receipt(language), part: "papers") {
      tag(
        "p",
        text: PapersText.receiptOwner(
          language,
          [
            "name": desk.state.ownerCard.payload.name,
            "when": DayWords.moment(grant.issuedAt, language),
          ]))
      tag("p", .named("id", "standing")) {
        tag("strong", text: standing(published, language, at: request.time))
      }
      consentText(published, language)
      if !helpers.isEmpty {
        tag(
          "p",
          text: PapersText.receiptHelped(
            language, ["names": LogWords.list(helpers, language)]))
      }
      tag("p", text: PapersText.receiptNumber(language))
      tag("p") { tag("code", text: grant.id.description) }
      tag("div", .of(class: "no-print")) {
        tag("p") {
          tag(
            "a", .of(class: "button"),
            .named("href", Place("papers", "receipt", grant.id.description, "file").path),
            text: PapersText.receiptFile(language))
        }
        tag("p", .of(class: "quietly"), text: PapersText.receiptNames(language))
      }
      Self.paperFooter(language)
    }
  }

  /// The text that was read then, in the language of then: the one that the grant names by its hash.
  private func consentText(_ published: PublishedGrant, _ language: Language) -> HTML {
    let grant = published.publication.grant.payload
    guard
      let names = try? ConsentNames(
        viewer: published.publication.viewerCard.payload.name,
        authority: authorityName(published)),
      let text = try? ConsentText(terms: grant.terms, names: names, language: grant.text.language),
      text.reference == grant.text
    else { return tag("p", text: PapersText.receiptTextGone(language)) }
    return tag("section") {
      tag("h2", text: PapersText.receiptText(language))
      tag("blockquote", .named("lang", text.language.rawValue), .named("id", "text")) {
        text.lines.map { tag("p", text: $0) }
      }
    }
  }

  /// How an access stands.
  private func standing(
    _ published: PublishedGrant, _ language: Language, at time: Date
  ) -> String {
    let grant = published.publication.grant.payload
    func when(_ text: PapersText, _ time: Date) -> String {
      text(language, ["when": DayWords.moment(time, language)])
    }
    if let ended = published.endedAt {
      return when(published.end == .givenBack ? .receiptReturned : .receiptRevoked, ended)
    }
    if grant.notAfter <= time { return when(.receiptEnded, grant.notAfter) }
    if desk.state.stopped { return PapersText.receiptStopped(language) }
    if desk.state.loss(of: grant.id) != nil { return PapersText.receiptLost(language) }
    return (grant.notBefore > time ? PapersText.receiptNotBegun : .receiptStanding)(language)
  }
}
