package import Foundation
package import Keys
package import PersonalNetwork

/// What a `ProposalID` names.
package enum ProposalTag {}
/// Names one proposal of an addition.
package typealias ProposalID = RandomIdentifier<ProposalTag>

/// A professional proposes one item for an owner's record: `maille-proposal+jwt`, signed by them.
///
/// It rests on a grant that is live when it is sent, and on a compartment that the grant opens. The
/// item itself is sealed to the owner; the document holds its hash alone.
package struct Proposal: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-proposal+jwt"
  /// The most bytes that a sealed body has.
  package static let largestBody = 16 * 1024

  /// The proposal's own identifier.
  package let id: ProposalID
  /// The record.
  package let record: RecordID
  /// The grant that it rests on.
  package let grant: GrantID
  /// The proposer's public keys.
  package let viewer: PublicIdentity
  /// The authority for which they propose.
  package let authority: AuthorityID?
  /// The compartment that the item would be at home in.
  package let compartment: Compartment
  /// The hash of the sealed body.
  package let body: DocumentHash
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Makes a proposal; refuses one for the emergency set, which the owner alone fills.
  package init(
    id: ProposalID, record: RecordID, grant: GrantID, viewer: PublicIdentity,
    authority: AuthorityID?, compartment: Compartment, body: DocumentHash, issuedAt: Date
  ) throws(ConsentError) {
    guard compartment != .emergency else {
      throw ConsentError(.emergencyCompartment, at: "compartment")
    }
    self.id = id
    self.record = record
    self.grant = grant
    self.viewer = viewer
    self.authority = authority
    self.compartment = compartment
    self.body = body
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      id: container.decode(ProposalID.self, forKey: .id),
      record: container.decode(RecordID.self, forKey: .record),
      grant: container.decode(GrantID.self, forKey: .grant),
      viewer: container.decode(PublicIdentity.self, forKey: .viewer),
      authority: container.decodeIfPresent(AuthorityID.self, forKey: .authority),
      compartment: container.decode(Compartment.self, forKey: .compartment),
      body: container.decode(DocumentHash.self, forKey: .body),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
