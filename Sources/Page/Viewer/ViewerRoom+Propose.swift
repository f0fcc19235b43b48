import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension ViewerRoom {
  /// The way from an open view to a proposal, with the members that the view named.
  func proposing(
    _ id: String, _ items: [NetworkItem], _ request: PageRequest
  ) -> HTML {
    request.form(to: Place("views", id, "propose"), .named("id", "propose")) {
      tag("p", text: ProposeText.linkHint(request.language))
      for member in ProposeDraft.memberFields(items, request.language) {
        hidden("member", member)
      }
      tag(
        "button", .named("type", "submit"), .of(class: "button"),
        text: ProposeText.link(request.language))
    }
  }

  /// Proposes an addition, one question a screen; nothing is sent before the last.
  func propose(
    _ grant: VerifiedDocument<Grant>, of address: Address, _ request: PageRequest
  ) async throws -> PageAnswer {
    let language = request.language
    let draft = ProposeDraft(request.fields, under: grant.payload.compartments)
    let place = Place("views", grant.payload.id.description, "propose")
    guard !draft.openKinds.isEmpty else {
      return .page(
        PageContent(ProposeText.link(language), part: "views") {
          tag("p", text: ProposeText.nothingToPropose(language))
        })
    }
    if draft.isSent, let item = draft.item {
      _ = try await desk.propose(item, under: grant, to: address)
      return .see(Place("views", query: ["proposed": "yes"]))
    }
    let step = draft.next
    let isWrong = draft.answered == step && step != .check
    var content = PageContent(Self.question(step)(language), part: "views") {
      if isWrong {
        tag(
          "p", .of(class: "failure"), .named("role", "alert"), text: ProposeText.wrong(language))
      }
      request.form(to: place, .named("id", "propose-\(step.rawValue)")) {
        draft.kept(at: step)
        fields(step, draft, name: name(of: address), language)
        tag(
          "button", .named("type", "submit"), .of(class: "main"),
          text: step == .check ? ProposeText.send(language) : ProposeText.goOn(language))
      }
      tag("p") {
        tag(
          "a", .named("href", Place("views", grant.payload.id.description).path),
          text: ProposeText.startAgain(language))
      }
    }
    content.isFailure = isWrong
    return .page(content)
  }

  private static func question(_ step: ProposeDraft.Step) -> ProposeText {
    switch step {
    case .kind: .askKind
    case .domain: .askDomain
    case .about: .askAbout
    case .words: .askWords
    case .check: .askCheck
    }
  }

  @HTMLBuilder private func fields(
    _ step: ProposeDraft.Step, _ draft: ProposeDraft, name: String, _ language: Language
  ) -> [HTML] {
    switch step {
    case .kind:
      options(
        ProposeText.kind(language), "kind",
        draft.openKinds.map { ($0.rawValue, $0.title(language)) })
    case .domain:
      options(
        ProposeText.domain(language), "domain",
        draft.openDomains.map { ($0.rawValue, $0.title(language)) })
    case .about:
      selection(
        ProposeText.about(language), name: "about",
        options: [("", ProposeText.nobody(language))]
          + draft.members.map { ($0.member.description, $0.label.printable) })
    case .words: details(draft, language)
    case .check:
      check(draft, name: name, language)
      hidden("send", "yes")
    }
  }

  private func options(_ title: String, _ name: String, _ options: [(String, String)]) -> HTML {
    tag("fieldset") {
      tag("legend", text: title)
      for (value, words) in options { choice(.radio, name: name, value: value) { words } }
    }
  }

  @HTMLBuilder private func details(_ draft: ProposeDraft, _ language: Language) -> [HTML] {
    switch draft.kind {
    case .tie:
      selection(
        ProposeText.strength(language), name: "strength",
        options: [("", ProposeText.strengthUnknown(language))]
          + TieStrength.allCases.map { ("\($0.rawValue)", $0.title(language)) },
        chosen: draft.text("strength"))
    case .card:
      field(
        ProposeText.name(language), name: "words", value: draft.text("words"), isRequired: true,
        most: 200)
      selection(
        ProposeText.memberKind(language), name: "memberKind",
        options: Member.Kind.allCases.map { ($0.rawValue, $0.title(language)) },
        chosen: draft.text("memberKind"))
    case .contact:
      selection(
        ProposeText.detailKind(language), name: "detail",
        options: ContactDetail.Kind.allCases.map { ($0.rawValue, $0.title(language)) },
        chosen: draft.text("detail"))
      field(
        ProposeText.words(language), name: "words", value: draft.text("words"), isRequired: true,
        most: 200)
    case .appointment: appointment(draft, language)
    default:
      area(ProposeText.words(language), name: "words", value: draft.text("words"), most: 2000)
    }
  }

  @HTMLBuilder private func appointment(_ draft: ProposeDraft, _ language: Language) -> [HTML] {
    field(
      ProposeText.words(language), name: "words", value: draft.text("words"), isRequired: true,
      most: 500)
    field(
      ProposeText.day(language), name: "day", value: draft.text("day"), type: "date",
      isRequired: true)
    field(
      ProposeText.hour(language), name: "hour", value: draft.text("hour"), type: "time",
      isRequired: true)
    field(ProposeText.place(language), name: "place", value: draft.text("place"), most: 200)
    options(
      ProposeText.origin(language), "origin",
      Appointment.Origin.allCases.map { ($0.rawValue, $0.title(language)) })
  }

  @HTMLBuilder private func check(
    _ draft: ProposeDraft, name: String, _ language: Language
  ) -> [HTML] {
    tag("ul", .named("id", "check")) {
      tag("li", text: ProposeText.to(language, ["name": name]))
      if let item = draft.item {
        tag("li", text: item.compartment.title(language))
        if let shown = try? NetworkItem(id: NetworkItemID(), content: item.content) {
          tag(
            "li", text: SeenItems(draft.shown(shown), language, for: .viewer).words(shown))
        }
      }
    }
    tag("p", text: ProposeText.linkHint(language))
  }
}

extension ProposeDraft {
  /// The item beside the cards that name its members, for its sentence alone.
  fileprivate func shown(_ item: NetworkItem) -> [NetworkItem] {
    members.compactMap { named in
      (try? Member(kind: .person, label: named.label)).flatMap {
        try? NetworkItem(id: named.member.card, content: .card($0))
      }
    } + [item]
  }
}
