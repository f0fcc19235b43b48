import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// A yes before it is signed: its text, what it opens, what refuses it, the helper's part.
struct AskedConsent: Sendable {
  /// The request that it answers.
  let asked: AskedRequest
  /// What the person chose.
  let choice: AskedChoice
  /// The draft, with the attestations that were pasted.
  let held: HeldDraft
  /// What it would open and do.
  let preview: GrantPreview
  /// What policies say that refuse.
  let reasons: [String]
  /// What stays closed.
  let closed: HiddenPart
  /// Who helps.
  let helpers: [AskedHelper]
  /// What asked for the page.
  let request: PageRequest
  /// What was wrong.
  let mistake: AskedText?

  private var language: Language { request.language }
  private var words: RefusalWords { RefusalWords(language: language) }

  /// The policies that ask for a helper's word, and refuse nothing once it is there.
  private static let helperPolicies: Set<String> = ["attestation", "second-attestation"]

  /// What a helper could not change.
  private var isRefused: Bool {
    !preview.verdict.refusals.isEmpty
      || !Self.helperPolicies.isSuperset(of: preview.verdict.policies)
  }

  private var needsHelper: Bool {
    !held.attestations.isEmpty || !Self.helperPolicies.isDisjoint(with: preview.verdict.policies)
  }

  /// The page.
  var content: PageContent {
    get throws {
      let text = try held.sheet.text()
      let title: AskedText = isRefused ? .refusedTitle : .consentTitle
      var content = PageContent(title(language), part: "asked") {
        if let mistake {
          tag("p", .of(class: "failure"), .named("role", "alert"), text: mistake(language))
        }
        if isRefused { refusal }
        tag("h2", text: AskedText.consentText(language))
        tag(
          "div", .of(class: "card"), .named("id", "consent"),
          .named("lang", text.language.rawValue)
        ) { for line in text.lines { tag("p", text: line) } }
        seen
        tag("h2", text: AskedText.hiddenTitle(language))
        closed.words(language)
        if !isRefused { signing(text) }
        tag("p") {
          tag(
            "a", .named("href", asked.place.path), .named("id", "change"),
            text: AskedText.changeLines(language))
        }
      }
      content.isFailure = mistake != nil || isRefused
      return content
    }
  }

  private var seen: [HTML] {
    guard !preview.seen.isEmpty else {
      return [tag("h2", text: AskedText.seenNone(language))]
    }
    let count = preview.seen.count
    return [
      tag(
        "h2",
        text: count == 1
          ? AskedText.seenOne(language) : AskedText.seen(language, ["count": "\(count)"])),
      tag("div", .named("id", "seen")) { SeenItems(preview.seen, language).outline() },
    ]
  }

  private func signing(_ text: ConsentText) -> HTML {
    request.form(to: asked.place, .of(class: "paper"), .named("id", "sign")) {
      AskedPage.noDefault
      for (name, value) in choice.fields { hidden(name, value) }
      asked.standingField
      hidden("text", text.hash.description)
      area(
        AskedText.inWords(language), name: "words", value: request.fields["words"] ?? "",
        most: 2000, hint: AskedText.inWordsHint(language))
      tag("h2", text: AskedText.helperTitle(language))
      helper
      if preview.verdict.allows {
        tag("h2", text: AskedText.answerTitle(language))
        tag("div", .of(class: "answers")) {
          AskedPage.button(.not, AskedText.doNotSign(language))
          AskedPage.button(.sign, AskedText.sign(language))
        }
      } else {
        AskedPage.button(.not, AskedText.doNotSign(language))
      }
    }
  }
}

extension AskedConsent {
  /// Who helps; where the record asks for their word, the way to it.
  private var helper: [HTML] {
    var pieces = [
      helpers.isEmpty
        ? tag("p", text: AskedText.helperNone(language))
        : tag("ul", .named("id", "helpers")) {
          for helper in helpers {
            tag("li", text: helper.words(language).joined(separator: " "))
          }
        }
    ]
    guard needsHelper else { return pieces }
    pieces += reasons.map { tag("p", .of(class: "notice"), text: $0) }
    pieces += held.attestations.map(said)
    pieces += [
      tag("p", text: AskedText.helperSheetHint(language)),
      tag("p") { AskedPage.button(.sheet, AskedText.helperSheet(language)) },
      area(
        AskedText.helperWord(language), name: "attestations",
        value: request.fields["attestations"] ?? "", hint: AskedText.helperWordHint(language)),
      tag("p") { AskedPage.button(.read, AskedText.helperRead(language)) },
    ]
    return pieces
  }

  private func said(_ word: AttestationPublication) -> HTML {
    let link: AskedText =
      switch word.attestation.payload.link {
      case .none: .linkNone
      case .family: .linkFamily
      case .friend: .linkFriend
      case .colleague: .linkColleague
      case .other: .linkOther
      }
    return tag("div", .of(class: "card")) {
      tag("p", text: AskedText.helperSaid(language, ["name": word.card.payload.name]))
      tag(
        "p",
        text: AskedText.helperLink(language, ["name": asked.name, "link": link(language)]))
    }
  }

  /// What refuses, and what would fit as a choice that is ready.
  private var refusal: [HTML] {
    let limits = preview.verdict.refusals.compactMap {
      words.sentence($0, walled: preview.after.walledDomains)
    }
    let told = limits + reasons
    let refused = tag("div", .of(class: "failure"), .named("id", "refused")) {
      tag("p", text: AskedText.refusedHint(language))
      tag("ul") {
        for line in told.isEmpty ? [AskedText.rule(language)] : told { tag("li", text: line) }
      }
    }
    // Only a limit can be kept within by asking less; a rule says itself what is missing.
    guard !preview.verdict.refusals.isEmpty else { return [refused] }
    return [refused, tag("h2", text: AskedText.fitTitle(language))] + fit
  }

  private var fit: [HTML] {
    guard let fit = preview.fit else { return [tag("p", text: AskedText.fitNone(language))] }
    let lines = tag("ul", .named("id", "fit")) {
      for line in words.changes(fit) { tag("li", text: line) }
    }
    guard fit.ended.isEmpty else {
      return [
        lines,
        tag("p") {
          tag(
            "a", .of(class: "button"), .named("href", Place("who").path),
            text: OwnerText.openWho(language))
        },
      ]
    }
    let narrower = AskedChoice(choice, fitting: fit)
    return [
      lines,
      request.form(to: asked.place, .of(class: "inline")) {
        for (name, value) in narrower.fields { hidden(name, value) }
        asked.standingField
        tag(
          "button", .named("type", "submit"), .of(class: "button"), .named("name", "answer"),
          .named("value", AskedAnswer.yes.rawValue), .named("id", "answer-fit"),
          text: AskedText.fitChoose(language))
      },
    ]
  }
}
