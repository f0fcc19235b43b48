import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// The spare key: which kinds there are, and the one on paper after the passphrase was given again.
  func spareKey(_ parts: [String], _ request: PageRequest) async throws -> PageAnswer {
    switch (parts, request.isPost) {
    case ([], false): return .page(spareKeyPage(request, isWrong: false))
    case ([], true):
      guard made.mayTry(at: request.time), let passphrase = request.fields.all("passphrase").first,
        await opens(passphrase)
      else { return .page(spareKeyPage(request, isWrong: true)) }
      let printed = try PrintedKey(desk.ring)
      made.keyFile = printed.file
      return .page(sheet(printed.paper, request))
    case (["kit"], _): return try await kit(request)
    case (["file"], true):
      guard let file = made.keyFile else { return .see(Place("papers", "key")) }
      return .file(name: "key-on-paper.age", type: "application/octet-stream", data: file)
    default: return .nothingHere
    }
  }

  private func spareKeyPage(_ request: PageRequest, isWrong: Bool) -> PageContent {
    let language = request.language
    var content = PageContent(PapersText.key(language), part: "papers") {
      if isWrong {
        tag(
          "p", .of(class: "failure"), .named("role", "alert"), .named("id", "failure"),
          text: PapersText.keyWrong(language))
      }
      tag("p", text: PapersText.keyWhat(language))
      tag("p", .of(class: "quietly"), text: PapersText.keyUnknown(language))
      tag("section", .named("id", "paper")) {
        tag("h2", text: PapersText.keyPaper(language))
        tag("p", text: PapersText.keyPaperWhat(language))
        tag("p", text: PapersText.keyPaperApart(language))
        tag("p", text: PapersText.keyPhraseWhy(language))
        request.form(to: Place("papers", "key")) {
          field(
            PapersText.keyPhrase(language), name: "passphrase", type: "password",
            isRequired: true)
          tag(
            "button", .named("type", "submit"), .of(class: "main"),
            text: PapersText.keyMake(language))
        }
      }
      tag("section", .named("id", "kit")) {
        tag("h2", text: PapersText.keyKit(language))
        tag("p", text: PapersText.keyKitWhat(language))
        tag("p", text: PapersText.keyKitCare(language))
        tag("p") {
          tag(
            "a", .of(class: "button"), .named("href", Place("papers", "key", "kit").path),
            text: PapersText.kitGo(language))
        }
      }
      Self.paperFooter(language, prints: false)
    }
    content.isFailure = isWrong
    return content
  }

  /// The paper: it is shown once, as the answer to the passphrase, and kept nowhere.
  private func sheet(_ paper: String, _ request: PageRequest) -> PageContent {
    let language = request.language
    return PageContent(PapersText.keySheet(language), part: "papers") {
      tag("ol", .of(class: "no-print")) {
        tag("li", text: PapersText.keySheetPrint(language))
        tag("li", text: PapersText.keySheetSave(language))
        tag("li", text: PapersText.keySheetLeave(language))
      }
      tag(
        "p",
        text: PapersText.keySheetOwner(
          language,
          [
            "name": desk.state.ownerCard.payload.name,
            "when": DayWords.moment(request.time, language),
          ]))
      tag("h2", text: PapersText.keyLines(language))
      tag("pre", .of(class: "paper"), .named("id", "paper"), text: paper)
      if let address = desk.state.firstAddress {
        tag("h2", text: PapersText.keyAddress(language))
        tag("p") { tag("code", text: address.description) }
      }
      tag(
        "p",
        text: PapersText.keyUse(language, ["command": "maille restore paper"]))
      request.form.button(
        PapersText.keySave(language), to: Place("papers", "key", "file"), class: "main")
      Self.paperFooter(language)
    }
  }
}
