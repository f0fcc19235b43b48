package import Foundation
package import Keys

/// The body of `POST .../proposals`.
package struct PublishProposal: Hashable, Codable, Sendable {
  /// The proposal; the proposer's card and affiliation come in the HTTP headers.
  package let proposal: SignedDocument<Proposal>
  /// The item: an age file to the owner, at most ``Proposal/largestBody`` bytes.
  package let body: Data

  /// Proposes; refuses a body that is not the one that the proposal names, or is too large.
  package init(proposal: SignedDocument<Proposal>, body: Data) throws(ConsentError) {
    guard (1...Proposal.largestBody).contains(body.count) else {
      throw ConsentError(.wrongLength, at: "body")
    }
    guard DocumentHash(of: body) == proposal.payload.body else {
      throw ConsentError(.contradiction, at: "body")
    }
    self.proposal = proposal
    self.body = body
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      proposal: container.decode(SignedDocument<Proposal>.self, forKey: .proposal),
      body: container.decode(Data.self, forKey: .body))
  }
}

/// One proposal that waits for the owner.
package struct ReceivedProposal: Hashable, Codable, Sendable {
  /// The proposal with its sealed item.
  package let published: PublishProposal
  /// The proposer's card.
  package let viewerCard: SignedDocument<Card>
  /// The proposer's affiliation at the time.
  package let affiliation: SignedDocument<Affiliation>?
  /// When the hub took it (UTC).
  package let receivedAt: Date

  /// Describes a proposal that arrived.
  package init(
    published: PublishProposal, viewerCard: SignedDocument<Card>,
    affiliation: SignedDocument<Affiliation>?, receivedAt: Date
  ) {
    self.published = published
    self.viewerCard = viewerCard
    self.affiliation = affiliation
    self.receivedAt = receivedAt.wholeSeconds
  }

  /// The proposal.
  package var proposal: Proposal { published.proposal.payload }
}

/// The answer to `GET .../proposals`.
package struct Proposals: Hashable, Codable, Sendable {
  /// The proposals without an answer, oldest first.
  package let proposals: [ReceivedProposal]
  /// Where the record's sequence stands.
  package let state: SignedDocument<RecordState>?

  /// Lists proposals.
  package init(proposals: [ReceivedProposal], state: SignedDocument<RecordState>?) {
    self.proposals = proposals
    self.state = state
  }
}

/// The body of `POST .../settlements`.
package struct PublishSettlement: Hashable, Codable, Sendable {
  /// The owner's word that a proposal is answered.
  package let settlement: SignedDocument<Settlement>

  /// Settles.
  package init(settlement: SignedDocument<Settlement>) { self.settlement = settlement }
}
