/// What the page says of the five bars of a référent.
package enum ReferentText: Texts {
  case heading, intro, value, unknown, figure, capture, parts, uncovered, silent
}
