import PersonalNetwork

/// The fields of objectives, obstacles and référents.
extension NetworkFormFields {
  /// What is wanted, whose wish it is, and how it stands.
  var objective: [HTML] {
    [lines(.objectiveText, "text")] + (isNew ? [domain, who(.whoWith, isOptional: true)] : []) + [
      selection(
        NetworkText.author(language), name: "author",
        options: ([(Self.owner, Initiator.owner.title(language))] + members)
          .map { (value: $0.0, title: $0.1) }, chosen: values["author"]),
      written(.horizon, "horizon", type: "date"),
      selection(
        NetworkText.state(language), name: "state",
        options: Objective.State.allCases.map { (value: $0.rawValue, title: $0.title(language)) },
        chosen: values["state"] ?? Objective.State.active.rawValue),
    ]
  }

  /// What stands in the way, how much, and later what became of it.
  var obstacle: [HTML] {
    [one(.obstacle, "code", ObstacleCode.allCases, none: .choose)]
      + (isNew ? [domain, who(.whoAbout, isOptional: true)] : [])
      + [
        radios(
          .severity, "severity",
          Obstacle.Severity.allCases.map { ("\($0.rawValue)", $0.title(language)) }),
        lines(.obstacleText, "text"),
      ] + (isNew ? [] : obstacleMore)
  }

  private var obstacleMore: [HTML] {
    [
      lines(.tried, "tried"), one(.outcome, "outcome", Obstacle.Outcome.allCases, none: nil),
      boxes(
        .otherDomains, "otherDomains",
        LifeDomain.allCases.map { ($0.rawValue, $0.title(language)) }),
    ] + services + period
  }

  /// The services and institutions of the network, and whoever was said before.
  private var services: [HTML] {
    let chosen = values.all("services")
    let offered = members.filter { id, _ in
      let kind = MemberID(id).flatMap { words.network.card($0)?.kind }
      return kind == .service || kind == .institution || chosen.contains(id)
    }
    return offered.isEmpty ? [] : [boxes(.services, "services", offered)]
  }

  /// Whom the owner names, since when, and who would stand in.
  var referent: [HTML] {
    [tag("p", .of(class: "notice"), text: NetworkText.referentOpensNothing(language))]
      + (isNew ? [who(.whoReferent)] : []) + [
        written(.since, "since", type: "date", isRequired: true),
        who(.substitute, "substitute", isOptional: true),
      ]
  }

  /// How a form names the owner among the members.
  static let owner = "owner"
}
