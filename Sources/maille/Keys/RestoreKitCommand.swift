import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import Record

/// `maille restore kit`.
struct RestoreKit: AsyncParsableCommand {
  static let configuration = command(
    "kit", "With the pieces of people you trust: announce your new key; 7 days later, come back.",
    fr:
      "Avec les pièces de vos proches : annoncer votre nouvelle clé ; 7 jours plus tard, revenir.",
    examples: [
      "maille key new --name Nadège --kind owner",
      "maille restore kit kit.json --piece ines.json --piece theo.json",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The kit.", fr: "La trousse."))
  var kit: String

  @Option(help: spoken("A piece, once for each person.", fr: "Une pièce, une fois par personne."))
  var piece: [String]

  private struct Done: Encodable {
    let restored: Bool
    let waitUntil: Date?
    let items: Int?
  }

  func run() async throws {
    let kit = try CanonicalJSON.decode(RecoveryKit.self, from: try LocalFile.read(kit))
    let pieces = try piece.map {
      try CanonicalJSON.decode(RecoveryPiece.self, from: try LocalFile.read($0))
    }
    let (ring, passphrase) = try await KeyCabinet.openWithPassphrase(options)
    try KeyCabinet.require(ring, .owner)
    let secret = try kit.open(pieces, with: ring.identity)
    guard let endpoint = HubEndpoint(secret.address.host) else {
      throw RecordError(.malformed, at: "recovery.address")
    }
    if let items = try await RestoreDesk(secret: secret, endpoint: endpoint)
      .takeUp(ring: ring, passphrase: passphrase, options)
    {
      if options.json {
        return try Printer.json(Done(restored: true, waitUntil: nil, items: items))
      }
      return Printer.line(
        say(
          "Your record is back: \(items) item(s). The old key is refused from now on.",
          fr: "Votre dossier est revenu : \(items) élément(s). L'ancienne clé est refusée."))
    }
    let inForceAt = try await RestoreDesk(secret: secret, endpoint: endpoint).announce(ring.card)
    if options.json {
      return try Printer.json(Done(restored: false, waitUntil: inForceAt, items: nil))
    }
    Printer.line(
      say(
        "Announced to the hub. Unless the old key cancels it, it is in force in 7 days.",
        fr: "Annoncé au hub. Si l'ancienne clé ne l'annule pas, ce sera en vigueur dans 7 jours."))
    Printer.line(
      say(
        "Run this same command again after \(Moment.shown(inForceAt)).",
        fr: "Refaites cette même commande après le \(Moment.shown(inForceAt))."))
  }
}

/// `maille restore cancel`.
struct RestoreCancel: AsyncParsableCommand {
  static let configuration = command(
    "cancel", "Cancel a new key that was announced for your record.",
    fr: "Annuler une nouvelle clé annoncée pour votre dossier.",
    examples: ["maille restore cancel"])

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let cancelled = try await desk.withHub { hub in
      guard let pending = try await hub.head(of: desk.state.record).succession else { return false }
      _ = try await desk.record.cancel(pending, at: Date())
      try desk.save()
      try await desk.flush(hub)
      return true
    }
    if options.json { return try Printer.json(["cancelled": cancelled]) }
    Printer.line(
      cancelled
        ? say(
          "Cancelled. If you did not expect it, ask the people who hold your kit.",
          fr: "Annulé. Si vous ne l'attendiez pas, parlez aux personnes qui ont votre trousse.")
        : say("No new key was announced.", fr: "Aucune nouvelle clé n'est annoncée."))
  }
}

/// The hub's side of a restore, for someone who has opened their kit.
struct RestoreDesk {
  let secret: RecoverySecret
  let endpoint: HubEndpoint

  static var keyFileExists: CommandFailure {
    .local(
      say("there is a key file here already", fr: "il y a déjà un fichier de clés ici"),
      hint: say(
        "it was left as it is; name another place with --key",
        fr: "il est resté tel quel ; nommez un autre endroit avec --key"))
  }

  /// Takes the record up with the new key; nil as long as the hub does not know it as the owner's.
  func takeUp(
    ring: KeyRing, passphrase: String, _ options: GlobalOptions
  ) async throws -> Int? {
    try await HubClient.with(
      endpoint: endpoint, expected: secret.address.hubFingerprint, ring: ring
    ) { hub in
      let contents: RecordContents
      do {
        contents = try await hub.contents(of: secret.address.record)
      } catch let error as HubClientError {
        switch error {
        case .notAvailable, .unauthenticated: return nil
        default: throw error
        }
      }
      let keys = try secret.keys(for: ring)
      let pinned = PinnedHub(
        host: endpoint.host, description: hub.hub.description, bundle: hub.hub.bundle.hash)
      var record = try OwnerRecord.restore(
        secret, ring: ring, hub: pinned, language: Speech.language)
      try await record.take(contents, grants: hub.grants(of: secret.address.record))
      let desk = try OwnerDesk.create(record, ring: keys, options)
      try KeyCabinet.write(keys, to: options.keyPath, passphrase: passphrase)
      return desk.state.items.count
    }
  }

  /// Announces the new key with the recovery key; returns when it is in force at the earliest.
  func announce(_ card: SignedDocument<Card>) async throws -> Date {
    let now = Date()
    let requester = try await secret.requester(at: now)
    let succession = try await secret.succession(to: card, at: now)
    return try await HubClient.with(
      endpoint: endpoint, expected: secret.address.hubFingerprint, ring: requester
    ) { hub in
      do {
        try await hub.announce(succession)
      } catch HubClientError.conflict {
        throw CommandFailure(
          .conflict, say("a new key waits already", fr: "une nouvelle clé attend déjà"),
          hint: say(
            "come back after its 7 days; the old key can cancel it before",
            fr: "revenez après ses 7 jours ; l'ancienne clé peut l'annuler avant"))
      }
      return Date().addingTimeInterval(Succession.delay)
    }
  }
}
