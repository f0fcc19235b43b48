/// An obstacle to working as a network, in a closed list of twenty.
public enum ObstacleCode: String, CaseIterable, Codable, Sendable, Titled {
  case budget = "O01"
  case hierarchy = "O02"
  case admission = "O03"
  case protectionism = "O04"
  case diagnosis = "O05"
  case severalProblems = "O06"
  case family = "O07"
  case waitingList = "O08"
  case gap = "O09"
  case meetings = "O10"
  case wrongDoor = "O11"
  case distrust = "O12"
  case blurredRoles = "O13"
  case rhythms = "O14"
  case referent = "O15"
  case information = "O16"
  case encompassing = "O17"
  case injunction = "O18"
  case followUp = "O19"
  case accessibility = "O20"

  /// The obstacle as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .budget: language.pick("Limites de budget", "Budget limits")
    case .hierarchy: language.pick("Logique verticale, hiérarchie", "Vertical logic, hierarchy")
    case .admission:
      language.pick(
        "Logique de l'institution (critères d'admission)",
        "Institutional logic (admission criteria)")
    case .protectionism: language.pick("Chacun pour soi, concurrence", "Protectionism, competition")
    case .diagnosis: language.pick("Pas de diagnostic, ou rare", "No diagnosis, or a rare one")
    case .severalProblems:
      language.pick(
        "Plusieurs problèmes, aucun service compétent seul",
        "Several problems, no single competent service")
    case .family:
      language.pick("Famille dépassée ou en conflit", "Family overwhelmed or in conflict")
    case .waitingList:
      language.pick("Manque de moyens, liste d'attente", "Lack of resources, waiting list")
    case .gap: language.pick("Rien n'existe pour cela", "Gap in provision")
    case .meetings: language.pick("Réunions sans décision", "Meetings without decisions")
    case .wrongDoor:
      language.pick(
        "On ne se connaît pas, la bonne porte n'est pas trouvée",
        "Not knowing each other, right door not found")
    case .distrust: language.pick("Manque de confiance", "Lack of trust")
    case .blurredRoles: language.pick("Rôles flous", "Blurred roles")
    case .rhythms: language.pick("Rythmes différents, urgence", "Clashing rhythms, urgency")
    case .referent:
      language.pick("Pas de référent, ou il a changé", "No référent, or a changed one")
    case .information:
      language.pick("Information absente, ou trop", "Information missing, or too much of it")
    case .encompassing: language.pick("Réseau trop englobant", "Network too encompassing")
    case .injunction:
      language.pick(
        "Collaboration imposée, la personne n'est pas consultée",
        "Collaboration as an injunction, the person not asked")
    case .followUp: language.pick("Renvoi sans suivi", "Referral without follow-up")
    case .accessibility:
      language.pick(
        "Langue, accessibilité, barrière numérique", "Language, accessibility, digital barrier")
    }
  }
}
