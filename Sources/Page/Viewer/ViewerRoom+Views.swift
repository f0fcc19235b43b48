import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension ViewerRoom {
  /// What one may see, one access, a view, and giving back.
  func views(_ request: PageRequest) async throws -> PageAnswer {
    let segments = request.place.segments
    switch (segments.count, request.isPost) {
    case (1, false): return try await list(request)
    case (2, false): return try await access(segments[1], request)
    case (3, true) where segments[2] == "open": return try await open(segments[1], request)
    case (3, true) where segments[2] == "propose":
      let (address, grant) = try await grant(segments[1])
      return try await propose(grant, of: address, request)
    case (3, true) where segments[2] == "give-back":
      let (address, grant) = try await grant(segments[1])
      try await desk.giveBack(grant, of: address)
      return .see(Place("views", query: ["done": "yes"]))
    default: return .nothingHere
    }
  }

  private func list(_ request: PageRequest) async throws -> PageAnswer {
    let language = request.language
    let (open, isWhole) = try await heard()
    return .page(
      PageContent(ViewerText.views(language), part: "views") {
        if request.place.query["done"] != nil {
          tag(
            "p", .of(class: "notice"), .named("role", "status"),
            text: ViewerText.givenBack(language))
        }
        if request.place.query["proposed"] != nil {
          tag(
            "p", .of(class: "notice"), .named("role", "status"), text: ProposeText.sent(language))
        }
        if !isWhole { tag("p", .of(class: "notice"), text: ViewerText.offline(language)) }
        table(of: open, language)
      })
  }

  /// What an access opens and until when, before it is opened.
  private func access(_ id: String, _ request: PageRequest) async throws -> PageAnswer {
    let language = request.language
    let (address, verified) = try await grant(id)
    let grant = verified.payload
    return .page(
      PageContent(name(of: address), part: "views") {
        tag("ul", .named("id", "access")) {
          tag(
            "li",
            text: ViewerText.forPurpose(language, ["purpose": grant.purpose.title(language)]))
          tag(
            "li",
            text: ViewerText.untilDay(language, ["day": DayWords.day(grant.notAfter, language)])
          )
          for compartment in grant.compartments { tag("li", text: compartment.title(language)) }
          if !grant.selection.isEmpty {
            tag(
              "li", text: ViewerText.chosen(language, ["count": "\(grant.selection.count)"]))
          }
        }
        tag("p", .of(class: "notice"), text: ViewerText.willBeLogged(language))
        request.form(to: Place("views", id, "open")) {
          tag(
            "button", .named("type", "submit"), .of(class: "main"), .named("id", "open-view"),
            text: ViewerText.openView(language))
        }
        tag("h2", text: ViewerText.giveBack(language))
        tag("p", text: ViewerText.giveBackHint(language))
        request.form.button(
          ViewerText.giveBack(language), to: Place("views", id, "give-back"), class: "stop")
      })
  }

  /// A view, written once and forgotten.
  private func open(_ id: String, _ request: PageRequest) async throws -> PageAnswer {
    let language = request.language
    let (address, grant) = try await grant(id)
    let (view, receipt) = try await desk.open(grant, of: address)
    let words = SeenItems(view.items.map(\.item), language, for: .viewer)
    return .page(
      PageContent(
        ViewerText.viewOf(language, ["name": view.owner.payload.name]), part: "views"
      ) {
        tag("p", .of(class: "notice"), .named("id", "logged"), text: ViewerText.isLogged(language))
        if !receipt.isWitnessed { tag("p", text: ViewerText.notWitnessed(language)) }
        words.outline("h2")
        proposing(id, view.items.map(\.item), request)
      })
  }

  /// The access with exactly this identifier, verified again.
  private func grant(
    _ id: String
  ) async throws -> (address: Address, grant: VerifiedDocument<Grant>) {
    let (address, grant) = try await desk.grant(id)
    guard grant.payload.id.description == id else { throw DeskError.noSuchGrant }
    return (address, grant)
  }
}
