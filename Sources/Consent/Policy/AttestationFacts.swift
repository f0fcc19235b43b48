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

    /// Names an attester.
    package init(fingerprint: Fingerprint, authority: AuthorityID?) {
      self.fingerprint = fingerprint
      self.authority = authority
    }
  }

  /// One enrolment of a helper, standing or ended.
  package struct Helper: Hashable, Sendable {
    /// The helper's key.
    package let fingerprint: Fingerprint
    /// The authority that the helper acts for; nil without one.
    package let authority: AuthorityID?
    /// Since when (UTC), by the clock of whoever judges.
    package let since: Date
    /// When they were dismissed or enrolled anew (UTC); nil while it stands.
    package let until: Date?

    /// Names a helper.
    package init(
      fingerprint: Fingerprint, authority: AuthorityID?, since: Date, until: Date? = nil
    ) {
      self.fingerprint = fingerprint
      self.authority = authority
      self.since = since
      self.until = until
    }

    /// Whether the second attestation is still asked for because of this enrolment: while it
    /// stands and for 72 hours after, so that dismissing a helper widens nothing at once.
    package func counts(at time: Date) -> Bool {
      until.map { time < $0.addingTimeInterval(AttestationFacts.enrolmentDelay) } ?? true
    }
  }

  /// Since when a key is that of a helper; nil where none of its enrolments stands.
  ///
  /// A pause under 72 hours counts as none: dismissed by mistake and enrolled again, a helper does
  /// not have to wait again.
  package static func enrolledSince(_ person: Fingerprint, in helpers: [Helper]) -> Date? {
    let own = helpers.filter { $0.fingerprint == person }
    guard var since = own.filter({ $0.until == nil }).map(\.since).min() else { return nil }
    for term in own.sorted(by: { $0.since > $1.since }) where term.since < since {
      guard term.counts(at: since) else { break }
      since = term.since
    }
    return since
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

  /// Works the facts out from who attested, who helps or helped, and who is under whom.
  package init(
    required: Bool, attesters: [Attester], viewer: Fingerprint, viewerAuthority: AuthorityID?,
    helpers: [Helper], authorities: Authorities, now: Date
  ) {
    func top(_ authority: AuthorityID?) -> AuthorityID? {
      authority.map { authorities.topmostParent(of: $0) }
    }
    let viewerTop = top(viewerAuthority)
    let counting = helpers.filter { $0.counts(at: now) }
    let helperTops = Set(counting.compactMap { top($0.authority) })
    let latest = now.addingTimeInterval(-Self.enrolmentDelay)
    func isIndependent(_ attester: Attester) -> Bool {
      guard attester.fingerprint != viewer else { return false }
      if let own = top(attester.authority) { return own != viewerTop && !helperTops.contains(own) }
      return Self.enrolledSince(attester.fingerprint, in: helpers).map { $0 <= latest } ?? false
    }
    self.required = required
    given =
      attesters.contains { Self.enrolledSince($0.fingerprint, in: helpers) != nil }
      ? Set(attesters.map(\.fingerprint)).count : 0
    independent = Set(attesters.filter(isIndependent).map(\.fingerprint)).count
    toHelper =
      counting.contains { $0.fingerprint == viewer }
      || viewerTop.map(helperTops.contains) ?? false
  }
}
