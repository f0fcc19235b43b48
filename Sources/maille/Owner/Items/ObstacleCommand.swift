import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille obstacle`.
struct ObstacleCommand: ParsableCommand {
  static let configuration = command(
    "obstacle", "What stands in the way, O01 to O20.", fr: "Ce qui bloque, de O01 à O20.",
    examples: ["maille obstacle add --domain care --code O08 --severity 3 --note \"14 mois\""],
    subcommands: [
      AddObstacle.self, EditObstacle.self, RemoveItem<ObstacleNoun>.self,
      ListItems<ObstacleNoun>.self,
    ])
}

/// What an obstacle is like, as options; what is not given stays as it was, `none` empties.
struct ObstacleOptions: ParsableArguments {
  @Option(help: spoken("Another domain where it is felt.", fr: "Un autre domaine où il pèse."))
  var alsoIn: [LifeDomain] = []

  @Option(help: spoken("A service it lies with.", fr: "Un service avec qui il se pose."))
  var service: [String] = []

  @Option(help: spoken("Since this day.", fr: "Depuis ce jour."))
  var since: Clearable<Day>?

  @Option(help: spoken("Until this day.", fr: "Jusqu'à ce jour."))
  var until: Clearable<Day>?

  @Option(help: spoken("Who says so.", fr: "Qui le dit."))
  var saidBy: Teller?

  @Option(help: spoken("What was tried, or none.", fr: "Ce qui a été essayé, ou none."))
  var tried: Clearable<String>?

  @Option(help: spoken("What became of it.", fr: "Ce qu'il est devenu."))
  var outcome: Obstacle.Outcome?

  @Option(help: spoken("A note, or none.", fr: "Une note, ou none."))
  var note: Clearable<String>?

  /// An obstacle with these options applied over `old`.
  func obstacle(
    in network: PersonalNetwork, domain: LifeDomain, member: MemberID?, code: ObstacleCode,
    severity: Obstacle.Severity, over old: Obstacle? = nil
  ) throws -> Obstacle {
    try Obstacle(
      domain: domain, member: member, code: code,
      otherDomains: alsoIn.isEmpty ? Set(old?.otherDomains ?? []) : Set(alsoIn),
      services: service.isEmpty
        ? Set(old?.services ?? []) : Set(try service.map { try network.member(named: $0) }),
      from: since.replacing(old?.from), until: until.replacing(old?.until), severity: severity,
      saidBy: saidBy ?? old?.saidBy ?? .owner, tried: tried.replacing(old?.tried),
      outcome: outcome ?? old?.outcome ?? .remains, note: note.replacing(old?.note))
  }
}

/// `maille obstacle add`.
struct AddObstacle: AsyncParsableCommand {
  static let configuration = command(
    "add", "Say what stands in the way, with one of the codes below.",
    fr: "Dire ce qui bloque, avec un des codes ci-dessous.",
    examples: ["maille obstacle add --domain housing --code O18 --severity 2 --service L'Estran"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var said: ObstacleOptions

  @Option(help: spoken("The life domain.", fr: "Le domaine de vie."))
  var domain: LifeDomain

  @Option(help: spoken("Which, O01 to O20.", fr: "Lequel, de O01 à O20."))
  var code: ObstacleCode

  @Option(help: spoken("How much it weighs, 0 to 3.", fr: "Son poids, de 0 à 3."))
  var severity: Obstacle.Severity

  @Option(help: spoken("The member it is about.", fr: "Le membre dont il s'agit."))
  var about: String?

  @Flag(help: spoken("Keep it for you alone.", fr: "Le garder pour vous seule."))
  var reserved = false

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let obstacle = try said.obstacle(
        in: network, domain: domain, member: try about.map { try network.member(named: $0) },
        code: code, severity: severity)
      let item = try NetworkItem(
        id: NetworkItemID(), content: .obstacle(obstacle), reserved: reserved)
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille obstacle edit`.
struct EditObstacle: AsyncParsableCommand {
  static let configuration = command(
    "edit", "Change an obstacle, or say what became of it.",
    fr: "Changer un obstacle, ou dire ce qu'il est devenu.",
    examples: ["maille obstacle edit hK3mZ0 --outcome lifted --until 2026-06-01"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var said: ObstacleOptions

  @Argument(help: spoken("The beginning of its identifier.", fr: "Le début de son identifiant."))
  var obstacle: String

  @Option(help: spoken("Another code, O01 to O20.", fr: "Un autre code, de O01 à O20."))
  var code: ObstacleCode?

  @Option(help: spoken("How much it weighs, 0 to 3.", fr: "Son poids, de 0 à 3."))
  var severity: Obstacle.Severity?

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let found = try network.item(obstacle, of: .obstacle)
      guard case .obstacle(let old) = found.content else { throw OwnerDesk.otherKind("obstacle") }
      let next = try found.revised(
        content: .obstacle(
          try said.obstacle(
            in: network, domain: old.domain, member: old.member, code: code ?? old.code,
            severity: severity ?? old.severity, over: old)))
      try network.put(next)
      return next
    }
    try OwnerDesk.tellChanged(item, json: options.json)
  }
}
