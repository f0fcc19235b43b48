import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork

/// What a professional proposes to add, on the owner's page.
struct ProposedPage {
  /// The proposal.
  let proposed: ProposedAddition
  /// The name of the proposer's service in the register; nil for one who acts alone.
  let service: String?
  /// The owner's network.
  let network: PersonalNetwork
  /// What asked for the page.
  let request: PageRequest

  private var language: Language { request.language }

  /// The proposal's own page.
  static func place(_ id: ProposalID) -> Place { Place("asked", "proposal", id.description) }

  private var place: Place { Self.place(proposed.id) }

  /// The field that holds which document a form was made of.
  private static let shownName = "shown"

  private var shown: String { proposed.received.published.proposal.hash.description }

  /// Whether the form that was sent was made of this very document: who proposes may let one make
  /// room, and send another under the same identifier.
  var isAsShown: Bool { request.fields[Self.shownName] == shown }

  /// Who, what exactly, what a no does, and the four answers.
  var question: PageContent {
    PageContent(ProposedText.asks(language, ["name": proposed.name]), part: "asked") {
      request.form(to: place, .of(class: "paper"), .named("id", "proposal")) {
        AskedPage.noDefault
        tag(
          "p",
          text: service.map {
            ProposedText.service(language, ["name": proposed.name, "service": $0])
          } ?? ProposedText.alone(language, ["name": proposed.name]))
        what
        tag("h2", text: ProposedText.ifNoTitle(language))
        tag("p", text: ProposedText.ifNoAnswer(language))
        tag("h2", text: AskedText.answerTitle(language))
        if proposed.item != nil { tag("p", text: ProposedText.yesIsNext(language)) }
        tag("div", .of(class: "answers"), .named("id", "answers")) {
          AskedPage.button(.no, AskedText.no(language))
          if proposed.item != nil { AskedPage.button(.yes, AskedText.yes(language)) }
          AskedPage.button(.later, AskedText.later(language))
          AskedPage.button(.talk, AskedText.talk(language))
        }
      }
    }
  }

  /// The words and the place of what is taken up; who can see it is not chosen before.
  ///
  /// - Parameter mistake: What was wrong with what the person filled in; nil the first time.
  func choosing(_ item: ProposedItem, mistake: ProposedText? = nil) -> PageContent {
    let fields = mistake == nil ? nil : request.fields
    var content = PageContent(ProposedText.placeTitle(language), part: "asked") {
      if let mistake {
        tag("p", .of(class: "failure"), .named("role", "alert"), text: mistake(language))
      }
      request.form(to: place, .of(class: "paper"), .named("id", "placing")) {
        AskedPage.noDefault
        hidden(Self.shownName, shown)
        what
        if let text = item.text {
          area(
            ProposedText.words(language), name: "words",
            value: fields.map { $0["words"] ?? "" } ?? text, most: 8000)
        }
        selection(
          ProposedText.domain(language), name: "domain",
          options: LifeDomain.allCases.map { ($0.rawValue, $0.title(language)) },
          chosen: fields?["domain"] ?? item.domain.rawValue)
        tag("fieldset") {
          tag("legend", text: ProposedText.reserve(language))
          for (value, text) in [("yes", ProposedText.reserveYes), ("no", .reserveNo)] {
            choice(
              .radio, name: "reserved", value: value, isChosen: fields?["reserved"] == value
            ) { text(language) }
          }
        }
        tag("div", .of(class: "answers")) {
          AskedPage.button(.not, ProposedText.doNotAdd(language))
          AskedPage.button(.sign, ProposedText.add(language))
        }
      }
    }
    content.isFailure = mistake != nil
    return content
  }

  /// How to talk about it; nothing is done.
  func talk(helpers: [String]) -> PageContent {
    PageContent(ProposedText.talkTitle(language), part: "asked") {
      tag("p", .of(class: "notice"), text: ProposedText.talkNothing(language))
      tag(
        "p",
        text: helpers.isEmpty
          ? ProposedText.talkAnyone(language)
          : ProposedText.talkHelper(language, ["names": helpers.joined(separator: ", ")]))
      tag("p", text: ProposedText.talkAsk(language))
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", place.path),
          text: ProposedText.toOne(language))
      }
    }
  }

  /// What the person reads after a yes or a no.
  static func answered(_ isAdded: Bool, _ language: Language) -> PageContent {
    let title: ProposedText = isAdded ? .addedTitle : .refusedTitle
    return PageContent(title(language), part: "asked") {
      if isAdded {
        tag("p", text: ProposedText.addedHint(language))
        tag("p", text: ProposedText.addedSend(language))
      } else {
        tag("p", text: ProposedText.refusedHint(language))
      }
      tag("p", .of(class: "row")) {
        if isAdded {
          tag(
            "a", .of(class: "button"), .named("href", Place("network").path),
            text: ProposedText.toNetwork(language))
        }
        tag(
          "a", .of(class: "button"), .named("href", Place("asked").path),
          text: ProposedText.toList(language))
      }
    }
  }

  /// The proposals as cards, each with the way to it.
  static func list(_ proposals: [ProposedAddition], _ language: Language) -> [HTML] {
    guard !proposals.isEmpty else { return [] }
    return [
      tag("h2", text: ProposedText.listTitle(language)),
      tag("ul", .of(class: "cards"), .named("id", "proposed-open")) {
        for proposed in proposals {
          tag("li", .of(class: "card")) {
            tag("h3", text: proposed.name)
            tag(
              "p", .of(class: "quietly"),
              text: ProposedText.received(
                language, ["day": DayWords.day(proposed.received.receivedAt, language)]))
            tag("p") {
              tag(
                "a", .of(class: "button"), .named("href", place(proposed.id).path),
                .named("aria-label", ProposedText.openOf(language, ["name": proposed.name])),
                text: ProposedText.openOne(language))
            }
          }
        }
      },
    ]
  }

  private var what: [HTML] {
    guard let item = proposed.item,
      let shown = try? NetworkItem(id: NetworkItemID(), content: item.content)
    else { return [tag("p", .of(class: "notice"), text: ProposedText.unreadable(language))] }
    let words = SeenItems(network.items + [shown], language).words(shown)
    return [
      tag("h2", text: ProposedText.whatTitle(language)),
      tag("p", text: item.compartment.title(language)),
      tag("blockquote", .named("id", "proposed")) { tag("p", text: words) },
    ]
  }
}
