import ArgumentParser
import Consent
import Foundation
import HubClient
import Interchange
import Keys
import Record

/// `maille receipt`.
struct ReceiptCommand: AsyncParsableCommand {
  static let configuration = command(
    "receipt", "A consent receipt of an access, for other programs (ISO/IEC TS 27560, JSON-LD).",
    fr: "Un reçu de consentement d'un accès, pour d'autres programmes (ISO/IEC TS 27560, JSON-LD).",
    examples: ["maille receipt hK3mZ0", "maille receipt hK3mZ0 --out paul-receipt.jsonld"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The beginning of the grant's identifier.", fr: "Le début de l'identifiant de l'accès."))
  var grant: String

  @Option(help: spoken("Write the receipt to this file.", fr: "Écrire le reçu dans ce fichier."))
  var out: String?

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let published = try desk.grant(grant)
    let terms = published.publication.grant.payload
    let name = terms.authority.flatMap {
      desk.state.hub?.description.register.payload.authority($0)?.name
    }
    let data = try ConsentReceipt(published, authorityName: name, at: Date()).data()
    guard let out else { return FileHandle.standardOutput.write(data) }
    try LocalFile.write(data, to: out)
    if options.json { return try Printer.json(["receipt": terms.id.description]) }
    Printer.line(
      say("Written. It names the person who sees.", fr: "Écrit. Il nomme la personne qui voit."))
  }
}
