import HubClient
import PersonalNetwork
import Record

extension OwnerRoom {
  /// The one question before a form: what to add.
  func networkAddChoice(_ request: PageRequest) -> PageContent {
    let language = request.language
    return PageContent(NetworkText.addAsk(language), part: "network") {
      tag("ul", .of(class: "cards"), .named("id", "add-choice")) {
        for kind in NetworkFormKind.allCases {
          tag("li") {
            tag(
              "a", .of(class: "button"),
              .named("href", Place("network", "add", kind.rawValue).path)
            ) {
              kind.pictogram.image
              tag("span", text: kind.title(language))
            }
          }
        }
      }
      tag("p") { NetworkList.back(language) }
    }
  }

  /// The form that adds something, and what it adds.
  func networkAdd(_ segment: String, _ request: PageRequest) throws -> PageAnswer {
    guard let kind = NetworkFormKind(rawValue: segment) else { return .nothingHere }
    let network = try desk.state.network()
    guard network.members.count >= kind.fewestMembers else {
      return .page(networkMembersFirst(kind, request))
    }
    guard request.isPost else {
      return .page(
        networkForm(kind, nil, NetworkFormValues(request.place, at: request.time), network, request)
      )
    }
    let values = NetworkFormValues(request.fields)
    do {
      let content = try NetworkFormReading(values: values, network: network)
        .content(kind, over: nil)
      let item = try NetworkItem(
        id: NetworkItemID(), content: content,
        reserved: kind.mayBeReserved && values.all("reserved").contains("yes"))
      try desk.edit { try $0.put(item) }
      // Who was just added counts somewhere; that is the next question.
      return kind == .member
        ? .see(
          Place(
            "network", "add", "tie",
            query: ["member": "\(item.id)", "done": NetworkDone.added.rawValue]))
        : .see(.network("item", "\(item.id)", done: .added))
    } catch let problem as NetworkProblem {
      return .page(networkForm(kind, nil, values, network, request, problem: problem))
    } catch let error as NetworkError {
      return .page(
        networkForm(kind, nil, values, network, request, problem: NetworkProblem(error)))
    }
  }

  /// The form that changes an item, and what it changes.
  func networkChange(_ segment: String, _ request: PageRequest) throws -> PageAnswer {
    let network = try desk.state.network()
    guard let item = NetworkItemID(segment).flatMap({ network[$0] }),
      let kind = NetworkFormKind(item.content)
    else { return .nothingHere }
    guard request.isPost else {
      return .page(
        networkForm(kind, item, NetworkFormValues(item.content), network, request))
    }
    let values = NetworkFormValues(request.fields)
    do {
      guard values["version"] == "\(item.version)" else {
        throw NetworkProblem(.problemChanged)
      }
      let content = try NetworkFormReading(values: values, network: network)
        .content(kind, over: item.content)
      try desk.edit { try $0.change(item, to: content) }
      return .see(
        .network(item.member == nil ? "item" : "member", "\(item.id)", done: .changed))
    } catch let problem as NetworkProblem {
      return .page(networkForm(kind, item, values, network, request, problem: problem))
    } catch let error as NetworkError {
      return .page(
        networkForm(kind, item, values, network, request, problem: NetworkProblem(error)))
    }
  }

  private func networkForm(
    _ kind: NetworkFormKind, _ item: NetworkItem?, _ values: NetworkFormValues,
    _ network: PersonalNetwork, _ request: PageRequest, problem: NetworkProblem? = nil
  ) -> PageContent {
    let language = request.language
    let words = ItemWords(network: network, language: language)
    let fields = NetworkFormFields(values: values, words: words, isNew: item == nil)
    let segments = item.map { ("change", $0.id.description) } ?? ("add", kind.rawValue)
    var content = PageContent(
      item == nil ? kind.title(language) : NetworkText.change(language), part: "network"
    ) {
      if let problem {
        tag(
          "p", .of(class: "failure"), .named("role", "alert"), .named("id", "problem"),
          text: problem.text(language))
      } else {
        networkNotice(request)
      }
      if let item { tag("p", text: words.sentence(item)) }
      request.form(to: Place("network", segments.0, segments.1), .named("id", "network-form")) {
        if let item { hidden("version", "\(item.version)") }
        fields.fields(kind)
        tag(
          "button", .named("type", "submit"), .of(class: "main"), text: NetworkText.save(language))
      }
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", networkWayBack(item, values).path),
          text: NetworkText.notNow(language))
      }
    }
    content.isFailure = problem != nil
    return content
  }

  /// Where a person goes who fills in nothing.
  private func networkWayBack(_ item: NetworkItem?, _ values: NetworkFormValues) -> Place {
    if let item {
      return Place("network", item.member == nil ? "item" : "member", "\(item.id)")
    }
    if let member = values["member"].flatMap(MemberID.init) {
      return Place("network", "member", "\(member)")
    }
    return Place("network")
  }

  private func networkMembersFirst(
    _ kind: NetworkFormKind, _ request: PageRequest
  ) -> PageContent {
    let language = request.language
    var content = PageContent(kind.title(language), part: "network") {
      tag("p", .of(class: "notice"), text: NetworkText.membersFirst(language))
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", Place("network", "add", "member").path),
          text: NetworkText.addMember(language))
      }
    }
    content.isFailure = request.isPost
    return content
  }
}

extension PersonalNetwork {
  /// Changes what an item says; the card that stands for a masked member follows.
  mutating func change(_ item: NetworkItem, to content: ItemContent) throws(NetworkError) {
    guard content != item.content else { return }
    var changed = [try item.revised(content: content)]
    if case .card(let card) = content, let member = item.member, let mask = mask(of: member) {
      let next = ItemContent.mask(Mask(of: member, card: card))
      if next != mask.content { changed.append(try mask.revised(content: next)) }
    }
    try put(changed)
  }
}
