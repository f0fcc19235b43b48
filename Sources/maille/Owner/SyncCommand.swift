import ArgumentParser
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// The whole identifier of an item, as an option's value.
struct WholeItemID: ExpressibleByArgument {
  let id: NetworkItemID

  init?(argument: String) {
    guard let id = NetworkItemID(argument) else { return nil }
    self.id = id
  }
}

/// `maille sync`.
struct SyncCommand: AsyncParsableCommand {
  static let configuration = command(
    "sync", "Send what you changed to the hub, and take up what another device changed.",
    fr: "Envoyer au hub ce que vous avez changé, et prendre ce qu'un autre appareil a changé.",
    examples: [
      "maille sync", "maille sync --mine hK3mZ0aaaaaaaaaaaaaaaa --both Zq81xRaaaaaaaaaaaaaaaa",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "Of an item changed on two devices, keep this device's version; may be repeated.",
      fr: "D'un élément changé sur deux appareils, garder la version d'ici ; peut être répété."))
  var mine: [WholeItemID] = []

  @Option(
    help: spoken(
      "Keep the other device's version; may be repeated.",
      fr: "Garder la version de l'autre appareil ; peut être répété."))
  var theirs: [WholeItemID] = []

  @Option(
    help: spoken(
      "Keep both, as two items; may be repeated.",
      fr: "Garder les deux, comme deux éléments ; peut être répété."))
  var both: [WholeItemID] = []

  func validate() throws {
    let named = (mine + theirs + both).map(\.id)
    guard Set(named).count == named.count else {
      throw ValidationError(
        say("an item is named twice", fr: "un élément est nommé deux fois"))
    }
  }

  private struct Done: Encodable {
    let written: Bool
    let version: Int
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    for (choice, items) in [(MergeChoice.mine, mine), (.theirs, theirs), (.both, both)] {
      for item in items { desk.choices[item.id] = choice }
    }
    let written: Bool
    do {
      written = try await desk.withHub { hub in try await desk.synchronise(hub) }
    } catch DeskError.undecided(let conflicts) {
      try show(conflicts, ItemPrinter(network: try desk.state.network()))
      throw DeskError.undecided(conflicts)
    }
    let version = desk.state.manifest?.payload.version ?? 0
    if options.json { return try Printer.json(Done(written: written, version: version)) }
    Printer.line(
      written
        ? say(
          "Sent; the record is at version \(version).",
          fr: "Envoyé ; le dossier est à la version \(version).")
        : say(
          "Nothing to send; the record is at version \(version).",
          fr: "Rien à envoyer ; le dossier est à la version \(version)."))
  }

  private struct Conflict: Encodable {
    let item: String
    let mine: ItemPrinter.Row?
    let theirs: ItemPrinter.Row?
  }

  private func show(_ conflicts: [MergeConflict], _ printer: ItemPrinter) throws {
    if options.json {
      return try Printer.json(
        conflicts.map { conflict in
          Conflict(
            item: conflict.item.description, mine: conflict.mine.map(ItemPrinter.Row.init),
            theirs: conflict.theirs.map(ItemPrinter.Row.init))
        })
    }
    Printer.line(say("Changed on two devices:", fr: "Changé sur deux appareils :"))
    let removed = say("removed", fr: "retiré")
    for conflict in conflicts {
      Printer.line(conflict.item.description)
      for (side, item) in [
        (say("  here:  ", fr: "  ici :     "), conflict.mine),
        (say("  there: ", fr: "  ailleurs : "), conflict.theirs),
      ] {
        let text = item.map { printer.sentence($0) } ?? removed
        Printer.line(side + Printer.harmless(text))
      }
    }
  }
}
