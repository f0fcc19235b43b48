package import PersonalNetwork

/// Every figure that a limit, a policy or a person reads about one viewer of one record.
///
/// Shares are in ten-thousandths of the whole.
package struct Figures: Hashable, Codable, Sendable {
  /// What the viewer can open now, or once grants that have not begun begin; rounded up.
  package var viewerShare: Int
  /// In how many domains the viewer can open anything now.
  package var viewerDomains: Int
  /// What the authority's viewers could open at any time in 24 months; rounded up.
  package var authorityShare: Int
  /// In how many domains.
  package var authorityDomains: Int
  /// The most that any three viewers could open together; rounded up.
  package var coalitionPersons: Int
  /// The most that any two authorities could; rounded up.
  package var coalitionAuthorities: Int
  /// κ: the fewest viewers that together reach 0.80; nil when even all do not.
  package var kappaPersons: Int?
  /// κ for authorities.
  package var kappaAuthorities: Int?
  /// What no viewer could open in 24 months; rounded down.
  package var neverSeen: Int
  /// In how many domains there is something that no viewer could open.
  package var neverSeenDomains: Int
  /// How long the proposed grant lasts, in days, rounded up; 0 without one.
  package var durationDays: Int
  /// How long the viewer's unbroken run of grants lasts, in days, rounded up; 0 without one.
  package var runDays: Int
  /// On how many of the last seven days (UTC) the viewer opened the record.
  package var openingDays: Int
  /// How many non-empty domains the record has, the reserve included.
  package var domains: Int
  /// Whether the viewer is a référent under the proposal, or under a live grant that lasts as long.
  package var viewerIsReferent: Bool
  /// Whether a viewer of the authority is.
  package var authorityHoldsReferent: Bool
  /// Whether a third person attested that the run may go on.
  package var thirdPerson: Bool
  /// The domains that the viewer's own authority must not see and asks for or holds, in order.
  package var walledDomains: [LifeDomain]

  /// Whether the record has too few domains for shares, coalition and reserve to decide.
  package var isSmallRecord: Bool { domains < Limits.decidingDomains }
}

/// The figures that decide at a release, when a view is opened.
package struct ReleaseFigures: Hashable, Codable, Sendable {
  /// How long the grant lasts, in days, rounded up.
  package var durationDays: Int
  /// How long the unbroken run up to this grant's end lasts, in days, rounded up.
  package var runDays: Int
  /// Whether a third person attested that the run may go on.
  package var thirdPerson: Bool
  /// On how many of the last seven days (UTC) the viewer will have opened the record, today included.
  package var openingDays: Int
  /// The domains that the viewer's own authority must not see and holds, in order.
  package var walledDomains: [LifeDomain]
}
