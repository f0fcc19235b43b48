package import Foundation

/// An authority's word that a viewer works for it, in a role, until a date.
package struct Affiliation: DocumentPayload {
  package static let documentType = "maille-affiliation+jwt"

  /// The longest an affiliation lasts: 92 days in seconds.
  package static let longest: TimeInterval = 92 * 86_400

  /// The authority that signs.
  package let authority: AuthorityID
  /// The fingerprint of the viewer's card.
  package let viewer: Fingerprint
  /// The role in the authority's words, 1 to 100 bytes.
  package let role: String
  /// The first second of validity.
  package let notBefore: Date
  /// The first second after validity.
  package let notAfter: Date

  /// Makes an affiliation; throws `.rule` if it is empty, ends before it starts or lasts over 92 days.
  package init(
    authority: AuthorityID, viewer: Fingerprint, role: String, notBefore: Date, notAfter: Date
  ) throws(DocumentError) {
    try ShownText.check(role, place: "role", maximum: 100)
    self.authority = authority
    self.viewer = viewer
    self.role = role
    self.notBefore = notBefore.wholeSeconds
    self.notAfter = notAfter.wholeSeconds
    let length = self.notAfter.timeIntervalSince(self.notBefore)
    guard length > 0 else { throw .rule(place: "exp", "is not after the beginning") }
    guard length <= Self.longest else { throw .rule(place: "exp", "is more than 92 days away") }
  }

  private enum CodingKeys: String, CodingKey {
    case authority
    case notAfter = "exp"
    case notBefore = "nbf"
    case role
    case viewer
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      authority: container.decode(AuthorityID.self, forKey: .authority),
      viewer: container.decode(Fingerprint.self, forKey: .viewer),
      role: container.decode(String.self, forKey: .role),
      notBefore: container.decode(Date.self, forKey: .notBefore),
      notAfter: container.decode(Date.self, forKey: .notAfter))
  }

  /// Whether `time` is within the validity.
  package func isInForce(at time: Date) -> Bool { notBefore <= time && time < notAfter }
}

/// An authority's word that a viewer no longer works for it.
package struct AffiliationEnd: DocumentPayload {
  package static let documentType = "maille-affiliation-end+jwt"

  /// The authority that signs.
  package let authority: AuthorityID
  /// The fingerprint of the viewer's card.
  package let viewer: Fingerprint
  /// From when, in whole seconds; affiliations that began before this are over.
  package let at: Date

  /// Makes the end of every affiliation of `viewer` that began before `at`.
  package init(authority: AuthorityID, viewer: Fingerprint, at: Date) {
    self.authority = authority
    self.viewer = viewer
    self.at = at.wholeSeconds
  }
}

extension Register {
  /// The affiliation, if the registered authority signed it for `viewer` and it is in force at `time`.
  package func verify(
    _ affiliation: SignedDocument<Affiliation>, of viewer: Fingerprint, at time: Date
  ) async throws(DocumentError) -> VerifiedDocument<Affiliation> {
    guard let authority = authority(affiliation.payload.authority) else { throw .unknownAuthority }
    let verified = try await affiliation.verified(by: authority.key)
    try check(verified, of: viewer, at: time)
    return verified
  }

  /// Checks again all but the signature of an affiliation that was verified before: that the key is
  /// still the registered authority's, that it is for `viewer` and in force at `time`.
  package func check(
    _ affiliation: VerifiedDocument<Affiliation>, of viewer: Fingerprint, at time: Date
  ) throws(DocumentError) {
    let payload = affiliation.payload
    guard let authority = authority(payload.authority) else { throw .unknownAuthority }
    guard affiliation.signer == authority.key.fingerprint else { throw .wrongSigner }
    guard payload.viewer == viewer else {
      throw .rule(place: "viewer", "the affiliation is for another card")
    }
    guard payload.isInForce(at: time) else { throw .notInForce }
  }

  /// The end of an affiliation, if the registered authority signed it.
  package func verify(
    _ end: SignedDocument<AffiliationEnd>
  ) async throws(DocumentError) -> VerifiedDocument<AffiliationEnd> {
    guard let authority = authority(end.payload.authority) else { throw .unknownAuthority }
    return try await end.verified(by: authority.key)
  }
}
