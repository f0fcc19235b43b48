/// What a professional reads.
package enum ViewerText: Texts {
  case home, ask, asked, views, greeting, offline, affiliation, noAffiliation, endsSoon, openNow
  case nothingOpen, person, purpose, until, look, details, when, answer, isOpen, isNotAvailable
  case sent, askedNothing, givenBack, forPurpose, untilDay, chosen, willBeLogged, openView
  case giveBack, giveBackHint, viewOf, isLogged, notWitnessed
  case thePerson, saidByPerson, talkAboutPerson, contested, askAddress
  case askPurpose, askReason, askScope, askWords, askCheck, askWrong, address, addressHint
  case reason, days, daysHint, domains, facets, referent, words, wordsHint, toPerson, because
  case forDays, answerIsTheirs, goOn, send, startAgain, hubSilent, hubSilentHint, notAvailable
  case notAvailableHint, notKnown, notKnownHint, notVerified, notVerifiedHint, cardNeeded
  case cardNeededHint, wrong, wrongHint, files, filesHint
}
