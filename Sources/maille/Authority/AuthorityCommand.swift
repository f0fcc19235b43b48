import ArgumentParser
import Foundation
import HubClient
import Keys

/// `maille authority`.
struct AuthorityCommand: ParsableCommand {
  static let configuration = command(
    "authority", "An institution: who works for it, and who no longer does.",
    fr: "Une institution : qui travaille pour elle, et qui n'y travaille plus.",
    examples: ["maille authority affirm paul.card --id estran --role éducateur --until 90d"],
    subcommands: [NewAuthority.self, AffirmCard.self, WithdrawCard.self])
}

/// `maille authority new`.
struct NewAuthority: AsyncParsableCommand {
  static let configuration = command(
    "new", "Make an authority's keys and card.", fr: "Créer les clés et la carte d'une autorité.",
    examples: ["maille authority new --name \"L'Estran\" --out estran.card"])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("The name on the card.", fr: "Le nom sur la carte."))
  var name: String

  @Option(
    help: spoken(
      "Write the card to a file for the hub's operator.",
      fr: "Écrire la carte dans un fichier pour l'opérateur."))
  var out: String?

  func run() async throws {
    let ring = try await NewKeyRing.make(name: name, kind: .authority, options)
    if let out { try LocalFile.write(CardFile.text(ring.card, nil), to: out) }
    try CardPrinter.show(ring.card, affiliation: nil, json: options.json)
  }
}

/// `maille authority affirm`.
struct AffirmCard: AsyncParsableCommand {
  static let configuration = command(
    "affirm", "Sign that a professional works for this authority, for at most 92 days.",
    fr: "Signer qu'un professionnel travaille pour cette autorité, au plus 92 jours.",
    examples: [
      "maille authority affirm paul.card --id estran --role éducateur --until 90d --out paul-estran.card"
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken("The professional's card file.", fr: "Le fichier de carte du professionnel."))
  var card: String

  @Option(
    help: spoken(
      "The authority's id in the register.", fr: "L'identifiant de l'autorité au registre."))
  var id: AuthorityID

  @Option(help: spoken("Their role.", fr: "Leur rôle."))
  var role: String

  @Option(help: spoken("Until when, at most 92 days.", fr: "Jusqu'à quand, au plus 92 jours."))
  var until: Moment

  @Option(
    help: spoken(
      "Write card and affiliation to this file.", fr: "Écrire carte et affiliation dans ce fichier."
    ))
  var out: String?

  func run() async throws {
    let entry = try await CardFile.read(card)
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .authority)
    let now = Date()
    let affiliation = try await SignedDocument.sign(
      Affiliation(
        authority: id, viewer: entry.fingerprint, role: role, notBefore: now,
        notAfter: until.date(now: now)),
      with: ring.identity)
    let file = CardFile.text(entry.card, affiliation)
    if let out { try LocalFile.write(file, to: out) }
    if options.json || out != nil {
      return try CardPrinter.show(entry.card, affiliation: affiliation, json: options.json)
    }
    FileHandle.standardOutput.write(file)
  }
}

/// `maille authority withdraw`.
struct WithdrawCard: AsyncParsableCommand {
  static let configuration = command(
    "withdraw", "Sign that a professional no longer works for this authority, in force at once.",
    fr: "Signer qu'un professionnel ne travaille plus pour cette autorité, tout de suite.",
    examples: ["maille authority withdraw paul.card --id estran --hub 127.0.0.1:8443"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken("The professional's card file.", fr: "Le fichier de carte du professionnel."))
  var card: String

  @Option(
    help: spoken(
      "The authority's id in the register.", fr: "L'identifiant de l'autorité au registre."))
  var id: AuthorityID

  func run() async throws {
    let entry = try await CardFile.read(card)
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .authority)
    let end = try await SignedDocument.sign(
      AffiliationEnd(authority: id, viewer: entry.fingerprint, at: Date()), with: ring.identity)
    try await HubDesk.with(options, ring: ring) { hub in try await hub.end(end) }
    if options.json { return try Printer.json(["withdrawn": true]) }
    Printer.line(say("Withdrawn.", fr: "Retirée."))
  }
}
