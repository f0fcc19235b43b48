/// The unit in which a view is granted: a facet of a domain, or the emergency set.
///
/// There are 73: twelve domains of six facets, then `emergency`. The text form is `housing/plan`
/// or `emergency`, and the order is that of ``index``.
public enum Compartment: Hashable, Sendable {
  /// One facet of one life domain.
  case of(LifeDomain, Facet)
  /// The set prepared by the owner for emergencies.
  case emergency

  /// How many compartments there are.
  public static let count = 73

  /// Every compartment, in canonical order.
  public static let all: [Compartment] =
    LifeDomain.allCases.flatMap { domain in
      Facet.allCases.map { facet in .of(domain, facet) }
    } + [.emergency]

  /// The place in the canonical order, 0 to 72.
  public var index: Int {
    switch self {
    case .of(let domain, let facet): domain.index * Facet.allCases.count + facet.index
    case .emergency: Self.count - 1
    }
  }

  /// The compartment at a place of the canonical order; nil outside 0 to 72.
  public init?(index: Int) {
    guard Self.all.indices.contains(index) else { return nil }
    self = Self.all[index]
  }

  /// The domain; nil for the emergency set.
  public var domain: LifeDomain? {
    switch self {
    case .of(let domain, _): domain
    case .emergency: nil
    }
  }

  /// The facet; nil for the emergency set.
  public var facet: Facet? {
    switch self {
    case .of(_, let facet): facet
    case .emergency: nil
    }
  }
}

extension Compartment: Comparable {
  /// Compartments are ordered as in ``Compartment/index``.
  public static func < (one: Compartment, other: Compartment) -> Bool { one.index < other.index }
}

extension Compartment: LosslessStringConvertible {
  /// Reads `domain/facet` or `emergency`, byte for byte.
  public init?(_ description: String) {
    if description == "emergency" {
      self = .emergency
      return
    }
    let parts = description.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let domain = LifeDomain(rawValue: String(parts[0])),
      let facet = Facet(rawValue: String(parts[1]))
    else { return nil }
    self = .of(domain, facet)
  }

  /// The text form, `housing/plan` or `emergency`.
  public var description: String {
    switch self {
    case .of(let domain, let facet): "\(domain.rawValue)/\(facet.rawValue)"
    case .emergency: "emergency"
    }
  }
}

extension Compartment: Codable {
  /// Decodes the text form; anything else is refused.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let compartment = Compartment(text) else {
      throw NetworkError(.malformedCompartment, at: decoder.fieldPath)
    }
    self = compartment
  }

  /// Encodes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Compartment: Titled {
  /// The compartment's name as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .of(let domain, let facet): "\(domain.title(language)) – \(facet.title(language))"
    case .emergency: language.pick("Urgence", "Emergency")
    }
  }
}
