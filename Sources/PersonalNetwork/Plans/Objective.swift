/// Something the owner wants, or that someone wants for them.
public struct Objective: Hashable, Codable, Sendable {
  /// Whose objective it is.
  public enum Author: Hashable, Sendable {
    case owner
    case member(MemberID)
  }

  /// How an objective stands.
  public enum State: String, CaseIterable, Codable, Sendable {
    case proposed, active, paused, reached, dropped
  }

  /// The domain.
  public let domain: LifeDomain
  /// The member with whom it is pursued; nil when with nobody.
  public let member: MemberID?
  /// What is wanted: 1 byte to 2 KiB, any Unicode but NUL.
  public let text: String
  /// Whose objective it is.
  public let author: Author
  /// By when.
  public let horizon: Day?
  /// How it stands.
  public let state: State

  /// Makes an objective; refuses a blank or too long text.
  public init(
    domain: LifeDomain, member: MemberID? = nil, text: String, author: Author,
    horizon: Day? = nil, state: State = .active
  ) throws(NetworkError) {
    try TextBounds.check(text, upTo: TextBounds.medium, at: "objective.text")
    self.domain = domain
    self.member = member
    self.text = text
    self.author = author
    self.horizon = horizon
    self.state = state
  }

  /// Decodes and checks an objective.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      domain: fields.decode(LifeDomain.self, forKey: .domain),
      member: fields.decodeIfPresent(MemberID.self, forKey: .member),
      text: fields.decode(String.self, forKey: .text),
      author: fields.decode(Author.self, forKey: .author),
      horizon: fields.decodeIfPresent(Day.self, forKey: .horizon),
      state: fields.decode(State.self, forKey: .state))
  }
}

extension Objective.Author: Codable {
  /// Decodes `"owner"` or a member's identifier.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self = text == "owner" ? .owner : .member(try MemberID(from: decoder))
  }

  /// Encodes `"owner"` or the member's identifier.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .owner:
      var container = encoder.singleValueContainer()
      try container.encode("owner")
    case .member(let member): try member.encode(to: encoder)
    }
  }
}

extension Objective.State: Titled {
  /// The state as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .proposed: language.pick("Proposé", "Proposed")
    case .active: language.pick("En cours", "Under way")
    case .paused: language.pick("En pause", "Paused")
    case .reached: language.pick("Atteint", "Reached")
    case .dropped: language.pick("Abandonné", "Dropped")
    }
  }
}
