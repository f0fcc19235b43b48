/// What a member is to the owner, coded on the ICF: e310–e360 for people, e525–e590 for services.
public enum MemberRole: String, CaseIterable, Codable, Sendable, Titled {
  case immediateFamily = "e310"
  case extendedFamily = "e315"
  case friend = "e320"
  case acquaintance = "e325"
  case personInAuthority = "e330"
  case personInCharge = "e335"
  case personalAssistant = "e340"
  case stranger = "e345"
  case animal = "e350"
  case healthProfessional = "e355"
  case otherProfessional = "e360"
  case housingService = "e525"
  case utilityService = "e530"
  case communicationService = "e535"
  case transportService = "e540"
  case civilProtection = "e545"
  case legalService = "e550"
  case association = "e555"
  case media = "e560"
  case economicService = "e565"
  case socialSecurity = "e570"
  case socialSupport = "e575"
  case healthService = "e580"
  case educationService = "e585"
  case employmentService = "e590"

  /// Whether the code is one of the services' (e525–e590).
  public var isService: Bool { rawValue.utf8.dropFirst().first == 0x35 }

  /// The role's name as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .immediateFamily: language.pick("Famille proche", "Close family")
    case .extendedFamily: language.pick("Famille élargie", "Extended family")
    case .friend: language.pick("Ami ou amie", "Friend")
    case .acquaintance:
      language.pick("Voisin, collègue, connaissance", "Neighbour, colleague, acquaintance")
    case .personInAuthority: language.pick("Personne qui a autorité", "Person in authority")
    case .personInCharge: language.pick("Personne à charge", "Person in the owner's charge")
    case .personalAssistant: language.pick("Aide à la personne", "Personal assistant")
    case .stranger: language.pick("Inconnu", "Stranger")
    case .animal: language.pick("Animal", "Animal")
    case .healthProfessional: language.pick("Professionnel de santé", "Health professional")
    case .otherProfessional: language.pick("Autre professionnel", "Other professional")
    case .housingService: language.pick("Service du logement", "Housing service")
    case .utilityService: language.pick("Service d'utilité publique", "Utility")
    case .communicationService: language.pick("Service de communication", "Communication service")
    case .transportService: language.pick("Service de transport", "Transport service")
    case .civilProtection: language.pick("Protection civile, police", "Civil protection, police")
    case .legalService: language.pick("Service juridique", "Legal service")
    case .association: language.pick("Association", "Association")
    case .media: language.pick("Médias", "Media")
    case .economicService: language.pick("Service économique", "Economic service")
    case .socialSecurity: language.pick("Sécurité sociale", "Social security")
    case .socialSupport: language.pick("Aide sociale", "Social support service")
    case .healthService: language.pick("Service de santé", "Health service")
    case .educationService: language.pick("Enseignement et formation", "Education and training")
    case .employmentService: language.pick("Emploi et travail", "Employment service")
    }
  }
}
