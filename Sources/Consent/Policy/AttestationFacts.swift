package import Foundation
package import Keys

/// What a policy reads of a draft's attestations.
package struct AttestationFacts: Hashable, Sendable {
  /// How long before a grant someone must have been enrolled to count as independent: 72 hours.
  package static let enrolmentDelay: TimeInterval = 72 * 3600

  /// Someone who attested the draft; the attestation has been verified and supports it.
  package struct Attester: Hashable, Sendable {
    /// The key that signed the attestation.
    package let fingerprint: Fingerprint
    /// The authority of a valid affiliation; nil without one.
    package let authority: AuthorityID?
    /// When the owner enrolled this helper; nil when they are none.
    package let enrolledAt: Date?

    /// Names an attester.
    package init(fingerprint: Fingerprint, authority: AuthorityID?, enrolledAt: Date?) {
      self.fingerprint = fingerprint
      self.authority = authority
      self.enrolledAt = enrolledAt
    }
  }

  /// An enrolled helper.
  package struct Helper: Hashable, Sendable {
    /// The helper's key.
    package let fingerprint: Fingerprint
    /// The authority that the helper acts for; nil without one.
    package let authority: AuthorityID?

    /// Names a helper.
    package init(fingerprint: Fingerprint, authority: AuthorityID?) {
      self.fingerprint = fingerprint
      self.authority = authority
    }
  }

  /// Whether the owner requires an attestation for every grant.
  package let required: Bool
  /// How many different people attested; 0 where none of them is an enrolled helper, for anyone
  /// else's word, the viewer's own above all, only stands beside a helper's.
  package let given: Int
  /// How many of them are neither the viewer nor of the viewer's topmost parent, and are affiliated
  /// or were enrolled at least 72 hours before.
  package let independent: Int
  /// Whether the viewer is a helper, or under the same topmost parent as a helper.
  package let toHelper: Bool

  /// Works the facts out from who attested, who helps and who is under whom.
  package init(
    required: Bool, attesters: [Attester], viewer: Fingerprint, viewerAuthority: AuthorityID?,
    helpers: [Helper], authorities: Authorities, now: Date
  ) {
    func top(_ authority: AuthorityID?) -> AuthorityID? {
      authority.map { authorities.topmostParent(of: $0) }
    }
    let viewerTop = top(viewerAuthority)
    let helperTops = Set(helpers.compactMap { top($0.authority) })
    let latest = now.addingTimeInterval(-Self.enrolmentDelay)
    func isIndependent(_ attester: Attester) -> Bool {
      guard attester.fingerprint != viewer else { return false }
      if let own = top(attester.authority) { return own != viewerTop && !helperTops.contains(own) }
      return attester.enrolledAt.map { $0 <= latest } ?? false
    }
    self.required = required
    given =
      attesters.contains { $0.enrolledAt != nil } ? Set(attesters.map(\.fingerprint)).count : 0
    independent = Set(attesters.filter(isIndependent).map(\.fingerprint)).count
    toHelper =
      helpers.contains { $0.fingerprint == viewer }
      || viewerTop.map(helperTops.contains) ?? false
  }
}
