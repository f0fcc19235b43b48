import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension GrantStanding {
  /// How the grant stands, in a few words.
  var told: String {
    switch self {
    case .givenBack: say("given back", fr: "rendu")
    case .revoked: say("taken back", fr: "retiré")
    case .ended: say("ended", fr: "terminé")
    case .stopped: say("stopped", fr: "arrêté")
    case .closed(let loss): loss.told
    case .waiting: say("not begun", fr: "pas commencé")
    case .open: say("open", fr: "ouvert")
    }
  }
}

extension AffiliationLoss {
  /// Why nothing opens, in a few words.
  var told: String {
    switch self {
    case .left: say("closed: left the service", fr: "fermé : a quitté le service")
    case .expired:
      say("closed: the service no longer vouches", fr: "fermé : le service ne répond plus d'elle")
    case .keyChanged:
      say("closed: the service has another key", fr: "fermé : le service a une autre clé")
    }
  }
}

/// `maille grants`.
struct GrantsCommand: AsyncParsableCommand {
  static let configuration = command(
    "grants", "Every access that you gave.", fr: "Tous les accès que vous avez donnés.",
    examples: ["maille grants", "maille grants --json"])

  @OptionGroup var options: GlobalOptions

  private struct Row: Encodable {
    let grant: String
    let viewer: String
    let authority: String?
    let purpose: String
    let referent: Bool
    let compartments: [String]
    let selected: Int
    let from: Date
    let until: Date
    let state: String
    let attestations: Int
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let now = Date()
    let grants = desk.state.grants
    if options.json {
      return try Printer.json(
        grants.map { published in
          let grant = published.publication.grant.payload
          return Row(
            grant: grant.id.description, viewer: published.publication.viewerCard.payload.name,
            authority: grant.authority?.description, purpose: grant.purpose.rawValue,
            referent: grant.referent, compartments: grant.compartments.map(\.description),
            selected: grant.selection.count, from: grant.notBefore, until: grant.notAfter,
            state: published.standing(at: now, in: desk.state).id,
            attestations: grant.attestations.count)
        })
    }
    Printer.table(
      [
        "ID", say("WHO", fr: "QUI"), say("FOR", fr: "POUR"), say("DOMAINS", fr: "DOMAINES"),
        say("UNTIL", fr: "JUSQU'AU"), say("STATE", fr: "ÉTAT"),
      ],
      grants.map { published in
        let grant = published.publication.grant.payload
        return [
          String(grant.id.description.prefix(8)),
          published.publication.viewerCard.payload.name
            + (grant.referent ? say(" (référent)", fr: " (référent)") : ""),
          grant.purpose.title(Speech.language),
          grant.terms.domains.map(\.rawValue).joined(separator: ","),
          Moment.shown(grant.notAfter),
          published.standing(at: now, in: desk.state).told,
        ]
      })
  }
}

/// `maille who-sees`.
struct WhoSeesCommand: AsyncParsableCommand {
  static let configuration = command(
    "who-sees", "Who can see what, now.", fr: "Qui peut voir quoi, maintenant.",
    examples: [
      "maille who-sees", "maille who-sees --member Théo", "maille who-sees --domain housing",
      "maille who-sees --viewer Paul",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("Who sees this member's card.", fr: "Qui voit la fiche de ce membre."))
  var member: String?

  @Option(
    help: spoken("Who sees something of this domain.", fr: "Qui voit quelque chose de ce domaine."))
  var domain: LifeDomain?

  @Option(help: spoken("What this professional sees.", fr: "Ce que voit ce professionnel."))
  var viewer: String?

  func validate() throws {
    guard [member != nil, domain != nil, viewer != nil].filter(\.self).count <= 1 else {
      throw ValidationError(
        say(
          "give one of --member, --domain and --viewer",
          fr: "donnez un seul de --member, --domain et --viewer"))
    }
  }

  private struct Row: Encodable {
    let viewer: String
    let grant: String
    let items: [String]
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let now = Date()
    let network = try desk.state.network()
    let live = desk.state.grants.filter {
      !$0.isEnded(at: now) && $0.publication.grant.payload.terms.isLive(at: now)
    }
    let asked = try member.map { try network.member(named: $0) }
    var rows: [Row] = []
    for publication in live.map(\.publication) where !desk.state.stopped {
      let name = publication.viewerCard.payload.name
      if let viewer, !name.unicodeScalars.elementsEqual(viewer.unicodeScalars),
        viewer.utf8.count < 6 || !publication.viewerCard.signer.description.hasPrefix(viewer)
      {
        continue
      }
      var seen = network.items(seenUnder: publication.grant.payload.terms)
      if let asked { seen = seen.filter { network.shownMember($0) == asked } }
      if let domain {
        seen = seen.filter { item in
          network.compartments(of: item).contains {
            $0.domain == domain && publication.grant.payload.terms.covers(item, in: $0)
          }
        }
      }
      guard !seen.isEmpty || viewer != nil else { continue }
      rows.append(
        Row(
          viewer: name, grant: publication.grant.payload.id.description,
          items: seen.map(\.id.description)))
    }
    if options.json { return try Printer.json(rows) }
    if desk.state.stopped {
      return Printer.line(
        say(
          "Everything is stopped: nobody sees anything.",
          fr: "Tout est arrêté : personne ne voit rien."))
    }
    if rows.isEmpty { return Printer.line(say("Nobody.", fr: "Personne.")) }
    if viewer != nil {
      let ids = Set(rows.flatMap(\.items))
      ItemPrinter(network: network).outline(
        network.items.filter { ids.contains($0.id.description) })
      return
    }
    Printer.table(
      [say("WHO", fr: "QUI"), say("ACCESS", fr: "ACCÈS"), say("ITEMS", fr: "ÉLÉMENTS")],
      rows.map { [$0.viewer, String($0.grant.prefix(8)), "\($0.items.count)"] })
  }
}
