/// What the owner reads of someone who asks, and of a yes before it is signed.
package enum AskedText: Texts {
  case silent, silentLeft, silentNobody, silentWorks, silentWho, silentNetwork, silentPapers
  case nobody, received, openOne, openOf, past, saidNo, saidYes, again
  case asks, whoTitle, service, alone, onlyOne, asReferent, isIt, digits, compared, comparedBefore
  case whyTitle, purpose, reason, note
  case untilTitle, asked, askedOne, untilDay, untilHint
  case whatTitle, whatHint, partsHint, wholeHint, pickedHint, people, emptyPart, dropDomain, line
  case nameless, masked, formal, startedBy, strength, support, stress, help, contested, wantedBy
  case since, until
  case hiddenTitle, hiddenCount, hiddenOne, hiddenNone, hiddenReserve, hiddenDomains, hiddenUntold
  case passTitle, passAnswer, ifNoTitle, ifNoAnswer, breaks, breaksHint
  case answerTitle, no, yes, later, talk, yesIsNext
  case nothingKept, badDay, dayPassed, dayTooLate, stale, textChanged, serviceSilent
  case answeredElsewhere
  case wordUnreadable, wordOther, wordFalse
  case consentTitle, consentText, seen, seenOne, seenNone, inWords, inWordsHint, helperTitle
  case helperAlone, helperOf, helperShares, helperNone, helperSheet, helperSheetHint, helperWord,
    helperWordHint, helperRead
  case helperSaid, helperLink, linkNone, linkFamily, linkFriend, linkColleague, linkOther, sign
  case doNotSign
  case refusedTitle, refusedHint, fitTitle, fitWithout, fitItems, fitUntil, fitEnded, fitChoose
  case fitNone, changeLines, rule, limitViewerShare, limitViewerDomains, limitAuthorityShare
  case limitAuthorityDomains, limitCoalition, limitReserve, limitDuration, limitRun, limitRate
  case limitWall, someDomains, share, days, dayOne, domains, domainOne
  case givenTitle, givenTo, givenUntil, givenBack, givenEnded, declinedTitle, declinedHint
  case declinedBack, backToList, backToOne, talkTitle, talkNothing, talkHelper, talkAnyone
  case talkTogether, talkAskTitle, talkAsk1, talkAsk2, talkAsk3, talkAsk4
}
