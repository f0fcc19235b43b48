import Consent

/// What “My limits” says: each limit, what it protects from, and where it stands.
package enum LimitsText: Texts {
  case heading, intro, neverHelp, small, now, boundMost, boundUnder, boundLeast, roomLeft
  case roomNone, roomOver, nearest, percent, domain, domains, day, days, viewerShare
  case viewerDomains, authorityShare, authorityDomains, coalition, reserve, duration, run
  case rate, wall, batch, exit, protectsViewerShare, protectsViewerDomains
  case protectsAuthorityShare, protectsAuthorityDomains, protectsCoalition, protectsReserve
  case protectsDuration, protectsRun, protectsRate, protectsWall, protectsBatch
  case protectsExit, wallMore, walled, kappa, kappaWhat, kappaPersons, kappaNoPersons
  case kappaServices, kappaNoServices, next, nextSilent, nextNobody, nextName, nextAllowed
  case nextRefused, nextCaption, nextOpen, column, columnNow, columnAfter, columnBound
  case moves, movesWhat, move, moveCancel

  /// The name of a limit.
  init(_ limit: LimitID) {
    self =
      switch limit {
      case .viewerShare: .viewerShare
      case .viewerDomains: .viewerDomains
      case .authorityShare: .authorityShare
      case .authorityDomains: .authorityDomains
      case .coalition: .coalition
      case .reserve: .reserve
      case .duration: .duration
      case .run: .run
      case .rate: .rate
      case .wall: .wall
      case .batch: .batch
      case .exit: .exit
      }
  }

  /// What a limit protects from.
  init(protects limit: LimitID) {
    self =
      switch limit {
      case .viewerShare: .protectsViewerShare
      case .viewerDomains: .protectsViewerDomains
      case .authorityShare: .protectsAuthorityShare
      case .authorityDomains: .protectsAuthorityDomains
      case .coalition: .protectsCoalition
      case .reserve: .protectsReserve
      case .duration: .protectsDuration
      case .run: .protectsRun
      case .rate: .protectsRate
      case .wall: .protectsWall
      case .batch: .protectsBatch
      case .exit: .protectsExit
      }
  }
}
