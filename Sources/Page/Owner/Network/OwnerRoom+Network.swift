import Foundation
import HubClient
import PersonalNetwork
import Record

/// What was just done, as the next page tells it.
enum NetworkDone: String {
  case added, changed, removed, reserved, unreserved, masked, unmasked, undone, sent

  /// The sentence.
  var text: NetworkText {
    switch self {
    case .added: .doneAdded
    case .changed: .doneChanged
    case .removed: .doneRemoved
    case .reserved: .doneReserved
    case .unreserved: .doneUnreserved
    case .masked: .doneMasked
    case .unmasked: .doneUnmasked
    case .undone: .doneUndone
    case .sent: .doneSent
    }
  }
}

extension Place {
  /// A place of the network, where the person also reads what was just done.
  static func network(_ segments: String..., done: NetworkDone) -> Place {
    switch segments.count {
    case 2: Place("network", segments[0], segments[1], query: ["done": done.rawValue])
    default: Place("network", query: ["done": done.rawValue])
    }
  }
}

extension OwnerRoom {
  /// The network: the picture, the lists, and what changes them.
  func network(_ request: PageRequest) async throws -> PageAnswer {
    let rest = Array(request.place.segments.dropFirst())
    switch (rest.count, rest.first, request.isPost) {
    case (0, _, false):
      let day = request.place.query["at"] ?? ""
      return try day.isEmpty ? networkOverview(request) : networkPast(day, request)
    case (1, "send", true):
      try await send()
      return .see(.network(done: .sent))
    case (1, "undo", true): return try await networkUndo(request)
    case (2, "domain", false): return try networkDomain(rest[1], request)
    case (2, "member", false): return try networkMember(rest[1], request)
    case (2, "item", false): return try await networkItem(rest[1], request)
    case (2, "reserve", true): return try networkReserve(rest[1], request)
    case (2, "mask", true): return try networkMask(rest[1], request)
    case (2, "remove", _): return try networkRemove(rest[1], request)
    case (2, "change", _): return try networkChange(rest[1], request)
    case (1, "add", false): return .page(networkAddChoice(request))
    case (2, "add", _): return try networkAdd(rest[1], request)
    default: return .nothingHere
    }
  }

  private func networkOverview(_ request: PageRequest) throws -> PageAnswer {
    let language = request.language
    let network = try desk.state.network()
    let picture = NetworkPicture(network, language)
    let list = NetworkList(ItemWords(network: network, language: language))
    let undo = NetworkUndo(desk.record.lastAct)
    let unsent = try networkUnsent(request)
    return .page(
      PageContent(OwnerText.network(language), part: "network") {
        networkNotice(request)
        unsent
        tag("p", .of(class: "row no-print")) {
          tag(
            "a", .of(class: "button"), .named("id", "add"),
            .named("href", Place("network", "add").path)
          ) {
            Pictogram.add.image
            tag("span", text: NetworkText.add(language))
          }
        }
        if picture.dots.isEmpty {
          tag("p", .named("id", "empty"), text: NetworkText.empty(language))
          tag("p", text: NetworkText.emptyHint(language))
        } else {
          section(of: picture, language)
          list.people(picture)
        }
        if network.count > 0 { list.domains }
        undo.section(ItemWords(network: network, language: language), request.form)
        if network.count > 0 { pastForm("", language) }
      })
  }

  func section(of picture: NetworkPicture, _ language: Language) -> HTML {
    tag("section") {
      tag("h2", .named("id", "picture"), text: NetworkText.picture(language))
      tag("p", text: NetworkText.pictureHint(language))
      // A small screen moves over the picture; the page itself stays in its width.
      tag(
        "div", .of(class: "wide"), .named("role", "region"), .named("tabindex", "0"),
        .named("aria-labelledby", "picture")
      ) {
        picture.drawing(language)
      }
      picture.key(language)
    }
  }

  private func networkDomain(_ segment: String, _ request: PageRequest) throws -> PageAnswer {
    let words = ItemWords(network: try desk.state.network(), language: request.language)
    guard let domain = LifeDomain(rawValue: segment),
      let content = NetworkList(words).domain(
        domain, page: Int(request.place.query["page"] ?? "0") ?? -1)
    else { return .nothingHere }
    return .page(content)
  }

  /// What was just done, and the way to take it back.
  func networkNotice(_ request: PageRequest) -> HTML {
    guard let done = request.place.query["done"].flatMap(NetworkDone.init) else { return .nothing }
    return tag("div", .of(class: "notice"), .named("role", "status"), .named("id", "done")) {
      tag("p", text: done.text(request.language))
      if done != .sent, done != .undone {
        NetworkUndo(desk.record.lastAct).button(request.language, request.form)
      }
    }
  }

  /// That changes are on this device alone, and the button to send them; nothing where none are.
  func networkUnsent(_ request: PageRequest) throws -> HTML {
    guard try desk.record.needsCommit(at: request.time) || !desk.state.outbox.isEmpty else {
      return .nothing
    }
    return tag("div", .of(class: "notice"), .named("id", "unsent")) {
      tag("p", text: NetworkText.unsent(request.language))
      request.form.button(OwnerText.send(request.language), to: Place("network", "send"))
    }
  }
}
