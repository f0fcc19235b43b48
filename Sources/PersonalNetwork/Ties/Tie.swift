/// A tie between the owner and a member, in one life domain.
public struct Tie: Hashable, Codable, Sendable {
  /// The domain in which the member counts.
  public let domain: LifeDomain
  /// The member.
  public let member: MemberID
  /// What the tie is like.
  public let qualities: TieQualities

  /// Makes a tie of the owner's.
  public init(domain: LifeDomain, member: MemberID, qualities: TieQualities) {
    self.domain = domain
    self.member = member
    self.qualities = qualities
  }
}

/// A tie between two members, told in a domain where at least one of them is tied to the owner.
///
/// It weighs nothing: what it tells is how others know each other.
public struct MemberTie: Hashable, Codable, Sendable {
  /// The two different ties between members.
  public enum Relation: String, CaseIterable, Codable, Sendable {
    /// They know each other (*se connaissent*).
    case knows
    /// They talk about the owner (*se parlent de moi*).
    case talksAboutOwner = "talks-about-owner"
  }

  /// The domain in which it is told.
  public let domain: LifeDomain
  /// The first end, from which the direction is seen.
  public let from: MemberID
  /// The other end.
  public let to: MemberID
  /// Which of the two ties it is.
  public let relation: Relation
  /// What the tie is like.
  public let qualities: TieQualities

  /// Makes a tie between two members; refuses one of a member with themself.
  public init(
    domain: LifeDomain, from: MemberID, to: MemberID, relation: Relation, qualities: TieQualities
  ) throws(NetworkError) {
    guard from != to else { throw NetworkError(.selfTie, at: "memberTie.to") }
    self.domain = domain
    self.from = from
    self.to = to
    self.relation = relation
    self.qualities = qualities
  }

  /// Decodes and checks a tie between two members.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      domain: fields.decode(LifeDomain.self, forKey: .domain),
      from: fields.decode(MemberID.self, forKey: .from),
      to: fields.decode(MemberID.self, forKey: .to),
      relation: fields.decode(Relation.self, forKey: .relation),
      qualities: fields.decode(TieQualities.self, forKey: .qualities))
  }
}

extension MemberTie.Relation: Titled {
  /// The relation as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .knows: language.pick("Se connaissent", "Know each other")
    case .talksAboutOwner: language.pick("Se parlent de moi", "Talk about me")
    }
  }
}
