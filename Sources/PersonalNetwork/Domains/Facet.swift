/// What kind of fact an item tells about a domain.
public enum Facet: String, CaseIterable, Codable, Sendable, Titled {
  /// Who is there.
  case people
  /// How they are linked.
  case ties
  /// How to reach them, and when contact took place.
  case contact
  /// Objectives and appointments.
  case plan
  /// What stands in the way.
  case obstacles
  /// Free text.
  case notes

  /// The facet's place in the fixed order of the six, from 0.
  public var index: Int {
    switch self {
    case .people: 0
    case .ties: 1
    case .contact: 2
    case .plan: 3
    case .obstacles: 4
    case .notes: 5
    }
  }

  /// The facet's name as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .people: language.pick("Qui est là", "Who is there")
    case .ties: language.pick("Les liens", "The ties")
    case .contact: language.pick("Comment les joindre", "How to reach them")
    case .plan: language.pick("Projets et rendez-vous", "Plans and appointments")
    case .obstacles: language.pick("Obstacles", "Obstacles")
    case .notes: language.pick("Notes", "Notes")
    }
  }
}

extension Facet: Comparable {
  /// Facets are ordered as in ``Facet/index``.
  public static func < (one: Facet, other: Facet) -> Bool { one.index < other.index }
}
