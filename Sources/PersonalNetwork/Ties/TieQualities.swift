/// What a tie is like, whether of the owner's or between two members.
///
/// Support and stress are independent, so that an ambivalent tie exists. What was not said is nil,
/// never zero.
public struct TieQualities: Hashable, Codable, Sendable {
  /// Which way the tie goes.
  public let direction: TieDirection
  /// How strong it is.
  public let strength: TieStrength?
  /// How much support it brings.
  public let support: TieDegree?
  /// How much stress it brings.
  public let stress: TieDegree?
  /// The kinds of help that pass along it; sorted, each once.
  public let help: [HelpKind]
  /// Which way the help goes; nil when no help is named.
  public let helpDirection: TieDirection?
  /// How often there is contact.
  public let frequency: ContactFrequency?
  /// The usual means of contact.
  public let medium: ContactMedium?
  /// The authority that controls access to the tie.
  public let mediatedBy: AuthorityReference?
  /// Who started it.
  public let startedBy: Initiator?
  /// Since when.
  public let since: Day?
  /// Until when.
  public let until: Day?
  /// Who says so.
  public let saidBy: Teller
  /// Whether the owner contests what is said.
  public let contested: Bool
  /// The owner's own statement: up to 2 KiB, any Unicode but NUL.
  public let statement: String?

  /// Makes qualities; sorts the help, refuses a period that ends before it starts, a direction of
  /// help without help, and a statement that is blank or too long.
  public init(
    direction: TieDirection = .mutual, strength: TieStrength? = nil, support: TieDegree? = nil,
    stress: TieDegree? = nil, help: Set<HelpKind> = [], helpDirection: TieDirection? = nil,
    frequency: ContactFrequency? = nil, medium: ContactMedium? = nil,
    mediatedBy: AuthorityReference? = nil, startedBy: Initiator? = nil, since: Day? = nil,
    until: Day? = nil, saidBy: Teller = .owner, contested: Bool = false, statement: String? = nil
  ) throws(NetworkError) {
    try TextBounds.check(statement, upTo: TextBounds.medium, at: "tie.statement")
    try TextBounds.checkPeriod(since, until, at: "tie.until")
    guard helpDirection == nil || !help.isEmpty else {
      throw NetworkError(.contradiction, at: "tie.helpDirection")
    }
    self.direction = direction
    self.strength = strength
    self.support = support
    self.stress = stress
    self.help = help.sorted()
    self.helpDirection = helpDirection
    self.frequency = frequency
    self.medium = medium
    self.mediatedBy = mediatedBy
    self.startedBy = startedBy
    self.since = since
    self.until = until
    self.saidBy = saidBy
    self.contested = contested
    self.statement = statement
  }

  /// Whether the tie brings both support and stress.
  public var isAmbivalent: Bool {
    guard let support, let stress else { return false }
    return support != .none && stress != .none
  }

  /// Decodes and checks qualities; the help must be sorted, each kind once.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let help = try fields.decode([HelpKind].self, forKey: .help)
    try TextBounds.checkSet(help, at: "tie.help")
    try self.init(
      direction: fields.decode(TieDirection.self, forKey: .direction),
      strength: fields.decodeIfPresent(TieStrength.self, forKey: .strength),
      support: fields.decodeIfPresent(TieDegree.self, forKey: .support),
      stress: fields.decodeIfPresent(TieDegree.self, forKey: .stress),
      help: Set(help),
      helpDirection: fields.decodeIfPresent(TieDirection.self, forKey: .helpDirection),
      frequency: fields.decodeIfPresent(ContactFrequency.self, forKey: .frequency),
      medium: fields.decodeIfPresent(ContactMedium.self, forKey: .medium),
      mediatedBy: fields.decodeIfPresent(AuthorityReference.self, forKey: .mediatedBy),
      startedBy: fields.decodeIfPresent(Initiator.self, forKey: .startedBy),
      since: fields.decodeIfPresent(Day.self, forKey: .since),
      until: fields.decodeIfPresent(Day.self, forKey: .until),
      saidBy: fields.decode(Teller.self, forKey: .saidBy),
      contested: fields.decode(Bool.self, forKey: .contested),
      statement: fields.decodeIfPresent(String.self, forKey: .statement))
  }
}
