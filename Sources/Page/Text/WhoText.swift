/// What the owner reads of who sees what, and of taking it back.
package enum WhoText: Texts {
  case nobody, stopAll, stopHint, stopped, stopWaits, resume, resumeHint, offline, waiting
  case sendAgain
  case nowTitle, service, referent, purpose, emergency, sees, part, picked, until, from, looked
  case lookedNever, lookedUnknown, revoke, revokeFrom, details, detailsOf, matrix
  case standingOpen, standingWaiting, standingStopped, standingLeft, standingExpired
  case standingKeyChanged, standingRevoked, standingGivenBack, standingEnded, state
  case past, pastLine
  case grantOf, grantNothing, grantHidden, takenTitle, takenNow, takenWhat, wasSeen, takenUndone
  case takenLooked, backToAll
  case matrixTitle, matrixCaption, matrixDomain, matrixNothing, matrixPicked
  case helpersTitle, helpersNone, helpersHint, helperLine, helperMayStop, dismiss, dismissOf
}
