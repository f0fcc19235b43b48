import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// A noun of the command line that stands for kinds of items.
protocol ItemNoun {
  /// The word on the command line.
  static var word: String { get }
  /// The kinds it covers.
  static var kinds: [ItemContent.Kind] { get }
}

enum MemberNoun: ItemNoun {
  static let word = "member"
  static let kinds: [ItemContent.Kind] = [.card]
}

enum TieNoun: ItemNoun {
  static let word = "tie"
  static let kinds: [ItemContent.Kind] = [.tie, .memberTie]
}

enum ContactNoun: ItemNoun {
  static let word = "contact"
  static let kinds: [ItemContent.Kind] = [.contact, .event]
}

enum NoteNoun: ItemNoun {
  static let word = "note"
  static let kinds: [ItemContent.Kind] = [.note]
}

enum AppointmentNoun: ItemNoun {
  static let word = "appointment"
  static let kinds: [ItemContent.Kind] = [.appointment]
}

enum ObjectiveNoun: ItemNoun {
  static let word = "objective"
  static let kinds: [ItemContent.Kind] = [.objective]
}

enum ObstacleNoun: ItemNoun {
  static let word = "obstacle"
  static let kinds: [ItemContent.Kind] = [.obstacle]
}

/// `maille NOUN list`.
struct ListItems<Noun: ItemNoun>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    command(
      "list", "List what the record holds of this kind.", fr: "Lister ce que le dossier contient.",
      examples: ["maille \(Noun.word) list", "maille \(Noun.word) list --domain housing --json"])
  }

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("Only this life domain.", fr: "Ce domaine de vie seulement."))
  var domain: LifeDomain?

  func run() async throws {
    let network = try await OwnerDesk.network(options)
    let items = network.items.filter { item in
      guard Noun.kinds.contains(item.content.kind) else { return false }
      guard let domain else { return true }
      if let member = item.member { return network.domains(of: member).contains(domain) }
      return item.content.domain == domain
    }
    try ItemPrinter(network: network).list(items, json: options.json)
  }
}

/// `maille NOUN remove`.
struct RemoveItem<Noun: ItemNoun>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    command(
      "remove", "Remove an item from the record.", fr: "Retirer un élément du dossier.",
      examples: ["maille \(Noun.word) remove \(Noun.word == "member" ? "Théo" : "hK3mZ0")"])
  }

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The beginning of its identifier, or a member's label.",
      fr: "Le début de son identifiant, ou le nom d'un membre."))
  var item: String

  @Flag(
    help: spoken(
      "Also remove what cannot stay without it.",
      fr: "Retirer aussi ce qui ne peut rester sans lui."))
  var withDependents = false

  func run() async throws {
    let removed = try await OwnerDesk.edit(options) { network in
      let found = try network.item(item, of: Noun.kinds.count == 1 ? Noun.kinds[0] : nil)
      guard Noun.kinds.contains(found.content.kind) else {
        throw CommandFailure.invalid(
          say("this identifier is of another kind", fr: "cet identifiant est d'un autre genre"),
          hint: say("see 'maille \(Noun.word) list'", fr: "voyez « maille \(Noun.word) list »"))
      }
      let gone = withDependents ? network.dependents(of: found.id) : [found.id]
      try network.remove(gone)
      return gone
    }
    if options.json { return try Printer.json(removed.map(\.description)) }
    Printer.line(
      say("Removed \(removed.count) item(s).", fr: "\(removed.count) élément(s) retiré(s)."))
    OwnerDesk.remindToSync()
  }
}
