import Consent
import Foundation
import Keys
import PersonalNetwork
import Record

/// What the person reads after an answer.
enum AskedAfter {
  /// After a no.
  static func declined(_ id: RequestID, _ language: Language) -> PageContent {
    PageContent(AskedText.declinedTitle(language), part: "asked") {
      tag("p", text: AskedText.declinedHint(language))
      tag("p", text: AskedText.declinedBack(language))
      links(id, language)
    }
  }

  /// How to talk about it; nothing is done.
  static func talk(_ id: RequestID, helpers: [String], _ language: Language) -> PageContent {
    PageContent(AskedText.talkTitle(language), part: "asked") {
      tag("p", .of(class: "notice"), text: AskedText.talkNothing(language))
      if helpers.isEmpty {
        tag("p", text: AskedText.talkAnyone(language))
      } else {
        tag(
          "p",
          text: AskedText.talkHelper(language, ["names": helpers.joined(separator: ", ")]))
      }
      tag("p", text: AskedText.talkTogether(language))
      tag("h2", text: AskedText.talkAskTitle(language))
      tag("ul") {
        for question in [AskedText.talkAsk1, .talkAsk2, .talkAsk3, .talkAsk4] {
          tag("li", text: question(language))
        }
      }
      links(id, language)
    }
  }

  /// After a yes was signed, with the way back.
  static func given(_ grant: PublishedGrant, _ request: PageRequest) -> PageContent {
    let language = request.language
    let payload = grant.publication.grant.payload
    let name = grant.publication.viewerCard.payload.name
    return PageContent(AskedText.givenTitle(language), part: "asked") {
      if grant.isEnded(at: request.time) {
        tag("p", .of(class: "notice"), text: AskedText.givenEnded(language))
      } else {
        tag("p", text: AskedText.givenTo(language, ["name": name]))
        tag(
          "p",
          text: AskedText.givenUntil(
            language, ["day": DayWords.moment(payload.notAfter, language)]))
        tag("p", text: AskedText.givenBack(language))
        tag("div", .of(class: "row")) {
          request.form.button(
            WhoText.revoke(language),
            to: Place("who", payload.id.description, "revoke"),
            label: WhoText.revokeFrom(language, ["name": name]), class: "button stop")
        }
      }
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", Place("who").path),
          text: OwnerText.openWho(language))
      }
    }
  }

  private static func links(_ id: RequestID, _ language: Language) -> HTML {
    tag("p", .of(class: "row")) {
      tag(
        "a", .of(class: "button"), .named("href", Place("asked", id.description).path),
        text: AskedText.backToOne(language))
      tag(
        "a", .of(class: "button"), .named("href", Place("asked").path),
        text: AskedText.backToList(language))
    }
  }
}
