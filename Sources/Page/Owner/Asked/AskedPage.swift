import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork

/// One request: who, why, until when, what exactly, what stays hidden, and the four answers.
struct AskedPage {
  /// The request.
  let asked: AskedRequest
  /// The owner's network.
  let network: PersonalNetwork
  /// What asked for the page.
  let request: PageRequest
  /// What the person had filled in; nil the first time.
  let filled: FormFields?
  /// What was wrong with it.
  let mistake: AskedText?
  /// The obstacles that the request suggests.
  var proposals: [ObstacleProposal] = []

  private var language: Language { request.language }

  /// The page.
  var content: PageContent {
    let name = ["name": asked.name] as KeyValuePairs
    var content = PageContent(AskedText.asks(language, name), part: "asked") {
      if let mistake {
        tag("p", .of(class: "failure"), .named("role", "alert"), text: mistake(language))
      }
      if asked.received.declined {
        tag("p", .of(class: "notice"), text: AskedText.saidNo(language, name))
      }
      if asked.answered {
        tag("p", .of(class: "notice"), text: AskedText.saidYes(language, name))
      }
      request.form(to: asked.place, .of(class: "paper"), .named("id", "request")) {
        Self.noDefault
        asked.standingField
        who
        why
        until
        lines
        hidden
        promises
        limits
        ObstacleOffer(proposals: proposals, network: network, language: language).notice
        answers
      }
    }
    content.isFailure = mistake != nil
    return content
  }

  /// Stands first in a form, so that the Enter key alone answers nothing.
  static let noDefault = tag(
    "button", .named("type", "submit"), .flag("disabled"), .flag("hidden"))

  private var who: [HTML] {
    [
      tag("h2", text: AskedText.whoTitle(language)),
      tag(
        "p",
        text: asked.service.map {
          AskedText.service(language, ["name": asked.name, "service": $0])
        } ?? AskedText.alone(language, ["name": asked.name])),
      tag("p", text: AskedText.onlyOne(language)),
      asked.asked.referent ? tag("p", text: AskedText.asReferent(language)) : .nothing,
      asked.compared
        ? tag("p", text: AskedText.comparedBefore(language))
        : tag("details") {
          tag("summary", text: AskedText.isIt(language))
          tag("p", text: AskedText.digits(language))
          tag("p", .of(class: "digits"), text: asked.received.viewerCard.signer.digits)
          choice(
            .checkbox, name: "compared", value: "yes",
            isChosen: filled?.all("compared") == ["yes"]
          ) { AskedText.compared(language) }
        },
    ]
  }

  private var why: [HTML] {
    let payload = asked.asked
    var pieces = [
      tag("h2", text: AskedText.whyTitle(language)),
      tag("p", text: AskedText.purpose(language, ["purpose": payload.purpose.title(language)])),
      tag("p", text: AskedText.reason(language, ["reason": payload.reason.title(language)])),
    ]
    if let note = asked.note {
      pieces.append(tag("h3", text: AskedText.note(language)))
      pieces.append(
        tag("blockquote", .named("id", "note")) {
          for line in note.split(whereSeparator: \.isNewline) { tag("p", text: String(line)) }
        })
    }
    return pieces
  }

  private var until: [HTML] {
    let days = asked.asked.days
    let proposed = ChosenDay.proposed(days: days, from: request.time)
    return [
      tag("h2", text: AskedText.untilTitle(language)),
      tag(
        "p",
        text: days == 1
          ? AskedText.askedOne(language) : AskedText.asked(language, ["count": "\(days)"])),
      field(
        AskedText.untilDay(language), name: "until",
        value: filled.map { $0["until"] ?? "" } ?? proposed?.description ?? "", type: "date",
        hint: AskedText.untilHint(language)),
    ]
  }

  private var lines: [HTML] {
    AskedLines(
      asked: asked.asked.compartments, network: network, language: language, filled: filled
    ).pieces
  }

  private var hidden: [HTML] {
    [tag("h2", text: AskedText.hiddenTitle(language))]
      + HiddenPart(
        in: network, seen: seen, open: asked.asked.compartments.compactMap(\.domain)
      ).words(language)
  }

  private var seen: [NetworkItem] {
    KeptScope(compartments: asked.asked.compartments, items: []).lines(in: network)
  }

  private var promises: [HTML] {
    [
      tag("h2", text: AskedText.passTitle(language)),
      tag("p", text: AskedText.passAnswer(language)),
      tag("h2", text: AskedText.ifNoTitle(language)),
      tag("p", text: AskedText.ifNoAnswer(language)),
    ]
  }

  private var limits: [HTML] {
    guard !asked.received.refusals.isEmpty else { return [] }
    let words = RefusalWords(language: language)
    return [
      tag("div", .of(class: "notice"), .named("id", "limits")) {
        tag("p", text: AskedText.breaks(language))
        tag("ul") {
          for line in asked.received.refusals.compactMap({ words.sentence($0) }) {
            tag("li", text: line)
          }
        }
        tag("p", text: AskedText.breaksHint(language))
      }
    ]
  }

  private var answers: [HTML] {
    let all: [(AskedAnswer, AskedText)] = [
      (.no, .no), (.yes, .yes), (.later, .later), (.talk, .talk),
    ]
    return [
      tag("h2", text: AskedText.answerTitle(language)),
      tag("p", text: AskedText.yesIsNext(language)),
      tag("div", .of(class: "answers"), .named("id", "answers")) {
        for (answer, text) in all { Self.button(answer, text(language)) }
      },
    ]
  }

  /// A button that gives an answer.
  static func button(_ answer: AskedAnswer, _ title: String) -> HTML {
    tag(
      "button", .named("type", "submit"), .of(class: "button"), .named("name", "answer"),
      .named("value", answer.rawValue), .named("id", "answer-" + answer.rawValue), text: title)
  }
}

extension HiddenPart {
  /// What stays closed, for the owner alone.
  func words(_ language: Language) -> [HTML] {
    var pieces: [HTML] = []
    switch items {
    case 0: pieces.append(tag("p", text: AskedText.hiddenNone(language)))
    case 1: pieces.append(tag("p", text: AskedText.hiddenOne(language)))
    default:
      pieces.append(tag("p", text: AskedText.hiddenCount(language, ["count": "\(items)"])))
    }
    if reserved > 0 {
      pieces.append(tag("p", text: AskedText.hiddenReserve(language, ["count": "\(reserved)"])))
    }
    if !domains.isEmpty {
      pieces.append(tag("p", text: AskedText.hiddenDomains(language)))
      pieces.append(tag("ul") { for domain in domains { tag("li", text: domain.title(language)) } })
    }
    pieces.append(tag("p", text: AskedText.hiddenUntold(language)))
    return pieces
  }
}
