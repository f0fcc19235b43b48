import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille grant`.
struct GrantCommand: AsyncParsableCommand {
  static let configuration = command(
    "grant", "Let one professional see a part, for one purpose, until a date.",
    fr: "Laisser un professionnel voir une partie, pour une raison, jusqu'à une date.",
    examples: [
      "maille grant Paul --purpose housing --domain housing,work --facet people,plan --until 120d",
      "maille grant Paul --purpose housing --domain housing --facet people --until 2026-12-31 --dry-run",
      "maille grant Paul --purpose care --item hK3mZ0 --until 90d --draft draft.json",
      "maille grant --from draft.json --attestation attestation.json",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var scope: ScopeOptions
  @OptionGroup var signing: SigningOptions

  @Argument(
    help: spoken(
      "The professional: a name, a fingerprint or a card file.",
      fr: "Le professionnel : un nom, une empreinte ou une carte."))
  var viewer: String?

  @Option(help: spoken("The one purpose.", fr: "La seule raison."))
  var purpose: Purpose?

  @Option(
    help: spoken(
      "The beginning of an item's identifier; may be repeated.",
      fr: "Le début de l'identifiant d'un élément ; peut être répété."))
  var item: [String] = []

  @Option(
    help: spoken(
      "The end, at most 180 days away: 2026-12-31, 120d, 5s.",
      fr: "La fin, au plus dans 180 jours : 2026-12-31, 120d, 5s."))
  var until: Moment?

  @Option(help: spoken("The start (default: now).", fr: "Le début (par défaut : maintenant)."))
  var since: Moment?

  @Flag(
    help: spoken(
      "This person acts as your référent de proximité.",
      fr: "Cette personne est votre référent de proximité."))
  var referent = false

  @Option(help: spoken("Sign a draft that was made before.", fr: "Signer un projet fait avant."))
  var from: String?

  func validate() throws {
    if from == nil {
      guard viewer != nil, purpose != nil, until != nil else {
        throw ValidationError(
          say(
            "a grant needs a professional, --purpose and --until",
            fr: "un accès demande un professionnel, --purpose et --until"))
      }
    } else {
      guard viewer == nil, purpose == nil, until == nil, since == nil, scope.isEmpty, item.isEmpty,
        !referent
      else {
        throw ValidationError(
          say(
            "a draft is signed as it was made: --from goes alone",
            fr: "un projet se signe comme il a été fait : --from va seul"))
      }
    }
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    if let from {
      return try await GrantSigning(desk: desk, options: options, signing: signing).sign(from)
    }
    guard let viewer, let purpose, let until else { return }
    let entry = try await CardBook(options.home).find(viewer)
    let now = Date()
    let start = since?.date(now: now) ?? now
    let wanted = WantedGrant(
      entry: entry, compartments: try scope.compartments(),
      items: try item.map { try desk.state.network().item($0).id }, purpose: purpose,
      referent: referent, notBefore: start, notAfter: until.date(now: now), request: nil)
    try await GrantSigning(desk: desk, options: options, signing: signing).make(wanted)
  }
}

/// What becomes of a draft, as options of `grant` and `accept`.
struct SigningOptions: ParsableArguments {
  @Flag(
    help: spoken(
      "Show what they will see and every figure; sign nothing.",
      fr: "Montrer ce qui sera vu et chaque chiffre ; ne rien signer."))
  var dryRun = false

  @Option(
    help: spoken(
      "Write a draft for a helper to attest; sign nothing yet.",
      fr: "Écrire un projet à faire attester ; ne rien signer encore."))
  var draft: String?

  @Option(
    help: spoken(
      "A helper's attestation; may be repeated.", fr: "L'attestation d'une aide ; peut être répété."
    ))
  var attestation: [String] = []

  func validate() throws {
    guard [dryRun, draft != nil, !attestation.isEmpty].filter(\.self).count <= 1 else {
      throw ValidationError(
        say(
          "give one of --dry-run, --draft and --attestation",
          fr: "donnez un seul de --dry-run, --draft et --attestation"))
    }
  }
}
