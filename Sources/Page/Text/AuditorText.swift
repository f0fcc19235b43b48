/// What the ethics officer reads.
package enum AuditorText: Texts {
  case home, period, entries, emergencies, sound, unsound, unsoundHint, witnessed, notWitnessed
  case size, root, announced, alarm, readAgain, none, authority, purpose, outcome, from, until
  case show, entriesInAll, count, leaf, when, kind, record, actor, page, newer, older, allowed
  case refused, choose, noEmergency, late, notReviewed, review, justified, unjustified, sign
  case reviewed, opened, hubSilent, hubSilentHint, notAvailable, notAvailableHint, notVerified
  case notVerifiedHint, memory, memoryHint, wrong, wrongHint
  // What entries are, and who acted.
  case kindView, kindRefusal, kindGrant, kindRevocation, kindStop, kindResume, kindRequest,
    kindDecline, kindProposal, kindSettlement, kindHelper, kindAttestation, kindHead, kindLimit,
    kindEmergency, kindReview,
    kindLogRead, kindNaming, kindPolicy, kindRegister, kindAuditor, kindKey, kindRecovery,
    kindAnchor, kindShred, roleOwner, roleHelper, roleViewer, roleAuditor, roleAuthority,
    roleHub, roleUnknown, refusedBy
}
