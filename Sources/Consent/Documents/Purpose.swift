package import PersonalNetwork

/// What a view is for: the closed list from which each grant names exactly one.
package enum Purpose: String, CaseIterable, Codable, Sendable {
  case coordination
  case care
  case housing
  case work
  case rights
  case money
  case education
  case emergency
}

extension Purpose: Titled {
  /// The purpose as the owner reads it, to follow "for".
  package func title(_ language: Language) -> String {
    switch self {
    case .coordination: language.pick("coordonner les aides", "coordinating help")
    case .care: language.pick("les soins", "care")
    case .housing: language.pick("le logement", "housing")
    case .work: language.pick("le travail", "work")
    case .rights: language.pick("les droits", "rights")
    case .money: language.pick("l’argent", "money")
    case .education: language.pick("la formation", "education")
    case .emergency: language.pick("l’urgence", "an emergency")
    }
  }
}
