/// What “My papers” says: receipts, the stop card, the whole record, the spare key.
package enum PapersText: Texts {
  case heading, intro, print, backToPapers, receipts, receiptsWhat, receiptsNone
  case receiptOpen, receipt, receiptOwner, receiptStanding, receiptNotBegun, receiptStopped
  case receiptLost, receiptRevoked, receiptReturned, receiptEnded, receiptText
  case receiptTextGone, receiptHelped, receiptNumber, receiptFile, receiptNames, card
  case cardStops, cardAnyone, cardHandIn, cardResume, cardMine, cardWhat, cardGo, cardKeep
  case cardMake, cardShow, cardMade, cardCode, cardNoCode, cardDrop, cardDropWhat
  case cardDropped, whole, wholeWhat, wholeGo, wholeSecret, wholeChoose, wholeLose
  case wholeTool, wholeTake, phrase, phraseHint, phraseAgain, phraseShort, phraseDiffers
  case key, keyWhat, keyGo, keyUnknown, keyPaper, keyPaperWhat, keyPaperApart, keyPhrase
  case keyPhraseWhy, keyWrong, keyMake, keySheet, keySheetOwner, keySheetPrint, keySheetSave
  case keySheetLeave, keyLines, keyAddress, keyUse, keySave, keyKit, keyKitWhat, keyKitCare
  case kitGo, kitNobody, kitNobodyHint, kitWho, kitWhoHint, kitNotCompared, kitHowMany
  case kitPeople, kitMake, kitGive, kitCancel, kitWrong
}
