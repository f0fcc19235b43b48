/// What the page of the network says.
package enum NetworkText: Texts {
  // The page and its picture.
  case add, empty, emptyHint, unsent, picture, pictureTitle, pictureHint, pictureDescription,
    pictureOwner, keySupport, keyStress, keyMixed, keyPlain, keyReserved, keyCircles
  // The lists.
  case people, numbersHint, morePeople, byDomain, referent, seeDomain, pageBefore, pageAfter,
    backToNetwork, countsIn, countsNowhere, bringsSupport, bringsStress, bringsBoth,
    bringsUnsaid, inReserve
  // Short names of the domains, in the picture.
  case shortCommunication, shortMobility, shortNutrition, shortWellbeing, shortCare,
    shortHousing, shortResponsibilities, shortRelations, shortCommunity, shortEducation,
    shortWork, shortLeisure, shortNone
  // What items say.
  case nobody, isPaid, saysCard, saysTie, saysKnow, saysTalk, saysContact, saysEvent,
    saysAppointment, saysAppointmentWith, saysImposed, saysObjective, saysObstacle, saysNote,
    saysNoteAbout, saysReferent, saysMask, saysSupport, saysStress, saysFrequency,
    saysContested, saysUntil
  // The names of details and fields.
  case name, kind, role, circle, noCircle, paid, mandate, authority, parentAuthority,
    authorityHint, direction, helpDirection, since, until, domain,
    support, stress, strength, frequency, help, medium, mediatedBy, startedBy, saidBy,
    contested, contestedYes, statement, relation, contactKind, contactValue, when, day, hour,
    place, about, origin, occasion, text, alsoAbout, author, horizon, state, substitute,
    obstacle, severity, otherDomains, services, tried, outcome, yes, no, notSaid, choose,
    whoTie, whoOne, whoOther, whoContact, whoWith, whoAbout, whoEvent, reserveChoice,
    reserveYes, save, notNow, objectiveText, obstacleText, whoReferent, referentOpensNothing
  // Adding.
  case addAsk, addMember, addTie, addBetween, addContact, addAppointment, addNote, addEvent,
    addObjective, addObstacle, addReferent,
    addAbout, membersFirst
  // One member or item.
  case whereCounts, alsoHere, moreItems, seenBy, roleSeenBy, seenByNobody, reservedHere,
    whatToDo, change, remove, reserve, unreserve, reserveHint, reservedWithMember,
    unreserveSeen, unreserveNobody, mask, unmask, maskHint, unmaskHint
  // Removing.
  case removeAsk, removeWith, removeHint, removeOther, keep
  // What was done, and taking it back.
  case doneAdded, doneChanged, doneRemoved, doneReserved, doneUnreserved, doneMasked,
    doneUnmasked, doneUndone, doneSent, undo, lastChange, changedAdded, changedRemoved,
    changedOne, changedSeveral, notUndone, nothingToUndo, undoOther, undoConflict, tooLarge,
    lastGrant, lastRevocation, lastStop, lastResume, lastDecline, lastHelper, lastDismissal,
    lastStopCards
  // What is not right in a form.
  case problemName, problemKind, problemDomain, problemMember, problemRelation, problemEmpty,
    problemLong, problemLetters, problemDay, problemHour, problemOrigin, problemMedium,
    problemStarted, problemEnd, problemNoTie, problemSelf, problemDepends, problemGone,
    problemValues, problemChanged, problemObstacle, problemSeverity, problemReferents,
    problemReferentAlready, problemAuthority
}
