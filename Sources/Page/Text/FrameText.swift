/// What every page says.
package enum FrameText: Texts {
  case title, skip, menu, leave, leaveHint, language, readAloud
  case failed, failedAgain, failedBack, nothingHere, nothingHereHint
  case closed, closedHint
  case locked, lockedHint, lockedKept, lockedWrong, lockedBusy, passphrase, unlock
  case again, againHint, againSend, againDrop
  case harmless, harmlessLine1, harmlessLine2, harmlessLine3, harmlessLine4
}
