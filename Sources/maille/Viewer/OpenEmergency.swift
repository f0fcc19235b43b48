import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import Record

/// `maille emergency open`.
struct OpenEmergencyCommand: AsyncParsableCommand {
  static let configuration = command(
    "open", "As a professional, open an emergency set with your service's key and yours.",
    fr: "En tant que professionnel, ouvrir en urgence avec la clé du service et la vôtre.",
    examples: [
      "maille emergency open maille:RECORD@HUB:127.0.0.1:8443#OWNER --service-key service.key --hours 4 --reason crisis"
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The person's address, as the service was given it.",
      fr: "L'adresse de la personne, comme le service l'a reçue."))
  var address: Address

  @Option(help: spoken("The service's key file.", fr: "Le fichier de clés du service."))
  var serviceKey: String

  @Option(
    help: spoken(
      "Read the service's passphrase from this file.",
      fr: "Lire la phrase de passe du service dans ce fichier."))
  var servicePassphraseFile: String?

  @Option(help: spoken("For how many hours, 1 to 24.", fr: "Pour combien d'heures, de 1 à 24."))
  var hours = 1

  @Option(help: spoken("Why, as a code.", fr: "Pourquoi, sous forme de code."))
  var reason = RequestReason.crisis

  private struct Shown: Encodable {
    let opening: String
    let owner: String
    let until: Date
    let items: [ItemPrinter.Row]
  }

  func validate() throws {
    guard (1...EmergencyOpening.longestHours).contains(hours) else {
      throw ValidationError("an emergency opens for 1 to 24 hours")
    }
  }

  func run() async throws {
    let desk = try await ViewerDesk.open(options)
    guard let authority = desk.affiliation?.payload.authority else {
      throw CommandFailure.local(
        say("you have no affiliation", fr: "vous n'avez pas d'affiliation"),
        hint: say("ask your service for one", fr: "demandez-en une à votre service"))
    }
    let service = try await KeyCabinet.open(
      serviceKey, servicePassphraseFile.map { .file($0) } ?? .terminal)
    try KeyCabinet.require(service, .authority)
    let opener = GrantOpener(identity: service.identity, address: address)
    let set = try await self.set(opener, service)
    let now = Date()
    let word = try await self.word(set, for: authority, desk, service, at: now)
    let released = try await desk.withHub(of: address) { hub in
      try await hub.open(word, of: set)
    }
    let sealed: ReleasedView
    do {
      sealed = try released.answer.open(with: desk.ring.identity)
    } catch { throw RecordError(.cannotOpen, at: "answer") }
    let view = try await opener.open(
      sealed, requested: set.payload.id, receipt: released.verified.receipt,
      seen: desk.known(address).head, at: Date())
    let until = min(now.addingTimeInterval(TimeInterval(hours) * 3600), set.payload.notAfter)
    try show(view, word.hash, until: until)
  }

  /// The service's word, with a hash that an auditor can give on a command line.
  private func word(
    _ set: VerifiedDocument<Grant>, for authority: AuthorityID, _ desk: ViewerDesk,
    _ service: KeyRing, at now: Date
  ) async throws -> SignedDocument<EmergencyOpening> {
    while true {
      let word = try await SignedDocument.sign(
        EmergencyOpening(
          opening: OpeningID(), record: address.record, grant: set.payload.id,
          authority: authority, opener: desk.ring.card.signer, hours: hours, reason: reason,
          issuedAt: now), with: service.identity)
      if !word.hash.description.hasPrefix("-") { return word }
    }
  }

  /// The set that the owner prepared for this service, as the service's own key reads it.
  private func set(
    _ opener: GrantOpener, _ service: KeyRing
  ) async throws -> VerifiedDocument<Grant> {
    guard let endpoint = HubEndpoint(address.host) else { throw CommandFailure.notAvailable }
    let list = try await HubClient.with(
      endpoint: endpoint, expected: address.hubFingerprint, ring: service
    ) { hub in try await hub.grantsForMe(of: address.record, identity: service.identity) }
    for document in list.grants where document.payload.terms.isEmergency {
      return try await opener.verify(
        document, ownerCard: list.ownerCard, successions: list.successions)
    }
    throw CommandFailure.notAvailable
  }

  private func show(_ view: OpenedView, _ opening: DocumentHash, until: Date) throws {
    let items = view.items.map(\.item)
    let owner = view.owner.payload.name
    if options.json {
      return try Printer.json(
        Shown(
          opening: opening.description, owner: owner, until: until,
          items: items.map(ItemPrinter.Row.init)))
    }
    ItemPrinter(items: items).outline(items)
    Printer.line(
      say(
        "\(Printer.harmless(owner)) was told at once. Closed again on \(Moment.shown(until)); a review follows within 7 days.",
        fr:
          "\(Printer.harmless(owner)) est prévenu tout de suite. Refermé le \(Moment.shown(until)) ; un contrôle suit dans les 7 jours."
      ))
  }
}
