import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record
import TransparencyLog

/// `maille views`.
struct ViewsCommand: AsyncParsableCommand {
  static let configuration = command(
    "views", "The views that are open to you.", fr: "Les vues qui vous sont ouvertes.",
    examples: ["maille views maille:RECORD@HUB:127.0.0.1:8443#OWNER", "maille views --json"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "A person's address, given by hand; remembered.",
      fr: "L'adresse d'une personne, donnée de la main à la main ; retenue."))
  var address: Address?

  private struct Row: Encodable {
    let grant: String
    let owner: String
    let purpose: String
    let referent: Bool
    let compartments: [String]
    let selected: Int
    let from: Date
    let until: Date
    let endsSoon: Bool
  }

  func run() async throws {
    let desk = try await ViewerDesk.open(options)
    let soon = Date().addingTimeInterval(ViewerDesk.notice)
    let addresses = address.map { [$0] } ?? desk.state.records.map(\.address)
    let rows = try await desk.openAccesses(addresses).map { access in
      let grant = access.grant
      return Row(
        grant: grant.id.description, owner: access.owner, purpose: grant.purpose.rawValue,
        referent: grant.referent, compartments: grant.compartments.map(\.description),
        selected: grant.selection.count, from: grant.notBefore, until: grant.notAfter,
        endsSoon: grant.notAfter <= soon)
    }
    if options.json { return try Printer.json(rows) }
    Printer.table(
      [
        "ID", say("PERSON", fr: "PERSONNE"), say("FOR", fr: "POUR"), say("OPENS", fr: "OUVRE"),
        say("UNTIL", fr: "JUSQU'AU"),
      ],
      rows.map { row in
        [
          String(row.grant.prefix(8)), row.owner, row.purpose,
          (row.compartments
            + (row.selected > 0
              ? [say("\(row.selected) item(s)", fr: "\(row.selected) élément(s)")] : []))
            .joined(separator: ","),
          Moment.shown(row.until)
            + (row.endsSoon ? say(" (ends soon)", fr: " (se termine bientôt)") : ""),
        ]
      })
    if let affiliation = desk.affiliation?.payload, affiliation.notAfter <= soon {
      Printer.note(
        say(
          "note: your service's word for you ends on \(Moment.shown(affiliation.notAfter)); ask for a new one",
          fr:
            "note : la parole de votre service pour vous finit le \(Moment.shown(affiliation.notAfter)) ; demandez-en une nouvelle"
        ))
    }
  }
}

/// `maille view`.
struct ViewCommand: AsyncParsableCommand {
  static let configuration = command(
    "view", "Open a view; each opening is logged and the person can read it.",
    fr: "Ouvrir une vue ; chaque ouverture est notée et la personne peut le lire.",
    examples: [
      "maille view hK3mZ0", "maille view hK3mZ0 --address maille:RECORD@HUB:127.0.0.1:8443#OWNER",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The beginning of the grant's identifier.", fr: "Le début de l'identifiant de l'accès."))
  var grant: String

  @Option(
    help: spoken(
      "The person's address, the first time.", fr: "L'adresse de la personne, la première fois."))
  var address: Address?

  private struct Shown: Encodable {
    let grant: String
    let owner: String
    let version: Int
    let leaf: UInt64
    let treeSize: UInt64
    let witnessed: Bool
    let items: [ItemPrinter.Row]
  }

  func run() async throws {
    let desk = try await ViewerDesk.open(options)
    if let address { try await remember(address, desk) }
    let (address, grant) = try await desk.grant(self.grant)
    let (view, receipt) = try await desk.open(grant, of: address)
    try show(view, receipt)
  }

  /// Hears of the grants of an address that was given by hand, once.
  private func remember(_ address: Address, _ desk: ViewerDesk) async throws {
    guard
      desk.state[address]?.grants.contains(where: { $0.payload.id.description.hasPrefix(grant) })
        != true
    else { return }
    _ = try await desk.withHub(of: address) { hub in try await desk.live(address, hub) }
  }

  private func show(_ view: OpenedView, _ receipt: VerifiedReceipt) throws {
    let items = view.items.map(\.item)
    let owner = view.owner.payload.name
    if options.json {
      return try Printer.json(
        Shown(
          grant: view.grant.payload.id.description, owner: owner,
          version: view.manifest.payload.version, leaf: receipt.index,
          treeSize: receipt.checkpoint.size, witnessed: receipt.isWitnessed,
          items: items.map(ItemPrinter.Row.init)))
    }
    Printer.line(
      say(
        "What \(Printer.harmless(owner)) lets you see:",
        fr: "Ce que \(Printer.harmless(owner)) vous laisse voir :"))
    ItemPrinter(items: items).outline(items)
    Printer.line(
      say(
        "\(items.count) item(s). This opening is in the log, and they can read it.",
        fr:
          "\(items.count) élément(s). Cette ouverture est au journal, et la personne peut la lire.")
    )
    if !receipt.isWitnessed {
      Printer.note(say("note: the log is not witnessed", fr: "note : le journal n'a pas de témoin"))
    }
  }
}

/// `maille give-back`.
struct GiveBackCommand: AsyncParsableCommand {
  static let configuration = command(
    "give-back", "Give an access back before its end.", fr: "Rendre un accès avant sa fin.",
    examples: ["maille give-back hK3mZ0"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The beginning of the grant's identifier.", fr: "Le début de l'identifiant de l'accès."))
  var grant: String

  func run() async throws {
    let desk = try await ViewerDesk.open(options)
    let (address, grant) = try await desk.grant(self.grant)
    try await desk.giveBack(grant, of: address)
    if options.json { return try Printer.json(["givenBack": grant.payload.id.description]) }
    Printer.line(say("Given back.", fr: "Rendu."))
  }
}
