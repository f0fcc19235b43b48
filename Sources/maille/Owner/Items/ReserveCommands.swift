import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille reserve`.
struct Reserve: AsyncParsableCommand {
  static let configuration = command(
    "reserve", "Keep a member or an item for you alone (jardin secret).",
    fr: "Garder un membre ou un élément pour vous seule (jardin secret).",
    examples: ["maille reserve \"Mme Okoro\"", "maille reserve hK3mZ0"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "A member's label or the beginning of an identifier.",
      fr: "Le nom d'un membre ou le début d'un identifiant."))
  var item: String

  func run() async throws {
    let item = try await mark(item, reserved: true, options)
    if options.json { return try Printer.json(ItemPrinter.Row(item)) }
    Printer.line(say("Kept for you alone.", fr: "Gardé pour vous seule."))
    OwnerDesk.remindToSync()
  }
}

/// `maille unreserve`.
struct Unreserve: AsyncParsableCommand {
  static let configuration = command(
    "unreserve", "Take a member or an item out of the reserve.",
    fr: "Sortir un membre ou un élément du jardin secret.",
    examples: ["maille unreserve \"Mme Okoro\""])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "A member's label or the beginning of an identifier.",
      fr: "Le nom d'un membre ou le début d'un identifiant."))
  var item: String

  func run() async throws {
    let item = try await mark(item, reserved: false, options)
    if options.json { return try Printer.json(ItemPrinter.Row(item)) }
    Printer.line(
      say(
        "No longer kept apart. Whoever may see its compartment will see it.",
        fr: "N'est plus gardé à part. Qui peut voir cette partie le verra."))
    OwnerDesk.remindToSync()
  }
}

private func mark(
  _ text: String, reserved: Bool, _ options: GlobalOptions
) async throws -> NetworkItem {
  try await OwnerDesk.edit(options) { network in
    let found = try network.item(text)
    guard found.reserved != reserved else { return found }
    let next = try found.revised(reserved: reserved)
    try network.put(next)
    return next
  }
}

/// `maille referent`.
struct ReferentCommand: ParsableCommand {
  static let configuration = command(
    "referent", "Your référent de proximité; you name and dismiss.",
    fr: "Votre référent de proximité ; vous le nommez et vous le retirez.",
    examples: ["maille referent name Paul"],
    subcommands: [NameReferent.self, ShowReferent.self, DismissReferent.self])
}

/// `maille referent name`.
struct NameReferent: AsyncParsableCommand {
  static let configuration = command(
    "name", "Name a member as your référent; it opens nothing by itself.",
    fr: "Nommer un membre comme référent ; cela n'ouvre rien en soi.",
    examples: ["maille referent name Paul --substitute Inès"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The member.", fr: "Le membre."))
  var member: String

  @Option(help: spoken("Who would stand in.", fr: "Qui remplacerait."))
  var substitute: String?

  @Option(
    help: spoken(
      "Since this day (default: today).", fr: "Depuis ce jour (par défaut : aujourd'hui)."))
  var since: Day?

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let designation = try ReferentDesignation(
        member: try network.member(named: member), since: since ?? .today,
        substitute: try substitute.map { try network.member(named: $0) })
      let item = try NetworkItem(id: NetworkItemID(), content: .referent(designation))
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille referent dismiss`.
struct DismissReferent: AsyncParsableCommand {
  static let configuration = command(
    "dismiss", "End a référent's designation, at once; grants end with 'maille revoke'.",
    fr: "Retirer un référent, tout de suite ; les accès se retirent avec « maille revoke ».",
    examples: ["maille referent dismiss Paul"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The member.", fr: "Le membre."))
  var member: String

  func run() async throws {
    let gone = try await OwnerDesk.edit(options) { network in
      let member = try network.member(named: member)
      let found = network.referents.filter { $0.designation.member == member }.map(\.id)
      guard !found.isEmpty else {
        throw CommandFailure.invalid(
          say("this member is not a référent", fr: "ce membre n'est pas référent"),
          hint: say("see 'maille status'", fr: "voyez « maille status »"))
      }
      try network.remove(found)
      return found
    }
    if options.json { return try Printer.json(gone.map(\.description)) }
    Printer.line(say("Dismissed.", fr: "Retiré."))
    OwnerDesk.remindToSync()
  }
}

extension Day {
  /// Today, in UTC.
  static var today: Day {
    let text = String(Date().formatted(.iso8601).prefix(10))
    return Day(text) ?? Day.first
  }

  private static let first: Day = {
    guard let day = Day(year: 1970, month: 1, day: 1) else { preconditionFailure("no such day") }
    return day
  }()
}
