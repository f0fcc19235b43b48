import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille mask`.
struct MaskCommand: AsyncParsableCommand {
  static let configuration = command(
    "mask", "Show a relative by role alone, without their name.",
    fr: "Montrer un proche par son rôle seulement, sans son nom.",
    examples: ["maille mask Maman"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken("The member's label or identifier.", fr: "Le nom ou l'identifiant du membre."))
  var member: String

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let member = try network.member(named: member)
      guard let card = network.card(member), !card.formal else {
        throw CommandFailure.invalid(
          say("only a relative is masked", fr: "seul un proche se masque"),
          hint: say(
            "who is paid or mandated to be there is shown by name",
            fr: "qui est payé ou mandaté est montré par son nom"))
      }
      if let present = network.mask(of: member) { return present }
      let item = try NetworkItem(
        id: NetworkItemID(), content: .mask(Mask(of: member, card: card)))
      try network.put(item)
      return item
    }
    if options.json { return try Printer.json(ItemPrinter.Row(item)) }
    Printer.line(
      say(
        "From now on shown by role alone. What you wrote yourself may still name them.",
        fr: "Montré par son rôle seulement. Ce que vous avez écrit peut encore le nommer."))
    OwnerDesk.remindToSync()
  }
}

/// `maille unmask`.
struct UnmaskCommand: AsyncParsableCommand {
  static let configuration = command(
    "unmask", "Show a masked relative by name again.",
    fr: "Montrer de nouveau un proche par son nom.",
    examples: ["maille unmask Maman"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken("The member's label or identifier.", fr: "Le nom ou l'identifiant du membre."))
  var member: String

  func run() async throws {
    let gone = try await OwnerDesk.edit(options) { network in
      guard let mask = network.mask(of: try network.member(named: member)) else {
        throw CommandFailure.invalid(
          say("this member is not masked", fr: "ce membre n'est pas masqué"),
          hint: say("see 'maille record show'", fr: "voyez « maille record show »"))
      }
      try network.remove([mask.id])
      return mask
    }
    if options.json { return try Printer.json(["unmasked": gone.id.description]) }
    Printer.line(
      say(
        "Shown by name again to whoever may see them.",
        fr: "De nouveau montré par son nom à qui peut le voir."))
    OwnerDesk.remindToSync()
  }
}
