import PersonalNetwork

/// Compares figures with limits.
package enum Guards {
  /// The limits that a grant would break, in the order of ``LimitID``; empty when it may be signed.
  ///
  /// With fewer than six non-empty domains, shares, coalition and reserve decide nothing, and the
  /// bound on a viewer's domains is smaller.
  package static func refusals(_ figures: Figures, limits: Limits) -> [Refusal] {
    var refusals: [Refusal] = []
    func over(_ limit: LimitID, _ figure: Int, _ bound: Int, _ unit: Refusal.Unit) {
      if figure > bound {
        refusals.append(Refusal(limit, figure: figure, bound: bound, unit: unit))
      }
    }
    let decides = !figures.isSmallRecord
    if decides {
      over(
        .viewerShare, figures.viewerShare,
        limits.viewerShare(referent: figures.viewerIsReferent), .share)
    }
    over(
      .viewerDomains, figures.viewerDomains,
      limits.viewerDomains(
        referent: figures.viewerIsReferent, smallRecord: figures.isSmallRecord), .domains)
    if decides {
      over(
        .authorityShare, figures.authorityShare,
        limits.authorityShare(referent: figures.authorityHoldsReferent), .share)
    }
    over(
      .authorityDomains, figures.authorityDomains,
      limits.authorityDomains(referent: figures.authorityHoldsReferent), .domains)
    let coalition = max(figures.coalitionPersons, figures.coalitionAuthorities)
    if decides, coalition >= limits.coalition {
      refusals.append(
        Refusal(.coalition, figure: coalition, bound: limits.coalition, unit: .share))
    }
    if decides, figures.neverSeen < limits.reserve {
      refusals.append(
        Refusal(.reserve, figure: figures.neverSeen, bound: limits.reserve, unit: .share))
    } else if decides, figures.neverSeenDomains < Limits.reserveDomains {
      refusals.append(
        Refusal(
          .reserve, figure: figures.neverSeenDomains, bound: Limits.reserveDomains,
          unit: .domains))
    }
    return refusals
      + common(
        durationDays: figures.durationDays, runDays: figures.runDays,
        thirdPerson: figures.thirdPerson, openingDays: figures.openingDays,
        walled: figures.walledDomains, limits: limits)
  }

  /// The limits that opening a view would break, in the order of ``LimitID``.
  ///
  /// That the grant is live, the scope and the purpose are not limits on the whole: the gate checks
  /// them.
  package static func refusals(_ figures: ReleaseFigures, limits: Limits) -> [Refusal] {
    common(
      durationDays: figures.durationDays, runDays: figures.runDays,
      thirdPerson: figures.thirdPerson, openingDays: figures.openingDays,
      walled: figures.walledDomains, limits: limits)
  }

  private static func common(
    durationDays: Int, runDays: Int, thirdPerson: Bool, openingDays: Int, walled: [LifeDomain],
    limits: Limits
  ) -> [Refusal] {
    var refusals: [Refusal] = []
    func over(_ limit: LimitID, _ figure: Int, _ bound: Int) {
      if figure > bound {
        refusals.append(Refusal(limit, figure: figure, bound: bound, unit: .days))
      }
    }
    over(.duration, durationDays, limits.durationDays)
    if !thirdPerson { over(.run, runDays, Limits.runDays) }
    over(.rate, openingDays, limits.openingDays)
    if !walled.isEmpty {
      refusals.append(
        Refusal(.wall, figure: walled.count, bound: 0, unit: .domains, domains: walled))
    }
    return refusals
  }
}
