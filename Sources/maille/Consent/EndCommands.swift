import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille revoke`.
struct RevokeCommand: AsyncParsableCommand {
  static let configuration = command(
    "revoke", "Take an access back, at once and without a reason.",
    fr: "Retirer un accès, tout de suite et sans donner de raison.",
    examples: ["maille revoke hK3mZ0", "maille revoke Paul", "maille revoke --authority cpas"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The beginning of a grant's identifier, or a professional.",
      fr: "Le début de l'identifiant d'un accès, ou un professionnel."))
  var what: String?

  @Option(
    help: spoken(
      "Every access of this authority's people.", fr: "Tous les accès des gens de cette autorité."))
  var authority: AuthorityID?

  func validate() throws {
    guard (what == nil) != (authority == nil) else {
      throw ValidationError(
        say(
          "name a grant, a professional, or --authority",
          fr: "nommez un accès, un professionnel, ou --authority"))
    }
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let now = Date()
    let standing = desk.state.standingGrants(at: now).map(\.publication)
    let chosen: [GrantPublication]
    if let authority {
      chosen = standing.filter { $0.grant.payload.authority == authority }
    } else if let what {
      let byID = standing.filter {
        what.utf8.count >= 4 && $0.grant.payload.id.description.hasPrefix(what)
      }
      if byID.count == 1 {
        chosen = byID
      } else {
        let named = standing.filter {
          $0.viewerCard.payload.name.unicodeScalars.elementsEqual(what.unicodeScalars)
            || (what.utf8.count >= 6 && $0.viewerCard.signer.description.hasPrefix(what))
        }
        guard Set(named.map(\.viewerCard.signer)).count <= 1 else {
          throw CommandFailure.invalid(
            say("several people match", fr: "plusieurs personnes correspondent"),
            hint: say(
              "name one grant, see 'maille grants'", fr: "nommez un accès, voyez « maille grants »")
          )
        }
        chosen = named
      }
    } else {
      chosen = []
    }
    guard !chosen.isEmpty else {
      throw CommandFailure.invalid(
        say("no access like this is open", fr: "aucun accès de ce genre n'est ouvert"),
        hint: say("see 'maille grants'", fr: "voyez « maille grants »"))
    }
    try await desk.revoke(chosen.map(\.grant.payload.id), at: now)
    // The revocation goes out before anything else is looked at: it is in force at the next request,
    // and is told before the record is brought up to date.
    try await desk.withHub { hub in
      try tell(chosen)
      try await desk.synchronise(hub)
    }
  }

  private func tell(_ chosen: [GrantPublication]) throws {
    if options.json {
      return try Printer.json(["revoked": chosen.map(\.grant.payload.id.description)])
    }
    for publication in chosen {
      let name = Printer.harmless(publication.viewerCard.payload.name)
      Printer.line(say("Taken back from \(name).", fr: "Retiré à \(name)."))
    }
  }
}

/// `maille stop`.
struct StopCommand: AsyncParsableCommand {
  static let configuration = command(
    "stop", "Stop everything, in one act.", fr: "Tout arrêter, d'un seul geste.",
    examples: ["maille stop", "maille stop --card stop-card.html"])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "Hand in a stop card: its page, its text or a file of it; no key is needed.",
      fr: "Remettre une carte d'arrêt : sa page, son texte ou un fichier ; sans clé."))
  var card: String?

  func run() async throws {
    if let card { return try await handIn(card) }
    let desk = try await OwnerDesk.open(options)
    try await desk.stop(at: Date())
    try await desk.withHub { _ in }
    if options.json { return try Printer.json(["stopped": true]) }
    Printer.line(
      say(
        "Everything is stopped. Nobody sees anything until you say 'maille resume'.",
        fr: "Tout est arrêté. Personne ne voit plus rien jusqu'à « maille resume »."))
  }
}

/// `maille resume`.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = command(
    "resume", "Open again what you stopped.", fr: "Rouvrir ce que vous avez arrêté.",
    examples: ["maille resume"])

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    try await desk.resume(at: Date())
    try await desk.withHub { _ in }
    if options.json { return try Printer.json(["stopped": false]) }
    Printer.line(say("What you granted is open again.", fr: "Ce que vous avez donné est rouvert."))
  }
}
