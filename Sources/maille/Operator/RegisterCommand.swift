import ArgumentParser
import Consent
import Foundation
import Hub
import HubClient
import Keys

/// `maille hub register`.
struct HubRegister: AsyncParsableCommand {
  static let configuration = command(
    "register", "Enter an authority in the register; an auditor signs too.",
    fr: "Inscrire une autorité au registre ; un éthicien signe aussi.",
    examples: [
      "maille hub register cpas.card --id cpas --context debt-mediation --hub 127.0.0.1:8443 --auditor-key auditor.age",
      "maille hub register authorities.json --hub 127.0.0.1:8443 --auditor-key auditor.age",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var ceremony: CeremonyOptions

  @Argument(
    help: spoken(
      "The authority's card, or a JSON list of several.",
      fr: "La carte de l'autorité, ou une liste JSON de plusieurs."))
  var authority: String

  @Option(
    help: spoken(
      "Its legal id: a to z, 0 to 9 and -.", fr: "Son identifiant légal : a à z, 0 à 9 et -."))
  var id: AuthorityID?

  @Option(help: spoken("The authority to which it belongs.", fr: "L'autorité dont elle dépend."))
  var parent: AuthorityID?

  @Option(
    help: spoken(
      "A professional context; may be repeated.",
      fr: "Un contexte professionnel ; peut être répété."))
  var context: [Context] = []

  private struct Told: Encodable {
    let version: Int
    let authorities: [String]
  }

  func run() async throws {
    let entered = try await read()
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .hub)
    let auditor = try await ceremony.auditor()
    let (endpoint, given) = try HubDesk.place(options)
    let register = try await HubClient.with(
      endpoint: endpoint, expected: given ?? ring.card.signer, ring: ring
    ) { hub in
      let present = hub.hub.description.register
      let ids = Set(entered.map(\.id))
      let authorities = present.payload.authorities.filter { !ids.contains($0.id) } + entered
      let next = try await HubSetup.cosign(
        HubSetup.proposeRegister(ring, authorities: authorities, after: present, at: Date()),
        with: auditor.identity)
      try await hub.publish(next)
      return next.payload
    }
    if options.json {
      return try Printer.json(
        Told(version: register.version, authorities: register.authorities.map(\.id.description)))
    }
    Printer.line(
      say(
        "The register is at version \(register.version), with \(register.authorities.count) authorities.",
        fr:
          "Le registre est à la version \(register.version), avec \(register.authorities.count) autorités."
      ))
  }

  /// The authorities to enter: one by its card, or several of a list.
  private func read() async throws -> [RegisteredAuthority] {
    let data = try LocalFile.read(authority, largest: 4 << 20)
    if data.first(where: { $0 != 0x20 && $0 != 0x0A }) == UInt8(ascii: "[") {
      guard id == nil, parent == nil, context.isEmpty else {
        throw CommandFailure.usage(
          say(
            "a list says ids, parents and contexts itself",
            fr: "une liste dit elle-même identifiants, parents et contextes"),
          hint: say(
            "leave out --id, --parent and --context", fr: "retirez --id, --parent et --context"))
      }
      do {
        return try CanonicalJSON.decoder.decode([RegisteredAuthority].self, from: data)
      } catch let error as DocumentError {
        throw error
      } catch {
        throw DocumentError.payload(place: "authorities")
      }
    }
    guard let id else {
      throw CommandFailure.usage(
        say(
          "an authority needs its legal id", fr: "une autorité a besoin de son identifiant légal"),
        hint: say("give --id", fr: "donnez --id"))
    }
    let card = try await CardFile.read(authority).card.payload
    guard card.kind == .authority else {
      throw CommandFailure.invalid(
        say("this card is not an authority's", fr: "cette carte n'est pas celle d'une autorité"),
        hint: say(
          "make one with 'maille authority new'", fr: "faites-en une avec « maille authority new »")
      )
    }
    return [
      try RegisteredAuthority(
        id: id, name: card.name, key: card.identity, parent: parent, contexts: context)
    ]
  }
}
