package import Consent
import Foundation
package import Keys
import Record

extension ViewerDesk {
  /// Proposes an item to the person of an address, under a grant of theirs that is live now.
  ///
  /// The same item proposed again after an answer that was lost is the same proposal. Throws
  /// ``DeskError/outsideGrant`` where the grant does not open the item's place,
  /// ``DeskError/noSuchGrant`` where it is not live.
  package func propose(
    _ item: ProposedItem, under grant: VerifiedDocument<Grant>, to address: Address
  ) async throws -> ProposalID {
    guard grant.payload.compartments.contains(item.compartment) else {
      throw DeskError.outsideGrant
    }
    return try await withHub(of: address) { hub in
      // The owner's present key, to which the item is sealed, comes with their live grants.
      let live = try await live(address, hub)
      guard live.contains(where: { $0.payload.id == grant.payload.id }),
        let owner = known(address).ownerCard?.payload.identity
      else { throw DeskError.noSuchGrant }
      let sent = try await prepare(item, under: grant.payload, to: address, owner: owner)
      try await send(sent, to: hub, of: address)
      return sent.document.payload.id
    }
  }

  /// What was proposed at an address, oldest first.
  package func proposals(to address: Address) -> [Proposal] {
    (known(address).proposals ?? []).filter { $0.unsent == nil }.map(\.document.payload)
  }

  /// The proposal of this item that may not have arrived, or a new one, which is kept first.
  private func prepare(
    _ item: ProposedItem, under grant: Grant, to address: Address, owner: PublicIdentity
  ) async throws -> SentProposal {
    let hash = DocumentHash(of: try CanonicalJSON.encode(item))
    let authority = affiliation?.payload.authority
    var record = known(address)
    let again = record.proposals?.first {
      $0.unsent != nil && $0.item == hash && $0.document.payload.grant == grant.id
        && $0.document.payload.authority == authority
    }
    if let again { return again }
    let body = try item.sealed(to: owner)
    let document = try await SignedDocument.sign(
      Proposal(
        id: ProposalID(), record: address.record, grant: grant.id,
        viewer: ring.identity.publicIdentity, authority: authority,
        compartment: item.compartment, body: DocumentHash(of: body), issuedAt: Date()),
      with: ring.identity)
    let sent = SentProposal(
      document: document, item: hash, unsent: try PublishProposal(proposal: document, body: body))
    record.note(sent)
    state.note(record)
    try save()
    return sent
  }

  /// Sends a proposal; one that the hub refused is forgotten, one whose answer was lost is not.
  private func send(
    _ sent: SentProposal, to hub: HubClient, of address: Address
  ) async throws {
    guard let unsent = sent.unsent else { return }
    do {
      try await hub.propose(unsent)
    } catch {
      switch error {
      case .notAvailable, .refused, .invalid, .conflict:
        var record = known(address)
        record.forget(sent)
        state.note(record)
        try save()
      default: break
      }
      throw error
    }
    var record = known(address)
    record.note(SentProposal(document: sent.document, item: sent.item, unsent: nil))
    state.note(record)
    try save()
  }
}
