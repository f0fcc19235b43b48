/// What the beginning of the owner's page says, and the names of its parts.
package enum OwnerText: Texts {
  case home, network, asked, who, log, limits, papers
  case greeting, nothingNew, asksWaiting, asksWaitingOne, looked, endsSoon, stopped, unsent, offline
  case openAsked, openLog, openWho, send
  case hubSilent, hubSilentHint, kept, keptHint, left, leftHint
  case undecided, undecidedHint, notVerified, notVerifiedHint, refused, refusedHint
  case wrong, wrongHint, files, filesHint
}
