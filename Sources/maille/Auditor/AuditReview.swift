import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys

/// `maille audit review`.
struct AuditReview: AsyncParsableCommand {
  static let configuration = command(
    "review", "Say whether an opening was an emergency.",
    fr: "Dire si une ouverture était une urgence.",
    examples: ["maille audit review OPENING --justified --hub 127.0.0.1:8443"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var review: ReviewOptions

  @Argument(
    help: spoken(
      "The opening's hash, as 'maille audit verify' names it.",
      fr: "L'empreinte de l'ouverture, comme « maille audit verify » la nomme."))
  var opening: String

  func run() async throws {
    guard let hash = DocumentHash(opening) else {
      throw CommandFailure.invalid(
        say("this is not an opening's hash", fr: "ce n'est pas l'empreinte d'une ouverture"),
        hint: say("see 'maille audit verify'", fr: "voyez « maille audit verify »"))
    }
    try await AuditDesk.open(options).review(hash, finding: review.finding)
    if options.json { return try Printer.json(["reviewed": hash.description]) }
    Printer.line(say("Reviewed.", fr: "Contrôlée."))
  }
}
