/// Something that stands in the way, told in one home domain.
public struct Obstacle: Hashable, Codable, Sendable {
  /// How much it weighs on the owner, 0 to 3.
  public enum Severity: Int, CaseIterable, Codable, Sendable {
    case none = 0
    case mild = 1
    case moderate = 2
    case severe = 3
  }

  /// What became of it.
  public enum Outcome: String, CaseIterable, Codable, Sendable {
    case lifted, bypassed, remains
  }

  /// The home domain, which decides who may see it.
  public let domain: LifeDomain
  /// The member it is about; nil when about nobody.
  public let member: MemberID?
  /// Which obstacle.
  public let code: ObstacleCode
  /// Other domains in which it is felt; sorted, each once, never the home domain.
  public let otherDomains: [LifeDomain]
  /// The services it lies with; sorted, each once.
  public let services: [MemberID]
  /// Since when.
  public let from: Day?
  /// Until when.
  public let until: Day?
  /// How much it weighs.
  public let severity: Severity
  /// Who says so.
  public let saidBy: Teller
  /// What was tried: up to 2 KiB, any Unicode but NUL.
  public let tried: String?
  /// What became of it.
  public let outcome: Outcome
  /// A note: up to 2 KiB, any Unicode but NUL.
  public let note: String?

  /// Makes an obstacle; sorts the lists, refuses too many entries, the home domain among the
  /// others, a period that ends before it starts, and blank or too long texts.
  public init(
    domain: LifeDomain, member: MemberID? = nil, code: ObstacleCode,
    otherDomains: Set<LifeDomain> = [], services: Set<MemberID> = [], from: Day? = nil,
    until: Day? = nil, severity: Severity, saidBy: Teller = .owner, tried: String? = nil,
    outcome: Outcome = .remains, note: String? = nil
  ) throws(NetworkError) {
    try TextBounds.check(tried, upTo: TextBounds.medium, at: "obstacle.tried")
    try TextBounds.check(note, upTo: TextBounds.medium, at: "obstacle.note")
    try TextBounds.checkPeriod(from, until, at: "obstacle.until")
    guard !otherDomains.contains(domain) else {
      throw NetworkError(.contradiction, at: "obstacle.otherDomains")
    }
    self.otherDomains = otherDomains.sorted()
    self.services = services.sorted()
    try TextBounds.checkSet(self.services, at: "obstacle.services")
    self.domain = domain
    self.member = member
    self.code = code
    self.from = from
    self.until = until
    self.severity = severity
    self.saidBy = saidBy
    self.tried = tried
    self.outcome = outcome
    self.note = note
  }

  /// Decodes and checks an obstacle; the lists must be sorted, each entry once.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let domains = try fields.decode([LifeDomain].self, forKey: .otherDomains)
    let services = try fields.decode([MemberID].self, forKey: .services)
    try TextBounds.checkSet(domains, at: "obstacle.otherDomains")
    try TextBounds.checkSet(services, at: "obstacle.services")
    try self.init(
      domain: fields.decode(LifeDomain.self, forKey: .domain),
      member: fields.decodeIfPresent(MemberID.self, forKey: .member),
      code: fields.decode(ObstacleCode.self, forKey: .code),
      otherDomains: Set(domains), services: Set(services),
      from: fields.decodeIfPresent(Day.self, forKey: .from),
      until: fields.decodeIfPresent(Day.self, forKey: .until),
      severity: fields.decode(Severity.self, forKey: .severity),
      saidBy: fields.decode(Teller.self, forKey: .saidBy),
      tried: fields.decodeIfPresent(String.self, forKey: .tried),
      outcome: fields.decode(Outcome.self, forKey: .outcome),
      note: fields.decodeIfPresent(String.self, forKey: .note))
  }
}

extension Obstacle.Severity: Titled {
  /// The severity as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .none: language.pick("Sans gravité", "Of no weight")
    case .mild: language.pick("Gêne un peu", "Mild")
    case .moderate: language.pick("Gêne beaucoup", "Moderate")
    case .severe: language.pick("Bloque", "Severe")
    }
  }
}

extension Obstacle.Outcome: Titled {
  /// The outcome as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .lifted: language.pick("Levé", "Lifted")
    case .bypassed: language.pick("Contourné", "Bypassed")
    case .remains: language.pick("Toujours là", "Remains")
    }
  }
}
