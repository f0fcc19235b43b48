extension Limits {
  /// The bound on a viewer's share.
  package func viewerShare(referent: Bool) -> Int { referent ? referentShare : viewerShare }

  /// The bound on a viewer's domains; smaller in a record of fewer than six.
  package func viewerDomains(referent: Bool, smallRecord: Bool) -> Int {
    let bound = referent ? referentDomains : viewerDomains
    guard smallRecord else { return bound }
    return min(
      bound, referent ? Self.smallRecordReferentDomains : Self.smallRecordDomains)
  }

  /// The bound on an authority's share.
  package func authorityShare(referent: Bool) -> Int {
    referent ? referentAuthorityShare : authorityShare
  }

  /// The bound on an authority's domains.
  package func authorityDomains(referent: Bool) -> Int {
    referent ? referentAuthorityDomains : authorityDomains
  }
}
