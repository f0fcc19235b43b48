package import Consent
import Foundation
import Keys
package import PersonalNetwork
import Record

/// A proposal as its owner reads it.
package struct ProposedAddition: Sendable {
  /// The proposal with who sent it.
  package let received: ReceivedProposal
  /// The item; nil where it does not open, or is not where the proposal says.
  package let item: ProposedItem?

  /// Takes up a proposal that was verified, with what it opens to.
  package init(received: ReceivedProposal, item: ProposedItem?) {
    self.received = received
    self.item = item
  }

  /// The proposal's identifier.
  package var id: ProposalID { received.proposal.id }
  /// The name on the proposer's card.
  package var name: String { received.viewerCard.payload.name }
}

extension OwnerDesk {
  /// The proposals without an answer whose signatures hold, oldest first.
  ///
  /// One that does not verify, or does not rest on a grant of the owner's to who proposes, is not
  /// shown as somebody's, and does not hide the others: a hub can write any name on a card.
  package func proposals(_ hub: HubClient) async throws -> [ProposedAddition] {
    var shown: [ProposedAddition] = []
    let waiting = try await hub.proposals(of: state.record).proposals
    // A grant that was made on another device is heard of first.
    if waiting.contains(where: { !state.holds($0.proposal) }) { try await hear(hub) }
    for received in waiting where state.holds(received.proposal) {
      guard let card = try? await received.viewerCard.verifiedCard(),
        (try? await received.published.proposal.verified(by: card.payload.identity)) != nil,
        received.proposal.record == state.record, received.proposal.viewer == card.payload.identity
      else { continue }
      shown.append(ProposedAddition(received: received, item: item(of: received)))
    }
    return shown
  }

  private func item(of received: ReceivedProposal) -> ProposedItem? {
    guard let item = try? ProposedItem(opening: received.published.body, with: ring.identity),
      item.compartment == received.proposal.compartment
    else { return nil }
    return item
  }

  /// Takes up a proposed item, changed or not, and tells the hub that the proposal is answered.
  ///
  /// Nothing is sent of the item before the next synchronisation. Returns what was added.
  package func accept(
    _ proposed: ProposedAddition, as item: ProposedItem, reserved: Bool, _ hub: HubClient
  ) async throws -> [NetworkItem] {
    let added = try await record.accept(
      item, of: proposed.received.published.proposal, reserved: reserved, at: Date())
    try save()
    try await flush(hub)
    return added
  }

  /// Says no to a proposal; who proposed is told nothing.
  package func refuse(_ proposal: ProposalID, _ hub: HubClient) async throws {
    try await record.refuse(proposal, at: Date())
    try save()
    try await flush(hub)
  }
}

extension [ProposedAddition] {
  /// The proposal whose identifier begins with a text of at least four letters; nil for none.
  package func find(_ text: String) -> ProposedAddition? {
    let found = filter { $0.id.description.hasPrefix(text) }
    return text.utf8.count >= 4 && found.count == 1 ? found[0] : nil
  }
}
