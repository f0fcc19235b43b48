/// What an authority is to the people it deals with; the register says it, never a card.
///
/// A closed list: a register with another word is refused, since a wall might depend on it.
package enum Context: String, Codable, CaseIterable, Hashable, Comparable, Sendable {
  /// Checks entitlement to benefits.
  case benefitControl = "benefit-control"
  /// Gives health care.
  case care
  /// Accompanies people in daily life.
  case careSupport = "care-support"
  /// Judges, or acts on a court's mandate.
  case court
  /// Mediates debts.
  case debtMediation = "debt-mediation"
  /// Teaches.
  case education
  /// Employs.
  case employer
  /// Insures.
  case insurer
  /// Lets housing.
  case landlord
  /// Police.
  case police
  /// Gives therapy.
  case therapy

  /// Orders by the word written in the register.
  package static func < (left: Self, right: Self) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}
