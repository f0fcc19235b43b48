import PersonalNetwork

/// Objectives, obstacles and référents as a form says them.
extension NetworkFormReading {
  /// What is wanted; of one that is changed, domain and member stay.
  func objective(over old: Objective?) throws -> Objective {
    try Objective(
      domain: try old?.domain ?? domain(),
      member: try old == nil ? optionalMember() : old?.member,
      text: try text("text", .problemEmpty), author: try author(), horizon: try day("horizon"),
      state: choice("state") ?? old?.state ?? .active)
  }

  private func author() throws -> Objective.Author {
    guard let text = values["author"], text != NetworkFormFields.owner else { return .owner }
    return .member(try known(text))
  }

  /// What stands in the way; of one that is changed, domain, member and teller stay.
  func obstacle(over old: Obstacle?) throws -> Obstacle {
    let home = try old?.domain ?? domain()
    let others = Set(values.all("otherDomains").compactMap(LifeDomain.init))
    guard let severity: Obstacle.Severity = degree("severity") else {
      throw NetworkProblem(.problemSeverity)
    }
    return try Obstacle(
      domain: home, member: try old == nil ? optionalMember() : old?.member,
      code: try needed("code", NetworkText.problemObstacle),
      otherDomains: others.subtracting([home]),
      services: Set(try values.all("services").map { try known($0) }), from: try day("since"),
      until: try day("until"), severity: severity, saidBy: old?.saidBy ?? .owner,
      tried: values["tried"], outcome: choice("outcome") ?? old?.outcome ?? .remains,
      note: values["text"])
  }

  /// Whom the owner names; of one that is changed, the member stays.
  func referent(over old: ReferentDesignation?) throws -> ReferentDesignation {
    let member = try old?.member ?? member()
    if old == nil, network.referents.contains(where: { $0.designation.member == member }) {
      throw NetworkProblem(.problemReferentAlready)
    }
    let substitute = try optionalMember("substitute")
    guard substitute != member else { throw NetworkProblem(.problemSelf) }
    guard let since = try day("since") else { throw NetworkProblem(.problemDay) }
    return try ReferentDesignation(member: member, since: since, substitute: substitute)
  }
}
