import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille emergency`.
struct EmergencyCommand: ParsableCommand {
  static let configuration = command(
    "emergency", "A few items that a named service may open in an emergency, for at most a day.",
    fr: "Quelques éléments qu'un service peut ouvrir en cas d'urgence, un jour au plus.",
    examples: [
      "maille emergency prepare AIS --item hK3mZ0 --until 180d", "maille emergency list",
      "maille emergency open maille:RECORD@HUB:HOST#OWNER --service-key service.key --hours 4",
    ],
    subcommands: [
      PrepareEmergency.self, ListEmergencies.self, ReviewEmergency.self, WithdrawEmergency.self,
      OpenEmergencyCommand.self,
    ])
}

/// `maille emergency prepare`.
struct PrepareEmergency: AsyncParsableCommand {
  static let configuration = command(
    "prepare", "Choose what a service may open in an emergency.",
    fr: "Choisir ce qu'un service peut ouvrir en cas d'urgence.",
    examples: [
      "maille emergency prepare AIS --item hK3mZ0 --item b7Qw2x --until 180d",
      "maille emergency prepare AIS --item hK3mZ0 --until 90d --dry-run",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var signing: SigningOptions

  @Argument(
    help: spoken(
      "The service: the name, fingerprint or file of its card.",
      fr: "Le service : le nom, l'empreinte ou le fichier de sa carte."))
  var service: String

  @Option(
    help: spoken(
      "The beginning of an item's identifier; may be repeated.",
      fr: "Le début de l'identifiant d'un élément ; peut être répété."))
  var item: [String]

  @Option(
    help: spoken(
      "The end, at most 180 days away: 2026-12-31, 120d.",
      fr: "La fin, au plus dans 180 jours : 2026-12-31, 120d."))
  var until: Moment

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let now = Date()
    let wanted = WantedGrant(
      entry: try await CardBook(options.home).find(service), compartments: [.emergency],
      items: try item.map { try desk.state.network().item($0).id }, purpose: .emergency,
      referent: false, notBefore: now, notAfter: until.date(now: now), request: nil)
    try await GrantSigning(desk: desk, options: options, signing: signing).make(wanted)
  }
}

/// An opening as an owner reads it.
struct EmergencyRow: Encodable {
  let opening: String
  let service: String
  let opener: String
  let reason: String
  let openedAt: Date
  let until: Date
  let reviewDue: Date
  let review: String?
  let overdue: Bool
  private let isOpen: Bool

  enum CodingKeys: String, CodingKey {
    case opening, service, opener, reason, openedAt, until, reviewDue, review, overdue
  }

  init(_ opened: OpenedEmergency, at time: Date) {
    let word = opened.opening.payload
    opening = word.opening.description
    service = word.authority.description
    opener = opened.openerCard.payload.name
    reason = word.reason.title(Speech.language)
    openedAt = opened.openedAt
    until = opened.until
    reviewDue = opened.reviewDue
    review = opened.review?.payload.finding.rawValue
    overdue = opened.isOverdue(at: time)
    isOpen = time < opened.until
  }

  /// One line, the alarm first.
  var told: String {
    let who = "\(Printer.harmless(opener)) (\(service))"
    let what = say(
      "Emergency opened on \(Moment.shown(openedAt)) by \(who): \(reason).",
      fr: "Urgence ouverte le \(Moment.shown(openedAt)) par \(who) : \(reason).")
    let still =
      isOpen
      ? say(" Open until \(Moment.shown(until)).", fr: " Ouverte jusqu'au \(Moment.shown(until)).")
      : ""
    let due: String
    switch review {
    case ReviewFinding.justified.rawValue:
      due = say(" Reviewed: justified.", fr: " Contrôlée : justifiée.")
    case .some: due = say(" Reviewed: no emergency.", fr: " Contrôlée : pas une urgence.")
    case nil:
      due =
        overdue
        ? say(
          " NOT REVIEWED in 7 days: this person can open nothing more.",
          fr: " PAS CONTRÔLÉE en 7 jours : cette personne ne peut plus rien ouvrir.")
        : say(
          " To review by \(Moment.shown(reviewDue)): \(opening.prefix(8)).",
          fr: " À contrôler avant le \(Moment.shown(reviewDue)) : \(opening.prefix(8)).")
    }
    return what + still + due
  }
}

/// `maille emergency list`.
struct ListEmergencies: AsyncParsableCommand {
  static let configuration = command(
    "list", "What is prepared for an emergency, and who opened it.",
    fr: "Ce qui est prêt pour une urgence, et qui l'a ouvert.",
    examples: ["maille emergency list", "maille emergency list --json"])

  @OptionGroup var options: GlobalOptions

  private struct Row: Encodable {
    let set: String
    let service: String
    let items: Int
    let until: Date
    let keyChanged: Bool
  }

  private struct Listed: Encodable {
    let sets: [Row]
    let openings: [EmergencyRow]
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let now = Date()
    try await desk.withHub { hub in try await desk.hear(hub) }
    let register = desk.state.hub?.description.register.payload
    let sets = desk.state.emergencySets(at: now).map { published in
      let grant = published.publication.grant.payload
      return Row(
        set: grant.id.description, service: published.publication.viewerCard.payload.name,
        items: grant.selection.count, until: grant.notAfter,
        keyChanged: grant.authority.flatMap { register?.authority($0)?.key } != grant.viewer)
    }
    let openings = desk.state.emergencies.map { EmergencyRow($0, at: now) }
    if options.json { return try Printer.json(Listed(sets: sets, openings: openings)) }
    Printer.table(
      [
        "ID", say("SERVICE", fr: "SERVICE"), say("ITEMS", fr: "ÉLÉMENTS"),
        say("UNTIL", fr: "JUSQU'AU"), "",
      ],
      sets.map { row in
        [
          String(row.set.prefix(8)), row.service, "\(row.items)", Moment.shown(row.until),
          row.keyChanged
            ? say(
              "closed: the service has another key, prepare it again",
              fr: "fermé : le service a une autre clé, préparez-le à nouveau") : "",
        ]
      })
    for row in openings { Printer.line(row.told) }
  }
}

/// `maille emergency review`.
struct ReviewEmergency: AsyncParsableCommand {
  static let configuration = command(
    "review", "Say whether an opening was an emergency.",
    fr: "Dire si une ouverture était une urgence.",
    examples: [
      "maille emergency review hK3mZ0 --justified", "maille emergency review hK3mZ0 --unjustified",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var review: ReviewOptions

  @Argument(
    help: spoken(
      "The beginning of the opening, see 'maille emergency list'.",
      fr: "Le début de l'ouverture, voyez « maille emergency list »."))
  var opening: String

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let reviewed = try await desk.withHub { hub in
      try await desk.hear(hub)
      let found = desk.state.emergencies.filter {
        opening.utf8.count >= 4 && $0.opening.payload.opening.description.hasPrefix(opening)
      }
      guard found.count == 1 else {
        throw CommandFailure.invalid(
          say("no opening begins like this", fr: "aucune ouverture ne commence ainsi"),
          hint: say("see 'maille emergency list'", fr: "voyez « maille emergency list »"))
      }
      let word = try await desk.record.review(found[0], review.finding, at: Date())
      try await hub.review(word, of: desk.state.record)
      try await desk.hear(hub)
      return found[0].opening.payload.opening
    }
    if options.json { return try Printer.json(["reviewed": reviewed.description]) }
    Printer.line(say("Reviewed.", fr: "Contrôlée."))
  }
}

/// What a review found, as options.
struct ReviewOptions: ParsableArguments {
  @Flag(help: spoken("It was an emergency.", fr: "C'était une urgence."))
  var justified = false

  @Flag(
    help: spoken(
      "It was none; who opened it stays suspended.",
      fr: "Ce n'en était pas une ; qui l'a ouverte reste suspendu."))
  var unjustified = false

  var finding: ReviewFinding { justified ? .justified : .unjustified }

  func validate() throws {
    guard justified != unjustified else {
      throw ValidationError("give one of --justified and --unjustified")
    }
  }
}

/// `maille emergency withdraw`.
struct WithdrawEmergency: AsyncParsableCommand {
  static let configuration = command(
    "withdraw", "Take back what was prepared for an emergency.",
    fr: "Retirer ce qui était prêt pour une urgence.",
    examples: ["maille emergency withdraw hK3mZ0"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken("The beginning of the set's identifier.", fr: "Le début de l'identifiant."))
  var set: String

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let found = desk.state.emergencySets(at: Date()).map(\.publication.grant.payload.id).filter {
      set.utf8.count >= 4 && $0.description.hasPrefix(set)
    }
    guard found.count == 1 else {
      throw CommandFailure.invalid(
        say("nothing prepared begins like this", fr: "rien de préparé ne commence ainsi"),
        hint: say("see 'maille emergency list'", fr: "voyez « maille emergency list »"))
    }
    try await desk.revoke(found, at: Date())
    _ = try await desk.withHub { hub in try await desk.synchronise(hub) }
    if options.json { return try Printer.json(["withdrawn": found.map(\.description)]) }
    Printer.line(say("Taken back.", fr: "Retiré."))
  }
}
