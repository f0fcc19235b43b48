import Consent
import Foundation
import HubClient
import PersonalNetwork

/// The requests: those that wait, and folded below those that have an answer.
struct AskedList {
  /// The requests, newest first.
  let requests: [AskedRequest]
  /// The additions that wait, oldest first.
  let proposals: [ProposedAddition]
  /// The language of the page.
  let language: Language

  /// The page.
  var content: PageContent {
    let open = requests.filter { !$0.received.declined && !$0.answered }
    let past = requests.filter { $0.received.declined || $0.answered }
    return PageContent(OwnerText.asked(language), part: "asked") {
      if open.isEmpty, proposals.isEmpty {
        tag("p", .named("id", "asked-none"), text: AskedText.nobody(language))
      }
      if !open.isEmpty {
        tag("ul", .of(class: "cards"), .named("id", "asked-open")) { open.map(card) }
      }
      ProposedPage.list(proposals, language)
      if !past.isEmpty {
        tag("details", .named("id", "asked-past")) {
          tag("summary", text: AskedText.past(language))
          tag("ul") { past.map(line) }
        }
      }
    }
  }

  private func card(_ asked: AskedRequest) -> HTML {
    tag("li", .of(class: "card")) {
      tag("h2", text: asked.name)
      if let service = asked.service { tag("p", text: service) }
      tag(
        "p",
        text: AskedText.purpose(language, ["purpose": asked.asked.purpose.title(language)]))
      tag(
        "p", .of(class: "quietly"),
        text: AskedText.received(
          language, ["day": DayWords.day(asked.received.receivedAt, language)]))
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", asked.place.path),
          .named("aria-label", AskedText.openOf(language, ["name": asked.name])),
          text: AskedText.openOne(language))
      }
    }
  }

  private func line(_ asked: AskedRequest) -> HTML {
    let said: AskedText = asked.answered ? .saidYes : .saidNo
    return tag("li") {
      tag("p", text: said(language, ["name": asked.name]))
      tag("p") {
        tag(
          "a", .named("href", asked.place.path),
          text: AskedText.again(language, ["name": asked.name]))
      }
    }
  }
}
