/// What the picture says to who looks with a viewer's eyes, on a day of the past, or in a terminal.
package enum PictureText: Texts {
  // A viewer's sight.
  case sameInList, sight, keyUnseen, keyNameless, sightHeading
  // In a terminal.
  case support, stress, mixed, unsaid, reserved, unseen
  // A day of the past.
  case past, pastDay, pastShow, pastTold, pastKept, pastNow, pastWrong
}
