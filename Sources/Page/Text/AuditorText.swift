/// What the ethics officer reads.
package enum AuditorText: Texts {
  case home, period, entries, emergencies, sound, unsound, unsoundHint, witnessed, notWitnessed
  case size, root, announced, alarm, readAgain, none, authority, purpose, outcome, from, until
  case show, entriesInAll, count, leaf, when, kind, record, actor, page, newer, older, allowed
  case refused, choose, noEmergency, late, notReviewed, review, justified, unjustified, sign
  case reviewed, opened, hubSilent, hubSilentHint, notAvailable, notAvailableHint, notVerified
  case notVerifiedHint, memory, memoryHint, wrong, wrongHint
}
