/// How strong a tie is, 1 to 3.
public enum TieStrength: Int, CaseIterable, Codable, Sendable, Titled {
  case weak = 1
  case medium = 2
  case strong = 3

  /// The strength as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .weak: language.pick("Faible", "Weak")
    case .medium: language.pick("Moyen", "Medium")
    case .strong: language.pick("Fort", "Strong")
    }
  }
}

/// How much support or stress a tie brings, 0 to 4; the two are independent.
public enum TieDegree: Int, CaseIterable, Codable, Sendable, Titled {
  case none = 0
  case little = 1
  case some = 2
  case much = 3
  case veryMuch = 4

  /// The degree as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .none: language.pick("Pas du tout", "Not at all")
    case .little: language.pick("Un peu", "A little")
    case .some: language.pick("Moyennement", "Somewhat")
    case .much: language.pick("Beaucoup", "Much")
    case .veryMuch: language.pick("Énormément", "Very much")
    }
  }
}

/// How often there is contact, 0 to 4.
public enum ContactFrequency: Int, CaseIterable, Codable, Sendable, Titled {
  case rarely = 0
  case yearly = 1
  case monthly = 2
  case weekly = 3
  case daily = 4

  /// The frequency as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .rarely: language.pick("Presque jamais", "Almost never")
    case .yearly: language.pick("Quelques fois par an", "A few times a year")
    case .monthly: language.pick("Chaque mois", "Every month")
    case .weekly: language.pick("Chaque semaine", "Every week")
    case .daily: language.pick("Presque chaque jour", "Almost every day")
    }
  }
}

/// A kind of help that passes along a tie.
public enum HelpKind: String, CaseIterable, Codable, Sendable, Titled {
  case advocacy
  case companionship
  case concrete
  case emotional
  case information
  case money

  /// The help as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .advocacy: language.pick("Défense des droits", "Advocacy")
    case .companionship: language.pick("Compagnie", "Companionship")
    case .concrete: language.pick("Aide concrète", "Concrete help")
    case .emotional: language.pick("Soutien moral", "Emotional support")
    case .information: language.pick("Information", "Information")
    case .money: language.pick("Argent", "Money")
    }
  }
}

extension HelpKind: Comparable {
  /// Kinds are ordered by their names, which are ASCII.
  public static func < (one: HelpKind, other: HelpKind) -> Bool {
    one.rawValue.utf8.lexicographicallyPrecedes(other.rawValue.utf8)
  }
}

/// Which way a tie or its help goes, seen from its first end.
///
/// The first end is the owner in a tie of the owner's, and the `from` member in a tie between two.
public enum TieDirection: String, CaseIterable, Codable, Sendable, Titled {
  case outward, inward, mutual

  /// The direction as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .outward: language.pick("Dans un sens, vers l'autre", "One way, towards the other")
    case .inward: language.pick("Dans un sens, venant de l'autre", "One way, from the other")
    case .mutual: language.pick("Dans les deux sens", "Both ways")
    }
  }
}

/// By what means people are in contact.
public enum ContactMedium: String, CaseIterable, Codable, Sendable, Titled {
  case inPerson = "in-person"
  case phone, message, video, email, letter, online, other

  /// The means as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .inPerson: language.pick("En personne", "In person")
    case .phone: language.pick("Téléphone", "Phone")
    case .message: language.pick("Message", "Message")
    case .video: language.pick("Vidéo", "Video call")
    case .email: language.pick("Courriel", "Email")
    case .letter: language.pick("Lettre", "Letter")
    case .online: language.pick("En ligne", "Online")
    case .other: language.pick("Autre", "Other")
    }
  }
}

/// Who started a tie or a contact.
public enum Initiator: String, CaseIterable, Codable, Sendable, Titled {
  case owner, member, other

  /// Who started it, as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .owner: language.pick("Moi", "Me")
    case .member: language.pick("Cette personne", "This person")
    case .other: language.pick("Quelqu'un d'autre", "Someone else")
    }
  }
}

/// Who says a fact.
public enum Teller: String, CaseIterable, Codable, Sendable, Titled {
  case owner, member, professional

  /// Who says it, as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .owner: language.pick("Dit par moi", "Said by me")
    case .member: language.pick("Dit par un membre", "Said by a member")
    case .professional: language.pick("Dit par un professionnel", "Said by a professional")
    }
  }
}
