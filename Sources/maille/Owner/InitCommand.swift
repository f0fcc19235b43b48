import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille init`.
struct InitCommand: AsyncParsableCommand {
  static let configuration = command(
    "init", "Begin your record at a hub.", fr: "Commencer votre dossier chez un hub.",
    examples: [
      "maille init --hub 127.0.0.1:8443",
      "maille init --hub FINGERPRINT@hub.example --attestation-required",
    ])

  @OptionGroup var options: GlobalOptions

  @Flag(
    help: spoken(
      "Every access will need a helper's attestation.",
      fr: "Chaque accès demandera l'attestation d'une aide."))
  var attestationRequired = false

  private struct Made: Encodable {
    let record: String
    let address: String
  }

  func run() async throws {
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .owner)
    let (endpoint, expected) = try HubDesk.place(options)
    let address = try await HubClient.with(endpoint: endpoint, expected: expected, ring: ring) {
      hub in
      let pinned = PinnedHub(
        host: endpoint.host, description: hub.hub.description, bundle: hub.hub.bundle.hash)
      let record = try OwnerRecord.begin(
        ring: ring, language: Speech.language, hub: pinned,
        attestationRequired: attestationRequired)
      let desk = try OwnerDesk.create(record, ring: ring, options)
      try await desk.flush(hub)
      return desk.state.address
    }
    guard let address else { throw RecordError(.wrongHub, at: "hub") }
    if options.json {
      return try Printer.json(
        Made(record: address.record.description, address: address.description))
    }
    Printer.line(
      say(
        "Your record is begun. Its address, to give by hand:",
        fr: "Votre dossier est commencé. Son adresse, à donner de la main à la main :"))
    Printer.line(address.description)
    Printer.line(say("The hub's fingerprint, to compare:", fr: "L'empreinte du hub, à comparer :"))
    Printer.line("  " + address.hubFingerprint.digits)
  }
}
