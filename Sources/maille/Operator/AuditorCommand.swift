import ArgumentParser
import Consent
import Foundation
import Hub
import HubClient
import Keys

/// `maille hub auditor`.
struct HubAuditor: AsyncParsableCommand {
  static let configuration = command(
    "auditor", "Name another auditor, in force after 7 days; a present one signs too.",
    fr: "Nommer un autre éthicien, en vigueur après 7 jours ; un éthicien présent signe aussi.",
    examples: [
      "maille hub auditor second.card --hub 127.0.0.1:8443 --auditor-key auditor.age",
      "maille hub auditor second.card --replacing first.card --hub 127.0.0.1:8443 --auditor-key present.age",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var ceremony: CeremonyOptions

  @Argument(help: spoken("The new auditor's card.", fr: "La carte du nouvel éthicien."))
  var card: String

  @Option(
    help: spoken(
      "The card of an auditor who leaves; not the one who signs.",
      fr: "La carte d'un éthicien qui part ; pas celui qui signe."))
  var replacing: String?

  /// How long after its signing a bundle with other auditors is in force: 7 days, and a little for
  /// the difference of two clocks.
  private static let delay: TimeInterval = 7 * 86_400 + 600

  private struct Told: Encodable {
    let version: Int
    let auditors: [String]
    let validFrom: Date
  }

  func run() async throws {
    let added = try await CardFile.read(card).card
    guard added.payload.kind == .auditor else {
      throw CommandFailure.invalid(
        say("this card is not an auditor's", fr: "cette carte n'est pas celle d'un éthicien"),
        hint: say(
          "make one with 'maille key new --kind auditor'",
          fr: "faites-en une avec « maille key new --kind auditor »"))
    }
    let leaving = try await replaced()
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .hub)
    let auditor = try await ceremony.auditor()
    let (endpoint, given) = try HubDesk.place(options)
    let next = try await HubClient.with(
      endpoint: endpoint, expected: given ?? ring.card.signer, ring: ring
    ) { hub in
      let present = hub.hub.description.bundle
      let rules = present.payload
      let now = Date()
      let kept = rules.auditors.filter {
        $0.fingerprint != leaving && $0.fingerprint != added.signer
      }
      let proposed = try await HubSetup.proposeBundle(
        ring, after: present, schema: rules.schema, policies: rules.policies,
        auditors: kept + [added.payload.identity], naming: rules.naming,
        validFrom: now.addingTimeInterval(Self.delay), at: now)
      let cosigned = try await HubSetup.cosign(proposed, with: auditor.identity)
      try await hub.publish(cosigned)
      return cosigned.payload
    }
    if options.json {
      return try Printer.json(
        Told(
          version: next.version, auditors: next.auditors.map(\.fingerprint.description),
          validFrom: next.validFrom))
    }
    Printer.line(
      say(
        "Signed: \(next.auditors.count) auditor(s) from \(Moment.shown(next.validFrom)) on.",
        fr:
          "Signé : \(next.auditors.count) éthicien(s) à partir du \(Moment.shown(next.validFrom))."
      ))
  }

  private func replaced() async throws -> Fingerprint? {
    guard let replacing else { return nil }
    return try await CardFile.read(replacing).card.signer
  }
}
