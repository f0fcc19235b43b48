package import PersonalNetwork

/// The hard limits, by the id that policies, log entries and messages use.
package enum LimitID: String, CaseIterable, Codable, Sendable {
  case viewerShare = "viewer-share"
  case viewerDomains = "viewer-domains"
  case authorityShare = "authority-share"
  case authorityDomains = "authority-domains"
  case coalition
  case reserve
  case duration
  case run
  case rate
  case wall
  /// Kept by the formats: nothing opens several records at once.
  case batch
  /// Kept by the commands: one act, no approval.
  case exit

  /// Whether the limit is measured at a release too, and not at a grant alone.
  package var holdsAtRelease: Bool {
    switch self {
    case .duration, .run, .rate, .wall: true
    case .viewerShare, .viewerDomains, .authorityShare, .authorityDomains, .coalition, .reserve,
      .batch, .exit:
      false
    }
  }
}

extension LimitID: Titled {
  /// The limit's name as the owner reads it.
  package func title(_ language: Language) -> String {
    switch (self, language) {
    case (.viewerShare, .french): "Ce qu'une seule personne peut voir"
    case (.viewerShare, .english): "What one person can see"
    case (.viewerDomains, .french): "Les domaines de vie qu'une seule personne peut voir"
    case (.viewerDomains, .english): "The life domains that one person can see"
    case (.authorityShare, .french): "Ce qu'un même organisme peut voir en deux ans"
    case (.authorityShare, .english): "What one authority can see in two years"
    case (.authorityDomains, .french): "Les domaines de vie qu'un même organisme peut voir"
    case (.authorityDomains, .english): "The life domains that one authority can see"
    case (.coalition, .french): "Ce que plusieurs peuvent voir ensemble"
    case (.coalition, .english): "What several can see together"
    case (.reserve, .french): "Ce que personne n'a vu"
    case (.reserve, .english): "What nobody has seen"
    case (.duration, .french): "La durée d'un accès"
    case (.duration, .english): "How long an access lasts"
    case (.run, .french): "Les accès qui se suivent"
    case (.run, .english): "Accesses one after the other"
    case (.rate, .french): "Le nombre de jours de consultation"
    case (.rate, .english): "How many days it is opened"
    case (.wall, .french): "Ce que cet organisme ne doit pas voir"
    case (.wall, .english): "What this authority must not see"
    case (.batch, .french): "Plusieurs dossiers à la fois"
    case (.batch, .english): "Several records at once"
    case (.exit, .french): "Partir quand on veut"
    case (.exit, .english): "Leaving at any time"
    }
  }
}
