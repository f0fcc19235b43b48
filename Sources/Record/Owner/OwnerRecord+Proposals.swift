package import Consent
package import Foundation
package import Keys
package import PersonalNetwork

extension OwnerState {
  /// Whether a proposal rests on one of the owner's grants: to who proposes, for the same authority,
  /// and open where the item would be at home.
  package func holds(_ proposal: Proposal) -> Bool {
    grants.map(\.publication.grant.payload).contains { grant in
      grant.id == proposal.grant && grant.record == proposal.record
        && grant.viewer == proposal.viewer && grant.terms.authority == proposal.authority
        && grant.compartments.contains(proposal.compartment)
    }
  }
}

extension OwnerRecord {
  /// Takes up what a professional proposed, and leaves the proposal's settlement in the outbox.
  ///
  /// The item's identifier comes of the proposal: accepted again, or on another device, it is the
  /// same item, which is then added once. Returns the items that were added; none where they were
  /// before, or were removed since. Throws ``RecordError/Code/malformed`` where the item does not fit
  /// the record; nothing has changed then.
  package mutating func accept(
    _ item: ProposedItem, of proposal: SignedDocument<Proposal>, reserved: Bool, at time: Date
  ) async throws(RecordError) -> [NetworkItem] {
    var next = self
    let id = try Self.identifier("item", of: proposal)
    var added: [NetworkItem] = []
    var network = try state.network()
    if network[id] == nil, state.removed[ItemID(id)] == nil {
      do {
        added = [try NetworkItem(id: id, content: item.content, reserved: reserved)]
        if case .card = item.content {
          let tie = Tie(
            domain: item.domain, member: MemberID(card: id),
            qualities: try TieQualities(saidBy: .professional))
          added.append(
            try NetworkItem(
              id: try Self.identifier("tie", of: proposal), content: .tie(tie), reserved: reserved))
        }
        try network.put(added)
      } catch let error as NetworkError {
        throw RecordError(.malformed, at: error.place)
      } catch {
        throw RecordError(.malformed, at: "proposal")
      }
      next.take(network)
    }
    try await next.settle(proposal.payload.id, at: time)
    self = next
    return added
  }

  /// Says no to what a professional proposed; nothing is added.
  package mutating func refuse(
    _ proposal: ProposalID, at time: Date
  ) async throws(RecordError) {
    var next = self
    try await next.settle(proposal, at: time)
    next.remember(.refusedProposal(proposal))
    self = next
  }

  private mutating func settle(_ proposal: ProposalID, at time: Date) async throws(RecordError) {
    let record = state.record
    let settlement = try await sign { counter throws(ConsentError) in
      try Settlement(record: record, counter: counter, proposal: proposal, issuedAt: time)
    }
    state.outbox.append(.settlement(PublishSettlement(settlement: settlement)))
  }

  /// An identifier that nobody can aim at an item that is there: 16 bytes of a hash.
  private static func identifier(
    _ part: String, of proposal: SignedDocument<Proposal>
  ) throws(RecordError) -> NetworkItemID {
    let bytes = labelled("maille/v1/proposed-item", Data(part.utf8), proposal.hash.bytes)
    let hash = DocumentHash(of: bytes).bytes
    guard let id = NetworkItemID(bytes: Data(hash.prefix(NetworkItemID.byteCount))) else {
      throw RecordError(.malformed, at: "proposal")
    }
    return id
  }
}
