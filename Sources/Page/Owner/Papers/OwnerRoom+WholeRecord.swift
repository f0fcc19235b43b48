import Foundation
import HubClient
import PersonalNetwork
import Record

extension OwnerRoom {
  /// The whole record to take away, in a file that only its own passphrase opens.
  func wholeRecord(_ request: PageRequest) async throws -> PageAnswer {
    guard request.isPost else { return .page(wholePage(request, nil)) }
    switch ChosenPassphrase(request.fields) {
    case .short: return .page(wholePage(request, .phraseShort))
    case .differs: return .page(wholePage(request, .phraseDiffers))
    case .right(let passphrase):
      let export = try await desk.export(passphrase: passphrase)
      return .file(name: "record.age", type: "application/octet-stream", data: export.file)
    }
  }

  private func wholePage(_ request: PageRequest, _ failure: PapersText?) -> PageContent {
    let language = request.language
    var content = PageContent(PapersText.whole(language), part: "papers") {
      if let failure {
        tag(
          "p", .of(class: "failure"), .named("role", "alert"), .named("id", "failure"),
          text: failure(language))
      }
      tag("p", text: PapersText.wholeWhat(language))
      tag("p", .of(class: "notice"), text: PapersText.wholeSecret(language))
      tag("p", text: PapersText.wholeChoose(language))
      tag("p", text: PapersText.wholeLose(language))
      tag("p", .of(class: "quietly"), text: PapersText.wholeTool(language))
      request.form(to: Place("papers", "whole"), .named("id", "take")) {
        field(
          PapersText.phrase(language), name: "passphrase", type: "password", isRequired: true,
          hint: PapersText.phraseHint(language))
        field(
          PapersText.phraseAgain(language), name: "passphrase-again", type: "password",
          isRequired: true)
        tag(
          "button", .named("type", "submit"), .of(class: "main"),
          text: PapersText.wholeTake(language))
      }
      Self.paperFooter(language, prints: false)
    }
    content.isFailure = failure != nil
    return content
  }
}
