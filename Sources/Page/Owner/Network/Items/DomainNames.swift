import PersonalNetwork

extension NetworkText {
  /// The short name of a domain, as the picture has room for it; nil for no domain at all.
  static func short(_ domain: LifeDomain?) -> NetworkText {
    switch domain {
    case nil: .shortNone
    case .communication: .shortCommunication
    case .mobility: .shortMobility
    case .nutrition: .shortNutrition
    case .wellbeing: .shortWellbeing
    case .care: .shortCare
    case .housing: .shortHousing
    case .responsibilities: .shortResponsibilities
    case .relations: .shortRelations
    case .community: .shortCommunity
    case .education: .shortEducation
    case .work: .shortWork
    case .leisure: .shortLeisure
    }
  }
}
