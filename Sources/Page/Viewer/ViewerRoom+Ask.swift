import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork

extension ViewerRoom {
  /// Asks a person for access, one question a screen; nothing is sent before the last.
  func ask(_ request: PageRequest) async throws -> PageAnswer {
    let draft = AskDraft(request.isPost ? request.fields : FormFields())
    let canWrite = try draft.address.map { try desk.knowsCard(of: $0) } ?? false
    let step = draft.next(canWrite: canWrite)
    if step == .check, request.isPost, let address = draft.address, let asking = draft.asking {
      _ = try await desk.ask(address, asking)
      return .see(Place("asked", query: ["sent": "yes"]))
    }
    let isWrong = request.isPost && draft.answered == step && step != .check
    var content = PageContent(Self.question(step)(request.language), part: "ask") {
      if isWrong {
        tag(
          "p", .of(class: "failure"), .named("role", "alert"),
          text: ViewerText.askWrong(request.language))
      }
      request.form(to: Place("ask"), .named("id", "ask-\(step.rawValue)")) {
        draft.kept(at: step)
        fields(step, draft, request.language)
        tag(
          "button", .named("type", "submit"), .of(class: "main"),
          text: step == .check
            ? ViewerText.send(request.language) : ViewerText.goOn(request.language))
      }
      if step != .address {
        tag("p") {
          tag(
            "a", .named("href", Place("ask").path), text: ViewerText.startAgain(request.language))
        }
      }
    }
    content.isFailure = isWrong
    return .page(content)
  }

  private static func question(_ step: AskDraft.Step) -> ViewerText {
    switch step {
    case .address: .askAddress
    case .purpose: .askPurpose
    case .reason: .askReason
    case .scope: .askScope
    case .words: .askWords
    case .check: .askCheck
    }
  }

  @HTMLBuilder private func fields(
    _ step: AskDraft.Step, _ draft: AskDraft, _ language: Language
  ) -> [HTML] {
    switch step {
    case .address:
      field(
        ViewerText.address(language), name: "address", value: draft.addressText,
        isRequired: true, hint: ViewerText.addressHint(language))
    case .purpose:
      choices(
        ViewerText.purpose(language), .radio, "purpose",
        Purpose.allCases.filter { $0 != .emergency }.map { ($0.rawValue, $0.title(language)) })
    case .reason:
      choices(
        ViewerText.reason(language), .radio, "reason",
        RequestReason.allCases.map { ($0.rawValue, $0.title(language)) },
        chosen: [draft.reason?.rawValue].compactMap(\.self))
      field(
        ViewerText.days(language), name: "days", value: draft.days.map { "\($0)" } ?? "",
        isRequired: true, most: 3, hint: ViewerText.daysHint(language))
    case .scope:
      choices(
        ViewerText.domains(language), .checkbox, "domain",
        LifeDomain.allCases.map { ($0.rawValue, $0.title(language)) },
        chosen: draft.domains.map(\.rawValue))
      choices(
        ViewerText.facets(language), .checkbox, "facet",
        Facet.allCases.map { ($0.rawValue, $0.title(language)) },
        chosen: draft.facets.map(\.rawValue))
      choice(.checkbox, name: "referent", value: "yes", isChosen: draft.referent) {
        ViewerText.referent(language)
      }
    case .words:
      area(
        ViewerText.words(language), name: "note", value: draft.note ?? "",
        most: AskDraft.longestNote, hint: ViewerText.wordsHint(language))
    case .check:
      check(draft, language)
      hidden("send", "yes")
    }
  }

  private func choices(
    _ title: String, _ kind: ChoiceKind, _ name: String, _ options: [(String, String)],
    chosen: [String] = []
  ) -> HTML {
    tag("fieldset") {
      tag("legend", text: title)
      for (value, words) in options {
        choice(kind, name: name, value: value, isChosen: chosen.contains(value)) { words }
      }
    }
  }

  @HTMLBuilder private func check(_ draft: AskDraft, _ language: Language) -> [HTML] {
    tag("ul", .named("id", "check")) {
      if let address = draft.address {
        tag("li", text: ViewerText.toPerson(language, ["name": name(of: address)]))
      }
      if let purpose = draft.purpose {
        tag("li", text: ViewerText.forPurpose(language, ["purpose": purpose.title(language)]))
      }
      if let reason = draft.reason {
        tag("li", text: ViewerText.because(language, ["reason": reason.title(language)]))
      }
      if let days = draft.days {
        tag("li", text: ViewerText.forDays(language, ["count": "\(days)"]))
      }
      for compartment in draft.compartments { tag("li", text: compartment.title(language)) }
      if draft.referent { tag("li", text: ViewerText.referent(language)) }
      if let note = draft.note { tag("li") { tag("blockquote", text: note) } }
    }
    tag("p", text: ViewerText.answerIsTheirs(language))
  }
}
