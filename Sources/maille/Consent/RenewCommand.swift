import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille renew`.
struct RenewCommand: AsyncParsableCommand {
  static let configuration = command(
    "renew", "Give an access anew, shown with the use that was made of it.",
    fr: "Redonner un accès, montré avec l'usage qui en a été fait.",
    examples: [
      "maille renew hK3mZ0 --until 120d --dry-run", "maille renew hK3mZ0 --until 120d",
      "maille renew hK3mZ0 --until 120d --draft draft.json",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var signing: SigningOptions

  @Argument(
    help: spoken(
      "The beginning of the grant's identifier.", fr: "Le début de l'identifiant de l'accès."))
  var grant: String

  @Option(
    help: spoken(
      "The new end, at most 180 days after the start: 2026-12-31, 120d.",
      fr: "La nouvelle fin, au plus 180 jours après le début : 2026-12-31, 120d."))
  var until: Moment

  func run() async throws {
    guard signing.attestation.isEmpty else {
      throw CommandFailure.usage(
        say("a renewal is drafted first", fr: "un renouvellement se prépare d'abord"),
        hint: say(
          "'maille renew --draft FILE', then 'maille grant --from FILE --attestation FILE'",
          fr:
            "« maille renew --draft FICHIER », puis « maille grant --from FICHIER --attestation FICHIER »"
        ))
    }
    let desk = try await OwnerDesk.open(options)
    let old = try desk.grant(self.grant)
    let used = GrantUse(
      of: old.publication.grant.payload.id,
      in: try await desk.withHub { hub in try await desk.readLog(hub) }.compactMap(\.entry))
    if !options.json { used.tell() }
    let wanted = try wanted(old, desk)
    try await GrantSigning(desk: desk, options: options, signing: signing, used: used).make(wanted)
  }

  /// The old terms from the old end on, or from now where it has ended; never more than they were.
  private func wanted(_ old: PublishedGrant, _ desk: OwnerDesk) throws -> WantedGrant {
    let now = Date()
    let grant = old.publication.grant.payload
    let start = old.isEnded(at: now) ? now : max(now, grant.notAfter)
    let network = try desk.state.network()
    let items = grant.selection.compactMap { NetworkItemID($0.item) }.filter { id in
      network[id].map { !network.compartments(of: $0).isEmpty } ?? false
    }
    if items.count < grant.selection.count {
      let left = grant.selection.count - items.count
      Printer.note(
        say(
          "note: \(left) item(s) picked then are gone or in the reserve, and are left out",
          fr:
            "note : \(left) élément(s) choisis alors ont disparu ou sont au jardin secret ; laissés"
        ))
    }
    let known = try CardBook(options.home)[old.publication.viewerCard.signer]
    return WantedGrant(
      entry: BookEntry(
        card: old.publication.viewerCard,
        affiliation: known?.affiliation ?? old.publication.affiliation,
        compared: grant.compared || known?.compared == true),
      compartments: grant.compartments, items: items, purpose: grant.purpose,
      referent: grant.referent, notBefore: start, notAfter: until.date(now: now), request: nil)
  }
}

extension OwnerDesk {
  /// The grant whose identifier begins with a text, ended ones too.
  func grant(_ text: String) throws -> PublishedGrant {
    let found = state.grants.filter {
      $0.publication.grant.payload.id.description.hasPrefix(text)
    }
    guard text.utf8.count >= 4, found.count == 1 else {
      throw CommandFailure.invalid(
        say(
          "no single access has this identifier", fr: "aucun accès unique ne porte cet identifiant"),
        hint: say("see 'maille grants'", fr: "voyez « maille grants »"))
    }
    return found[0]
  }
}

extension GrantUse {
  /// Says how the grant was used.
  func tell() {
    guard let lastLook else {
      return Printer.line(say("It was never opened.", fr: "Il n'a jamais été ouvert."))
    }
    Printer.line(
      say(
        "Opened \(openings) time(s) on \(days) day(s), last on \(Moment.shown(lastLook)).",
        fr: "Ouvert \(openings) fois sur \(days) jour(s), la dernière le \(Moment.shown(lastLook))."
      ))
  }
}
