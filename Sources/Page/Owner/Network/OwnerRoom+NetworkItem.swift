import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// A member: what the card says, all that is about them, and what can be done.
  func networkMember(_ segment: String, _ request: PageRequest) throws -> PageAnswer {
    let network = try desk.state.network()
    guard let member = MemberID(segment), let item = network[member.card], item.member != nil else {
      return .nothingHere
    }
    let language = request.language
    let words = ItemWords(network: network, language: language)
    let list = NetworkList(words)
    let about = network.items.filter {
      $0.id != item.id && ($0.carrier == member || $0.content.names.contains(member))
        && $0.content.kind != .mask
    }
    let ties = about.filter { $0.content.kind == .tie }
    let others = about.filter { $0.content.kind != .tie }
    let unsent = try networkUnsent(request)
    return .page(
      PageContent(words.name(member), part: "network") {
        networkNotice(request)
        unsent
        table(of: item, words)
        seen(item, network, request)
        tag("h2", text: NetworkText.whereCounts(language))
        if ties.isEmpty { tag("p", text: NetworkText.countsNowhere(language)) }
        if !ties.isEmpty { list.list(ties.prefix(NetworkList.pageSize)) }
        if !others.isEmpty {
          tag("h2", text: NetworkText.alsoHere(language))
          list.list(others.prefix(NetworkList.pageSize))
          if others.count > NetworkList.pageSize {
            tag("p", text: NetworkText.moreItems(language))
          }
        }
        tag("h2", text: NetworkText.addAbout(language))
        tag("p", .of(class: "row no-print")) {
          for kind in NetworkFormKind.aboutMember { add(kind, to: member, language) }
        }
        acts(item, network, request)
      })
  }

  private func add(_ kind: NetworkFormKind, to member: MemberID, _ language: Language) -> HTML {
    tag(
      "a", .of(class: "button"),
      .named(
        "href", Place("network", "add", kind.rawValue, query: ["member": "\(member)"]).path),
      text: kind.title(language))
  }

  /// An item that is no card: what it says, and what can be done.
  func networkItem(_ segment: String, _ request: PageRequest) async throws -> PageAnswer {
    let network = try desk.state.network()
    guard let item = NetworkItemID(segment).flatMap({ network[$0] }) else { return .nothingHere }
    if item.member != nil { return .see(Place("network", "member", "\(item.id)")) }
    if case .mask(let mask) = item.content {
      return .see(Place("network", "member", "\(mask.member)"))
    }
    let language = request.language
    let words = ItemWords(network: network, language: language)
    let members = ([item.carrier] + item.content.names).compactMap(\.self)
    let unsent = try networkUnsent(request)
    var bars = HTML.nothing
    if case .referent(let designation) = item.content {
      bars = try await referentBars(designation, request)
    }
    return .page(
      PageContent(item.content.kind.title(language), part: "network") {
        networkNotice(request)
        unsent
        tag("p", text: words.sentence(item))
        table(of: item, words)
        if !members.isEmpty {
          tag("ul", .of(class: "items"), .named("aria-label", NetworkText.people(language))) {
            for member in members {
              tag("li") {
                tag(
                  "a", .named("href", Place("network", "member", "\(member)").path),
                  text: words.name(member))
              }
            }
          }
        }
        seen(item, network, request)
        bars
        acts(item, network, request)
      })
  }

  private func table(of item: NetworkItem, _ words: ItemWords) -> HTML {
    tag("table", .of(class: "details")) {
      for detail in words.details(item) {
        tag("tr") {
          tag("th", .named("scope", "row"), text: detail.name)
          tag("td", .of(class: "own-words"), text: detail.value)
        }
      }
    }
  }

  /// Who has an access that opens the item.
  private func seen(
    _ item: NetworkItem, _ network: PersonalNetwork, _ request: PageRequest
  ) -> HTML {
    let language = request.language
    if network.isReserved(item) {
      return tag("p", .of(class: "notice"), .named("id", "seen")) {
        tag("span", .of(class: "row")) {
          Pictogram.lock.image
          tag("span", text: NetworkText.reservedHere(language))
        }
      }
    }
    let mask = item.member.flatMap { network.mask(of: $0) }
    return tag("p", .named("id", "seen")) {
      people(
        seers(of: mask ?? item, network, at: request.time), mask == nil ? .seenBy : .roleSeenBy,
        nobody: .seenByNobody, language)
    }
  }

  private func people(
    _ names: [String], _ some: NetworkText, nobody: NetworkText, _ language: Language
  ) -> HTML {
    .text(
      names.isEmpty
        ? nobody(language)
        : some(language, ["names": names.map { ItemWords.brief($0, 60) }.joined(separator: ", ")]))
  }

  /// The names of those with a standing access to an item, each once.
  private func seers(
    of item: NetworkItem, _ network: PersonalNetwork, at now: Date
  ) -> [String] {
    let places = Set(network.compartments(of: item))
    guard !places.isEmpty else { return [] }
    let names = desk.state.standingGrants(at: now).map(\.publication).filter { publication in
      let terms = publication.grant.payload.terms
      return places.contains { terms.covers(item, in: $0) }
    }.map(\.viewerCard.payload.name)
    return Set(names).sorted()
  }

  /// What can be done with an item.
  private func acts(
    _ item: NetworkItem, _ network: PersonalNetwork, _ request: PageRequest
  ) -> HTML {
    let language = request.language
    return tag("section", .of(class: "no-print"), .named("id", "acts")) {
      tag("h2", text: NetworkText.whatToDo(language))
      if NetworkFormKind(item.content) != nil {
        tag("p") {
          tag(
            "a", .of(class: "button"), .named("id", "change"),
            .named("href", Place("network", "change", "\(item.id)").path),
            text: NetworkText.change(language))
        }
      }
      reserving(item, network, request)
      masking(item, network, request)
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("id", "remove"),
          .named("href", Place("network", "remove", "\(item.id)").path),
          text: NetworkText.remove(language))
      }
      tag("p") { NetworkList.back(language) }
    }
  }

  /// Into the secret garden, or out of it with who will see it then.
  private func reserving(
    _ item: NetworkItem, _ network: PersonalNetwork, _ request: PageRequest
  ) -> [HTML] {
    let language = request.language
    let place = Place("network", "reserve", "\(item.id)")
    guard item.mayBeReserved else { return [] }
    guard item.reserved else {
      let hint: NetworkText = network.isReserved(item) ? .reservedWithMember : .reserveHint
      return [
        tag("p", text: hint(language)),
        request.form.button(NetworkText.reserve(language), to: place, fields: ["to": "in"]),
      ]
    }
    var open = network
    guard let next = try? item.revised(reserved: false), (try? open.put(next)) != nil else {
      return []
    }
    return [
      tag("p") {
        if open.isReserved(next) {
          NetworkText.reservedWithMember(language)
        } else {
          people(
            seers(of: next, open, at: request.time), .unreserveSeen, nobody: .unreserveNobody,
            language)
        }
      },
      request.form.button(NetworkText.unreserve(language), to: place, fields: ["to": "out"]),
    ]
  }

  private func masking(
    _ item: NetworkItem, _ network: PersonalNetwork, _ request: PageRequest
  ) -> [HTML] {
    guard case .card(let card) = item.content, let member = item.member else { return [] }
    let language = request.language
    let place = Place("network", "mask", "\(item.id)")
    if network.mask(of: member) != nil {
      return [
        tag("p", text: NetworkText.unmaskHint(language)),
        request.form.button(NetworkText.unmask(language), to: place, fields: ["to": "off"]),
      ]
    }
    guard !card.formal, !network.isReserved(member) else { return [] }
    return [
      tag("p", text: NetworkText.maskHint(language)),
      request.form.button(NetworkText.mask(language), to: place, fields: ["to": "on"]),
    ]
  }
}
