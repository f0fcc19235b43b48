/// What the owner reads of an addition that someone proposes.
package enum ProposedText: Texts {
  case listTitle, received, openOne, openOf, asks, service, alone, whatTitle, unreadable
  case ifNoTitle, ifNoAnswer, yesIsNext, placeTitle, words, domain, reserve, reserveYes, reserveNo
  case add, doNotAdd, chooseReserve, wrongWords, addedTitle, addedHint, addedSend, refusedTitle
  case refusedHint, toNetwork, toList, toOne, talkTitle, talkNothing, talkHelper, talkAnyone
  case talkAsk
}
