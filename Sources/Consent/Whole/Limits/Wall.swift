package import Keys
package import PersonalNetwork

/// Which domains a professional context must never see.
///
/// Source: Brewer and Nash, "The Chinese Wall Security Policy", 1989.
package enum Wall {
  /// The domains closed to a context.
  package static func domains(closedTo context: Context) -> Set<LifeDomain> {
    switch context {
    case .employer, .insurer, .benefitControl: [.wellbeing, .care]
    case .landlord: [.responsibilities]
    case .court: [.wellbeing]
    case .care, .careSupport, .debtMediation, .education, .police, .therapy: []
    }
  }
}
