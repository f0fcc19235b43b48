package import Foundation
package import Keys
package import PersonalNetwork

/// The owner's consent to one view: `maille-grant+jwt`, signed by the owner.
///
/// It is the draft with the owner's counter, the time of signing and the attestations; a grant
/// without an end, over 180 days or of an empty scope cannot be built nor decoded.
package struct Grant: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-grant+jwt"

  /// All but counter, time and attestations.
  package let draft: GrantDraft
  /// The owner's statement counter, from 1.
  package let counter: Int
  /// When it was signed (UTC).
  package let issuedAt: Date
  /// The hashes of the helpers' attestations, sorted and unique.
  package let attestations: [DocumentHash]

  enum CodingKeys: String, CodingKey {
    case counter, issuedAt, attestations
  }

  /// Completes a draft; refuses attestations out of order, a counter under 1, and a grant that
  /// ends before it is signed.
  package init(
    draft: GrantDraft, counter: Int, issuedAt: Date, attestations: [DocumentHash] = []
  ) throws(ConsentError) {
    guard counter >= 1 else { throw ConsentError(.outOfRange, at: "counter") }
    guard issuedAt < draft.terms.notAfter else {
      throw ConsentError(.endNotAfterStart, at: "notAfter")
    }
    guard attestations.count <= 4 else { throw ConsentError(.tooMany, at: "attestations") }
    guard
      zip(attestations, attestations.dropFirst()).allSatisfy({ isAscending($0.bytes, $1.bytes) })
    else { throw ConsentError(.unsorted, at: "attestations") }
    self.draft = draft
    self.counter = counter
    self.issuedAt = issuedAt.wholeSeconds
    self.attestations = attestations
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      draft: GrantDraft(from: decoder),
      counter: container.decode(Int.self, forKey: .counter),
      issuedAt: container.decode(Date.self, forKey: .issuedAt),
      attestations: container.decode([DocumentHash].self, forKey: .attestations))
  }

  /// Encodes the draft's fields and the grant's own in one flat object.
  package func encode(to encoder: any Encoder) throws {
    try draft.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(counter, forKey: .counter)
    try container.encode(issuedAt, forKey: .issuedAt)
    try container.encode(attestations, forKey: .attestations)
  }
}

extension Grant {
  /// The grant's identifier.
  package var id: GrantID { draft.id }
  /// The record it opens a view of.
  package var record: RecordID { draft.record }
  /// What it permits.
  package var terms: GrantTerms { draft.terms }
  /// The viewer's public keys.
  package var viewer: PublicIdentity { terms.viewer }
  /// The authority whose affiliation must accompany each request.
  package var authority: AuthorityID? { terms.authority }
  /// The compartments, sorted.
  package var compartments: [Compartment] { terms.compartments }
  /// The items picked one by one, sorted by identifier.
  package var selection: [SelectedItem] { terms.selection }
  /// The one purpose.
  package var purpose: Purpose { terms.purpose }
  /// Whether the viewer acts as référent.
  package var referent: Bool { terms.referent }
  /// The first second at which the grant is live.
  package var notBefore: Date { terms.notBefore }
  /// The second from which it no longer is.
  package var notAfter: Date { terms.notAfter }
  /// The text shown to the owner.
  package var text: ConsentTextReference { draft.text }
  /// Whether the viewer's fingerprint was compared aloud.
  package var compared: Bool { draft.compared }
  /// What the viewer must trust.
  package var trust: Trust { draft.trust }
}
