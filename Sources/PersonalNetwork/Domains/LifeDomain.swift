/// One of the twelve life domains, after the life habits of the MDH-PPH.
public enum LifeDomain: String, CaseIterable, Codable, Sendable, Titled {
  case communication
  case mobility
  case nutrition
  case wellbeing
  case care
  case housing
  case responsibilities
  case relations
  case community
  case education
  case work
  case leisure

  /// The domain's place in the fixed order of the twelve, from 0.
  public var index: Int {
    switch self {
    case .communication: 0
    case .mobility: 1
    case .nutrition: 2
    case .wellbeing: 3
    case .care: 4
    case .housing: 5
    case .responsibilities: 6
    case .relations: 7
    case .community: 8
    case .education: 9
    case .work: 10
    case .leisure: 11
    }
  }

  /// The domain's name as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .communication: language.pick("Communication", "Communication")
    case .mobility: language.pick("Déplacements", "Mobility")
    case .nutrition: language.pick("Nutrition", "Nutrition")
    case .wellbeing:
      language.pick(
        "Condition physique et bien-être psychologique",
        "Fitness and psychological well-being")
    case .care:
      language.pick("Soins personnels et de santé", "Personal and health care")
    case .housing: language.pick("Habitation", "Housing")
    case .responsibilities:
      language.pick(
        "Responsabilités (argent, droits, démarches, rôle parental)",
        "Responsibilities (money, rights, parenting)")
    case .relations: language.pick("Relations interpersonnelles", "Interpersonal relations")
    case .community:
      language.pick("Vie associative et spirituelle", "Community and spiritual life")
    case .education: language.pick("Éducation", "Education")
    case .work: language.pick("Travail", "Work")
    case .leisure: language.pick("Loisirs", "Recreation")
    }
  }

  /// The ICF codes that the domain covers.
  public var icf: [String] {
    switch self {
    case .communication: ["d3"]
    case .mobility: ["d4"]
    case .nutrition: ["d550-d560", "d630"]
    case .wellbeing: ["d240", "d570"]
    case .care: ["d5"]
    case .housing: ["d610", "d6"]
    case .responsibilities: ["d860-d879", "d940-d950", "d660"]
    case .relations: ["d7"]
    case .community: ["d910", "d930"]
    case .education: ["d810-d839"]
    case .work: ["d840-d859"]
    case .leisure: ["d920"]
    }
  }
}

extension LifeDomain: Comparable {
  /// Domains are ordered as in ``LifeDomain/index``.
  public static func < (one: LifeDomain, other: LifeDomain) -> Bool { one.index < other.index }
}
