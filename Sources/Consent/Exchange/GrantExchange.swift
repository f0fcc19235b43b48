package import Foundation
package import Keys

/// Why a grant that was published no longer opens anything.
package enum GrantEnd: String, CaseIterable, Codable, Sendable {
  /// The owner, or a helper they allowed, revoked it.
  case revoked
  /// The viewer gave it back.
  case givenBack = "given-back"
}

/// One published grant as its owner sees it.
package struct PublishedGrant: Hashable, Codable, Sendable {
  /// The publication with its present packets.
  package let publication: GrantPublication
  /// When it ended before its time (UTC).
  package let endedAt: Date?
  /// Why it ended before its time.
  package let end: GrantEnd?

  /// Describes a grant.
  package init(publication: GrantPublication, endedAt: Date?, end: GrantEnd?) {
    self.publication = publication
    self.endedAt = endedAt?.wholeSeconds
    self.end = end
  }
}

/// Why a grant that stands opens nothing for now: its viewer cannot show that they work for its
/// authority.
package enum AffiliationLoss: String, CaseIterable, Codable, Sendable {
  /// The authority said that they no longer work there.
  case left
  /// The authority's word ran out and was not renewed.
  case expired
  /// The authority has another key, under which it has not given its word again.
  case keyChanged = "key-changed"
}

/// How it stands with the affiliation that a grant depends on.
package struct GrantAffiliation: Hashable, Codable, Sendable {
  /// The grant.
  package let grant: GrantID
  /// Until when the authority's word holds that the hub saw last (UTC); nil where none does.
  package let until: Date?
  /// Why none holds; nil where one does.
  package let loss: AffiliationLoss?

  /// States how it stands.
  package init(grant: GrantID, until: Date?, loss: AffiliationLoss?) {
    self.grant = grant
    self.until = until?.wholeSeconds
    self.loss = loss
  }
}

/// The answer to `GET .../grants` for the owner.
package struct OwnerGrants: Hashable, Codable, Sendable {
  /// Every grant, live or not, by time of publication.
  package let grants: [PublishedGrant]
  /// How it stands with the affiliation of each grant that has not ended and names an authority.
  package let affiliations: [GrantAffiliation]
  /// Whether the record is stopped.
  package let stopped: Bool
  /// Where the record's sequence stands.
  package let state: SignedDocument<RecordState>?

  /// Lists grants.
  package init(
    grants: [PublishedGrant], affiliations: [GrantAffiliation] = [], stopped: Bool,
    state: SignedDocument<RecordState>?
  ) {
    self.grants = grants
    self.affiliations = affiliations
    self.stopped = stopped
    self.state = state
  }
}

/// What a viewer reads of a record: the live grants addressed to them.
package struct ViewerGrants: Hashable, Codable, Sendable {
  /// The owner's card.
  package let ownerCard: SignedDocument<Card>
  /// How the owner's key came to be the present one, oldest first; absent where it never changed.
  package let successions: [OwnerSuccession]?
  /// The grants, by time of publication.
  package let grants: [SignedDocument<Grant>]

  /// Lists grants.
  package init(
    ownerCard: SignedDocument<Card>, successions: [OwnerSuccession] = [],
    grants: [SignedDocument<Grant>]
  ) {
    self.ownerCard = ownerCard
    self.successions = successions.isEmpty ? nil : successions
    self.grants = grants
  }

  /// The HPKE info of the sealed list: bound to the record and to the request's own signature.
  package static func info(record: RecordID, request: SignedRequestEvidence) -> Data {
    Data(
      "maille/v1/grants\n\(record)\n\(DocumentHash(of: Data(request.base.utf8)))".utf8)
  }
}

/// The answer to `GET .../grants` for a viewer: the same shape whether there are grants or not.
package struct SealedViewerGrants: Hashable, Codable, Sendable {
  /// Padded canonical JSON of ``ViewerGrants``, by HPKE to the viewer.
  package let sealed: Data

  /// Takes a sealed list.
  package init(sealed: Data) { self.sealed = sealed }

  /// Seals a list for the viewer who signed a request.
  package init(
    _ grants: ViewerGrants, to viewer: PublicIdentity, record: RecordID,
    request: SignedRequestEvidence
  ) throws {
    sealed = try SealedBox.seal(
      Padding.pad(CanonicalJSON.encode(grants)), to: viewer,
      info: ViewerGrants.info(record: record, request: request))
  }

  /// Opens the answer to one's own request.
  package func open(
    with identity: Identity, record: RecordID, request: SignedRequestEvidence
  ) throws -> ViewerGrants {
    let padded = try SealedBox.open(
      sealed, with: identity, info: ViewerGrants.info(record: record, request: request))
    return try CanonicalJSON.decode(ViewerGrants.self, from: Padding.unpad(padded))
  }
}

/// The body of `POST .../views`.
package struct ViewRequest: Hashable, Codable, Sendable {
  /// The grant under which to look.
  package let grant: GrantID
  /// The purpose, which must be the grant's.
  package let purpose: Purpose

  /// Asks for a view.
  package init(grant: GrantID, purpose: Purpose) {
    self.grant = grant
    self.purpose = purpose
  }
}
