/// What a professional reads who proposes an addition.
package enum ProposeText: Texts {
  case link, linkHint, askKind, askDomain, askAbout, askWords, askCheck, kind, domain, about
  case nobody, words, name, detailKind, memberKind, day, hour, place, origin, strength
  case strengthUnknown, goOn, send, startAgain, wrong, nothingToPropose, to, sent
}
