import Consent
import Foundation
import HubClient
import PersonalNetwork
import Record

/// Shows the obstacles that the owner may note, with what suggests them; notes none.
struct ProposedObstacles: Encodable {
  /// The obstacles.
  let proposals: [ObstacleProposal]
  /// The record that names members.
  let network: PersonalNetwork

  /// What one request suggests; nil where it does not press, or where the obstacle is noted.
  static func of(_ request: ReceivedRequest, _ desk: OwnerDesk) throws -> ProposedObstacles? {
    let now = Date()
    let reading = try desk.signals([], at: now, on: Moment.today(now))
    guard let pressing = PressingRequest(request, in: reading.network) else { return nil }
    let proposals = ObstacleProposal.proposals(reading, requests: [pressing]).filter {
      $0.grounds.contains(.request(pressing))
    }
    return proposals.isEmpty
      ? nil : ProposedObstacles(proposals: proposals, network: reading.network)
  }

  /// Writes each obstacle with its grounds and the command that notes it; nothing where none is.
  func tell() {
    guard !proposals.isEmpty else { return }
    Printer.line()
    Printer.line(
      say(
        "You may note an obstacle. Nothing is noted without you:",
        fr: "Vous pouvez noter un obstacle. Rien n'est noté sans vous :"))
    for proposal in proposals { tell(proposal) }
  }

  private func tell(_ proposal: ObstacleProposal) {
    let language = Speech.language
    Printer.line("  \(proposal.code.rawValue) \(proposal.code.title(language))")
    for ground in proposal.grounds {
      Printer.line("    - " + Printer.harmless(ground.title(language)))
      Printer.line(
        say("      computed from: ", fr: "      calculé sur : ") + ground.basis(language))
    }
    if proposal.isAsked { instead() }
    Printer.line(
      "    maille obstacle add --code \(proposal.code.rawValue) "
        + say("--domain DOMAIN --severity 0-3", fr: "--domain DOMAINE --severity 0-3"))
  }

  /// What may be offered in the place of the access.
  private func instead() {
    let names = network.referents.compactMap { network.card($0.designation.member)?.label }
    let contact = names.map(Printer.harmless).joined(separator: ", ")
    Printer.line(
      names.isEmpty
        ? say(
          "    You may offer an emergency number instead.",
          fr: "    Vous pouvez donner à la place un numéro d'urgence.")
        : say(
          "    You may offer instead the contact of \(contact), and an emergency number.",
          fr: "    Vous pouvez donner à la place le contact de \(contact) et un numéro d'urgence."))
  }

  private struct Ground: Encodable {
    let ground: String
    let computedFrom: String
  }

  private struct Row: Encodable {
    let code: ObstacleCode
    let member: MemberID?
    let grounds: [Ground]
  }

  /// Encodes a list of the obstacles with what suggests them.
  func encode(to encoder: any Encoder) throws {
    let language = Speech.language
    let rows = proposals.map { proposal in
      Row(
        code: proposal.code, member: proposal.member,
        grounds: proposal.grounds.map {
          Ground(ground: $0.title(language), computedFrom: $0.basis(language))
        })
    }
    try rows.encode(to: encoder)
  }
}
