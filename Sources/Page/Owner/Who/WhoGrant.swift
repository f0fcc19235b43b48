import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// One access: its lines while it stands; then what was taken back, and what cannot be undone.
struct WhoGrant {
  /// The access.
  let access: WhoAccess
  /// What it opens, as it is now.
  let lines: [NetworkItem]
  /// What the viewer sees, drawn against the rest.
  let picture: NetworkPicture
  /// Whether the hub has not heard of its end yet.
  let isWaiting: Bool
  /// What asked for the page.
  let request: PageRequest

  private var language: Language { request.language }

  /// The page.
  var content: PageContent {
    access.published.isEnded(at: request.time) ? ended : standing
  }

  private var standing: PageContent {
    PageContent(WhoText.grantOf(language, ["name": access.name]), part: "who") {
      access.facts(language)
      if access.standing != .open { tag("p", text: WhoText.grantHidden(language)) }
      access.revoke(request)
      tag("div", .named("id", "seen")) {
        if lines.isEmpty {
          tag("p", text: WhoText.grantNothing(language))
        } else {
          SeenItems(lines, language).outline("h2")
        }
      }
      if access.standing == .open, !picture.dots.isEmpty { drawn }
      back
    }
  }

  private var drawn: HTML {
    tag("section") {
      tag(
        "h2", .named("id", "picture"),
        text: PictureText.sightHeading(language, ["name": access.name]))
      tag(
        "div", .of(class: "wide"), .named("role", "region"), .named("tabindex", "0"),
        .named("aria-labelledby", "picture")
      ) {
        picture.drawing(language)
      }
      picture.key(language)
    }
  }

  private var ended: PageContent {
    PageContent(WhoText.takenTitle(language, ["name": access.name]), part: "who") {
      if isWaiting {
        tag("div", .of(class: "notice"), .named("id", "waiting")) {
          tag("p", text: WhoText.waiting(language))
          request.form.button(WhoText.sendAgain(language), to: Place("who", "send"))
        }
      } else {
        tag("p", .of(class: "notice"), .named("id", "taken"), text: WhoText.takenNow(language))
      }
      tag(
        "p",
        text: (access.standing == .revoked ? WhoText.takenWhat : .wasSeen)(language))
      tag("ul") { for line in access.scope(language) { tag("li", text: line) } }
      tag("p", .named("id", "undone"), text: WhoText.takenUndone(language))
      tag("p", text: lastLook)
      back
    }
  }

  private var lastLook: String {
    guard let last = access.use?.lastLook else { return access.looked(language) }
    return WhoText.takenLooked(language, ["day": DayWords.moment(last, language)])
  }

  private var back: HTML {
    tag("p") {
      tag(
        "a", .of(class: "button"), .named("href", Place("who").path),
        text: WhoText.backToAll(language))
    }
  }
}
