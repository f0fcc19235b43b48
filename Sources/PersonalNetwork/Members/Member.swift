/// Someone or something that counts in the owner's life: what their card says.
///
/// A card is shown in every domain in which the member is tied, so it holds nothing that belongs
/// to one domain: no tie, no domain, no contact detail.
public struct Member: Hashable, Codable, Sendable {
  /// What sort of member this is.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case person, service, institution, group, animal, place
  }

  /// Whether the member acts under a mandate, and whether the owner consented to it.
  public enum Mandate: String, CaseIterable, Codable, Sendable {
    case none, consented, imposed
  }

  /// The circles of Kahn and Antonucci, 1 being the closest.
  public enum Circle: Int, CaseIterable, Codable, Sendable {
    /// So close that life without them is hard to imagine.
    case closest = 1
    /// Close.
    case close = 2
    /// Less close but important.
    case important = 3
  }

  /// What sort of member this is.
  public let kind: Kind
  /// The name the owner uses, which may be a nickname: 1 to 256 bytes, any Unicode but NUL.
  public let label: String
  /// The role on the ICF; nil when the owner gave none.
  public let role: MemberRole?
  /// Whether the member is paid or mandated to be there.
  public let formal: Bool
  /// The authority the member belongs to, by its legal id.
  public let authority: AuthorityReference?
  /// The parent authority (*pouvoir organisateur*) as the owner knows it; the register decides.
  public let parentAuthority: AuthorityReference?
  /// The mandate.
  public let mandate: Mandate
  /// The circle; nil when in none.
  public let circle: Circle?
  /// Since when the member is there.
  public let since: Day?
  /// Until when the member was there.
  public let until: Day?

  /// Makes a card; refuses an empty or too long label, a period that ends before it starts, and a
  /// parent authority without an authority.
  public init(
    kind: Kind, label: String, role: MemberRole? = nil, formal: Bool = false,
    authority: AuthorityReference? = nil, parentAuthority: AuthorityReference? = nil,
    mandate: Mandate = .none, circle: Circle? = nil, since: Day? = nil, until: Day? = nil
  ) throws(NetworkError) {
    try TextBounds.check(label, upTo: TextBounds.short, at: "card.label")
    try TextBounds.checkPeriod(since, until, at: "card.until")
    guard parentAuthority == nil || authority != nil else {
      throw NetworkError(.contradiction, at: "card.parentAuthority")
    }
    self.kind = kind
    self.label = label
    self.role = role
    self.formal = formal
    self.authority = authority
    self.parentAuthority = parentAuthority
    self.mandate = mandate
    self.circle = circle
    self.since = since
    self.until = until
  }

  /// Decodes and checks a card.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      kind: fields.decode(Kind.self, forKey: .kind),
      label: fields.decode(String.self, forKey: .label),
      role: fields.decodeIfPresent(MemberRole.self, forKey: .role),
      formal: fields.decode(Bool.self, forKey: .formal),
      authority: fields.decodeIfPresent(AuthorityReference.self, forKey: .authority),
      parentAuthority: fields.decodeIfPresent(AuthorityReference.self, forKey: .parentAuthority),
      mandate: fields.decode(Mandate.self, forKey: .mandate),
      circle: fields.decodeIfPresent(Circle.self, forKey: .circle),
      since: fields.decodeIfPresent(Day.self, forKey: .since),
      until: fields.decodeIfPresent(Day.self, forKey: .until))
  }
}

extension Member.Kind: Titled {
  /// The kind's name as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .person: language.pick("Personne", "Person")
    case .service: language.pick("Service", "Service")
    case .institution: language.pick("Institution", "Institution")
    case .group: language.pick("Groupe", "Group")
    case .animal: language.pick("Animal", "Animal")
    case .place: language.pick("Lieu", "Place")
    }
  }
}

extension Member.Mandate: Titled {
  /// The mandate as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .none: language.pick("Sans mandat", "No mandate")
    case .consented: language.pick("Mandat accepté", "Consented mandate")
    case .imposed: language.pick("Mandat imposé", "Imposed mandate")
    }
  }
}

extension Member.Circle: Titled {
  /// The circle as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .closest:
      language.pick("Si proche que la vie sans est difficile à imaginer", "Hard to live without")
    case .close: language.pick("Proche", "Close")
    case .important: language.pick("Moins proche mais important", "Less close but important")
    }
  }
}
