package import PersonalNetwork

/// Why a professional asks, as a code; anything more is free text sealed to the owner.
package enum RequestReason: String, CaseIterable, Codable, Sendable {
  /// A first piece of work together.
  case newSupport = "new-support"
  /// Work that goes on.
  case followUp = "follow-up"
  /// A meeting to prepare.
  case meeting
  /// A handover from another professional.
  case handover
  /// A crisis.
  case crisis
  /// A claim or a right to examine.
  case claim
  /// A check of what the owner declared.
  case verification
  /// A condition set for entering a service.
  case admission
  /// None of these.
  case other
}

extension RequestReason: Titled {
  /// The reason as the owner reads it.
  package func title(_ language: Language) -> String {
    switch self {
    case .newSupport: language.pick("commencer un accompagnement", "starting to work together")
    case .followUp: language.pick("continuer un accompagnement", "going on working together")
    case .meeting: language.pick("préparer une rencontre", "preparing a meeting")
    case .handover: language.pick("prendre le relais", "taking over from someone")
    case .crisis: language.pick("une crise", "a crisis")
    case .claim: language.pick("une demande ou un droit", "a claim or a right")
    case .verification: language.pick("un contrôle", "a check")
    case .admission: language.pick("une condition d’entrée", "a condition of admission")
    case .other: language.pick("autre chose", "something else")
    }
  }
}
