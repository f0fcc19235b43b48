import Consent

/// What “Who looked” says: what happened to the record, each in a sentence or two.
package enum LogText: Texts {
  case heading, intro, nothing, noDay, new, offline, left, hub, and
  case intact, intactWitnessed, detail, counted, tree, witnesses, witness, noWitness
  case places, placeTime, placeLine, placeLeaf, noLine, newer, older
  case broken, brokenHint, brokenMissing, brokenChanged, brokenRewritten, brokenProof
  case youGave, youGaveTo, youTookBack, youTookBackFrom, youStopped, youResumed, youDeclined
  case youSettled, proposed
  case youHelper, youSent, youLimit, youBegan, youKey, youRecovery, youErased, youOther, youRefused
  case helperAttested, helperStopped, helperTookBack, helperTookBackFrom
  case looked, lookedAt, asked, askedFor, gaveBack, cardStopped, emergency, reviewed, named
  case keyChanged, recovery, erased, rules, dated, officerRead, otherRead, other, shredded
  case refused, because, quoted, picked, pickedOne

  /// What is wrong with a log.
  init(_ code: ReceiptError.Code) {
    self =
      switch code {
      case .withheld, .brokenSequence, .cutBack: .brokenMissing
      case .otherEntry, .otherHub, .otherDecision, .otherGrant, .otherRequest: .brokenChanged
      case .rewritten, .otherLog: .brokenRewritten
      case .badTrust, .malformedReceipt, .noProof, .malformedProof, .notInLog: .brokenProof
      }
  }
}
