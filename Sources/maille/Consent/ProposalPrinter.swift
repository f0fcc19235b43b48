import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork

/// Shows to an owner what professionals propose, and carries out the answer.
struct ProposalPrinter {
  /// The owner's network, for the names of members.
  let network: PersonalNetwork

  /// A proposal as `--json` lists it.
  struct Row: Encodable {
    let proposal: String
    let viewer: String
    let authority: String?
    let compartment: String
    let receivedAt: Date
    let content: ItemContent?

    init(_ proposed: ProposedAddition) {
      proposal = proposed.id.description
      viewer = proposed.name
      authority = proposed.received.proposal.authority?.description
      compartment = proposed.received.proposal.compartment.description
      receivedAt = proposed.received.receivedAt
      content = proposed.item?.content
    }
  }

  /// A row of the inbox's table: identifier, who, for what, days, when, state.
  func row(_ proposed: ProposedAddition) -> [String] {
    [
      String(proposed.id.description.prefix(8)), proposed.name,
      say("an addition", fr: "un ajout"), "", Moment.shown(proposed.received.receivedAt),
      say("open", fr: "ouverte"),
    ]
  }

  /// A proposal whole.
  func tell(_ proposed: ProposedAddition) {
    let name = Printer.harmless(proposed.name)
    Printer.line(say("\(name) proposes to add:", fr: "\(name) propose d'ajouter :"))
    let place = proposed.received.proposal.compartment.title(Speech.language)
    Printer.line("  \(place)")
    Printer.line("  " + Printer.harmless(sentence(proposed)))
    Printer.line(
      say(
        "Nothing is added without your yes. You may change the words, keep it for you alone (--reserved), decline, or let it lie.",
        fr:
          "Rien ne s'ajoute sans votre oui. Vous pouvez changer les mots, le garder pour vous (--reserved), refuser, ou ne pas répondre."
      ))
  }

  private func sentence(_ proposed: ProposedAddition) -> String {
    guard let item = proposed.item,
      let shown = try? NetworkItem(id: NetworkItemID(), content: item.content)
    else { return say("(does not open)", fr: "(ne s'ouvre pas)") }
    if case .card(let card) = item.content {
      return "\(item.content.kind.title(Speech.language)): \(card.label.printable)"
    }
    return ItemPrinter(network: network).sentence(shown)
  }
}
