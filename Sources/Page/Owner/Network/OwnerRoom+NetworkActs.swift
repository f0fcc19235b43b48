import HubClient
import PersonalNetwork
import Record

extension OwnerRoom {
  /// Puts an item into the secret garden or takes it out.
  func networkReserve(_ segment: String, _ request: PageRequest) throws -> PageAnswer {
    guard let id = NetworkItemID(segment), let wanted = request.fields["to"],
      ["in", "out"].contains(wanted), try desk.state.network()[id]?.mayBeReserved == true
    else { return .nothingHere }
    let isMember = try desk.edit { network in
      guard let found = network[id] else { return false }
      if found.reserved != (wanted == "in") {
        try network.put(found.revised(reserved: wanted == "in"))
      }
      return found.member != nil
    }
    return .see(
      .network(
        isMember ? "member" : "item", "\(id)", done: wanted == "in" ? .reserved : .unreserved))
  }

  /// Has a relative shown by role alone, or by name again.
  func networkMask(_ segment: String, _ request: PageRequest) throws -> PageAnswer {
    guard let member = MemberID(segment), let card = try desk.state.network().card(member),
      let wanted = request.fields["to"], ["on", "off"].contains(wanted)
    else { return .nothingHere }
    if wanted == "on", card.formal { return .nothingHere }
    try desk.edit { network in
      let present = network.mask(of: member)
      if wanted == "on", present == nil {
        try network.put(
          NetworkItem(id: NetworkItemID(), content: .mask(Mask(of: member, card: card))))
      } else if wanted == "off", let present {
        try network.remove([present.id])
      }
    }
    return .see(.network("member", "\(member)", done: wanted == "on" ? .masked : .unmasked))
  }

  /// Shows what goes with an item, and removes it when that was seen.
  func networkRemove(_ segment: String, _ request: PageRequest) throws -> PageAnswer {
    let network = try desk.state.network()
    guard let item = NetworkItemID(segment).flatMap({ network[$0] }) else { return .nothingHere }
    let gone = network.dependents(of: item.id)
    guard request.isPost else { return .page(networkRemoval(item, gone, network, request)) }
    // What was added since the person looked does not go unseen.
    guard request.fields["count"] == "\(gone.count)" else {
      var content = networkRemoval(item, gone, network, request, problem: .removeOther)
      content.isFailure = true
      return .page(content)
    }
    try desk.edit { try $0.remove(gone) }
    return .see(.network(done: .removed))
  }

  private func networkRemoval(
    _ item: NetworkItem, _ gone: [NetworkItemID], _ network: PersonalNetwork,
    _ request: PageRequest, problem: NetworkText? = nil
  ) -> PageContent {
    let language = request.language
    let words = ItemWords(network: network, language: language)
    let others = gone.filter { $0 != item.id }.compactMap { network[$0] }
    let back = Place("network", item.member == nil ? "item" : "member", "\(item.id)")
    return PageContent(NetworkText.removeAsk(language), part: "network") {
      if let problem {
        tag("p", .of(class: "failure"), .named("role", "alert"), text: problem(language))
      }
      tag("p", text: words.sentence(item))
      if !others.isEmpty {
        tag(
          "p", text: NetworkText.removeWith(language, ["count": "\(others.count)"]))
        tag("ul", .named("id", "gone")) {
          for other in others.prefix(NetworkList.pageSize) {
            tag("li", text: words.sentence(other))
          }
        }
      }
      tag("p", text: NetworkText.removeHint(language))
      tag("div", .of(class: "answers")) {
        tag("a", .of(class: "button"), .named("href", back.path), text: NetworkText.keep(language))
        request.form.button(
          NetworkText.remove(language), to: Place("network", "remove", "\(item.id)"),
          fields: ["count": "\(gone.count)"])
      }
    }
  }
}

extension NetworkItem {
  /// Whether there is a choice: what is the owner's alone in any case is in no secret garden.
  var mayBeReserved: Bool { member != nil || content.home != nil }
}
