import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import Record

/// `maille restore record`.
struct RestoreRecord: AsyncParsableCommand {
  static let configuration = command(
    "record", "On a new device: take up your record with your key file.",
    fr: "Sur un nouvel appareil : reprendre votre dossier avec votre fichier de clés.",
    examples: ["maille restore record maille:RECORD@HUB:127.0.0.1:8443#OWNER"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("Your record's address.", fr: "L'adresse de votre dossier."))
  var address: Address

  private struct Done: Encodable {
    let items: Int
    let grants: Int
    let helpers: Int
  }

  func run() async throws {
    guard !OwnerStore.exists(in: options.recordPath) else {
      throw RecordError(.localFileExists, at: OwnerStore.fileName)
    }
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .owner)
    guard let endpoint = HubEndpoint(address.host) else {
      throw RecordError(.malformed, at: "address")
    }
    let state = try await HubClient.with(
      endpoint: endpoint, expected: address.hubFingerprint, ring: ring
    ) { hub in
      let record = try await OwnerRecord.takeUp(
        hub.contents(of: address.record), grants: hub.grants(of: address.record), at: address,
        ring: ring,
        hub: PinnedHub(
          host: endpoint.host, description: hub.hub.description, bundle: hub.hub.bundle.hash),
        language: Speech.language)
      let desk = try OwnerDesk.create(record, ring: ring, options)
      try await desk.hear(hub)
      return desk.state
    }
    let standing = state.standingGrants(at: .now).count
    let done = Done(
      items: state.items.count, grants: standing, helpers: state.enrolledHelpers.count)
    if options.json { return try Printer.json(done) }
    Printer.line(
      say(
        "Your record is here: \(done.items) item(s), \(standing) access(es), "
          + "\(done.helpers) helper(s).",
        fr: "Votre dossier est ici : \(done.items) élément(s), \(standing) accès, "
          + "\(done.helpers) aide(s)."))
    Printer.line(
      say(
        "What another device did not send is not here; compare your people's cards again.",
        fr: "Ce qu'un autre appareil n'a pas envoyé n'y est pas ; comparez à nouveau les cartes."))
  }
}
