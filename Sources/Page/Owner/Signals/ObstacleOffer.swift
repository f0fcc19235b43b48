import PersonalNetwork

/// The obstacles that the owner may note, each with what suggests it and the way to its form.
///
/// Nothing is noted here: the form asks where it weighs and how much, and ticks nothing.
struct ObstacleOffer {
  /// The obstacles.
  let proposals: [ObstacleProposal]
  /// The record that names the référents.
  let network: PersonalNetwork
  let language: Language

  /// One section for each obstacle.
  var sections: [HTML] {
    proposals.map { proposal in
      tag("section", .of(class: "card"), .named("id", "obstacle-" + proposal.code.rawValue)) {
        tag("h2", text: SignalText.maybe(language))
        tag("p") { tag("strong", text: proposal.code.title(language)) }
        body(proposal)
      }
    }
  }

  /// The same inside the page of a request that presses; empty where nothing is to be noted.
  var notice: [HTML] {
    proposals.map { proposal in
      tag("div", .of(class: "notice"), .named("id", "obstacle-" + proposal.code.rawValue)) {
        tag("p", text: SignalText.pressing(language))
        tag("p") { tag("strong", text: proposal.code.title(language)) }
        body(proposal)
      }
    }
  }

  @HTMLBuilder private func body(_ proposal: ObstacleProposal) -> [HTML] {
    tag("p", text: SignalText.why(language))
    tag("ul") {
      for ground in proposal.grounds {
        tag("li", text: ground.title(language) + " (" + ground.basis(language) + ")")
      }
    }
    if proposal.isAsked { tag("p", text: instead) }
    tag("p", text: SignalText.yours(language))
    tag("p") {
      tag(
        "a", .of(class: "button"), .named("href", Self.form(proposal).path),
        text: SignalText.note(language))
    }
  }

  /// What may be given in the place of the access.
  private var instead: String {
    let names = network.referents.compactMap { network.card($0.designation.member)?.label }
    guard !names.isEmpty else { return SignalText.insteadNumber(language) }
    let brief = names.map { ItemWords.brief($0, 60) }
    return SignalText.instead(language, ["name": LogWords.list(brief, language)])
  }

  /// The form of an obstacle, with the code and who it may be about.
  static func form(_ proposal: ObstacleProposal) -> Place {
    var query = ["code": proposal.code.rawValue]
    query["member"] = proposal.member?.description
    return Place("network", "add", NetworkFormKind.obstacle.rawValue, query: query)
  }
}
