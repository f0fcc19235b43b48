import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille objective`.
struct ObjectiveCommand: ParsableCommand {
  static let configuration = command(
    "objective", "What is wanted, and whose wish it is.",
    fr: "Les projets, et de qui ils viennent.",
    examples: ["maille objective add --domain leisure --text \"chanter en public\""],
    subcommands: [
      AddObjective.self, EditObjective.self, RemoveItem<ObjectiveNoun>.self,
      ListItems<ObjectiveNoun>.self,
    ])
}

/// `maille objective add`.
struct AddObjective: AsyncParsableCommand {
  static let configuration = command(
    "add", "Add an objective; it is yours unless --author says whose.",
    fr: "Ajouter un projet ; il est de vous si --author ne dit rien d'autre.",
    examples: [
      "maille objective add --domain work --with Paul --author Paul --text \"un mi-temps\""
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var text: TextOptions

  @Option(help: spoken("The life domain.", fr: "Le domaine de vie."))
  var domain: LifeDomain

  @Option(help: spoken("The member it is pursued with.", fr: "Avec quel membre."))
  var with: String?

  @Option(help: spoken("The member whose wish it is.", fr: "Le membre de qui il vient."))
  var author: String?

  @Option(help: spoken("By when.", fr: "Pour quand."))
  var horizon: Day?

  @Option(help: spoken("How it stands.", fr: "Où il en est."))
  var state = Objective.State.active

  @Flag(help: spoken("Keep it for you alone.", fr: "Le garder pour vous seule."))
  var reserved = false

  func run() async throws {
    let words = try text.read() ?? ""
    let item = try await OwnerDesk.edit(options) { network in
      let objective = try Objective(
        domain: domain, member: try with.map { try network.member(named: $0) }, text: words,
        author: try author.map { .member(try network.member(named: $0)) } ?? .owner,
        horizon: horizon, state: state)
      let item = try NetworkItem(
        id: NetworkItemID(), content: .objective(objective), reserved: reserved)
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille objective edit`.
struct EditObjective: AsyncParsableCommand {
  static let configuration = command(
    "edit", "Reword an objective, or say how it stands.",
    fr: "Redire un projet, ou dire où il en est.",
    examples: ["maille objective edit hK3mZ0 --state reached"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var text: TextOptions

  @Argument(help: spoken("The beginning of its identifier.", fr: "Le début de son identifiant."))
  var objective: String

  @Option(help: spoken("By when, or none.", fr: "Pour quand, ou none."))
  var horizon: Clearable<Day>?

  @Option(help: spoken("How it stands.", fr: "Où il en est."))
  var state: Objective.State?

  func run() async throws {
    let words = try text.read()
    let item = try await OwnerDesk.edit(options) { network in
      let found = try network.item(objective, of: .objective)
      guard case .objective(let old) = found.content else {
        throw OwnerDesk.otherKind("objective")
      }
      let next = try found.revised(
        content: .objective(
          try Objective(
            domain: old.domain, member: old.member, text: words ?? old.text, author: old.author,
            horizon: horizon.replacing(old.horizon), state: state ?? old.state)))
      try network.put(next)
      return next
    }
    try OwnerDesk.tellChanged(item, json: options.json)
  }
}
