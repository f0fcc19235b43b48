import Consent
import Foundation
import Keys
import PersonalNetwork
import Record

/// Each person who has an access, what they see, and the way to take it back.
struct WhoList {
  /// What is known.
  let sees: WhoSees
  /// The helpers who are enrolled.
  let helpers: [EnrolledHelper]
  /// What asked for the page.
  let request: PageRequest

  private var language: Language { request.language }

  /// The page.
  var content: PageContent {
    PageContent(OwnerText.who(language), part: "who") {
      sees.notices(request)
      stop
      tag("h2", text: WhoText.nowTitle(language))
      if sees.standing.isEmpty {
        tag("p", .named("id", "who-none"), text: WhoText.nobody(language))
      } else {
        tag("ul", .of(class: "cards"), .named("id", "who-now")) { sees.standing.map(card) }
        tag("p") {
          tag(
            "a", .of(class: "button"), .named("href", Place("who", "matrix").path),
            text: WhoText.matrix(language))
        }
      }
      past
      help
    }
  }

  private var stop: HTML {
    guard sees.stopped else {
      return tag("section", .named("id", "stop")) {
        request.form.button(
          WhoText.stopAll(language), to: Place("who", "stop"), class: "button stop")
        tag("p", text: WhoText.stopHint(language))
      }
    }
    return tag("section", .of(class: "failure"), .named("id", "stopped")) {
      tag("p", text: (sees.stopWaits ? WhoText.stopWaits : .stopped)(language))
      tag("p", text: WhoText.resumeHint(language))
      request.form.button(WhoText.resume(language), to: Place("who", "resume"))
    }
  }

  private func card(_ access: WhoAccess) -> HTML {
    tag("li", .of(class: "card")) {
      tag("h3", text: access.name)
      access.facts(language)
      tag("p", text: WhoText.sees(language))
      tag("ul") { for line in access.scope(language) { tag("li", text: line) } }
      tag("div", .of(class: "row")) {
        access.revoke(request)
        tag(
          "a", .of(class: "button"), .named("href", access.place.path),
          .named("aria-label", WhoText.detailsOf(language, ["name": access.name])),
          text: WhoText.details(language))
      }
    }
  }

  private var past: [HTML] {
    guard !sees.past.isEmpty else { return [] }
    return [
      tag("details", .named("id", "who-past")) {
        tag("summary", text: WhoText.past(language))
        tag("ul") {
          for access in sees.past {
            let end = access.published.endedAt ?? access.grant.notAfter
            tag("li") {
              tag(
                "a", .named("href", access.place.path),
                text: WhoText.pastLine(
                  language,
                  [
                    "name": access.name, "purpose": access.grant.purpose.title(language),
                    "state": access.state(language), "day": DayWords.day(end, language),
                  ]))
            }
          }
        }
      }
    ]
  }

  private var help: [HTML] {
    var pieces = [
      tag("h2", text: WhoText.helpersTitle(language)),
      tag("p", text: WhoText.helpersHint(language)),
    ]
    guard !helpers.isEmpty else {
      return pieces + [tag("p", text: WhoText.helpersNone(language))]
    }
    pieces.append(tag("ul", .of(class: "cards"), .named("id", "helpers")) { helpers.map(helper) })
    return pieces
  }

  private func helper(_ helper: EnrolledHelper) -> HTML {
    let name = helper.card.payload.name
    return tag("li", .of(class: "card")) {
      tag(
        "p",
        text: WhoText.helperLine(
          language,
          ["name": name, "day": DayWords.day(helper.enrolment.payload.issuedAt, language)]))
      if helper.enrolment.payload.mayStop { tag("p", text: WhoText.helperMayStop(language)) }
      request.form.button(
        WhoText.dismiss(language),
        to: Place("who", "helper", helper.fingerprint.description, "dismiss"),
        label: WhoText.dismissOf(language, ["name": name]))
    }
  }
}
