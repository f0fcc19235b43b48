/// The owner's choice of a référent de proximité; at most two stand at a time.
///
/// It is for the owner alone: it lies in no domain, weighs nothing and is in no compartment.
public struct ReferentDesignation: Hashable, Codable, Sendable {
  /// The member designated.
  public let member: MemberID
  /// Since when.
  public let since: Day
  /// The substitute named in advance, if any.
  public let substitute: MemberID?

  /// Makes a designation; refuses a member as their own substitute.
  public init(
    member: MemberID, since: Day, substitute: MemberID? = nil
  ) throws(NetworkError) {
    guard member != substitute else {
      throw NetworkError(.contradiction, at: "referent.substitute")
    }
    self.member = member
    self.since = since
    self.substitute = substitute
  }

  /// Decodes and checks a designation.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      member: fields.decode(MemberID.self, forKey: .member),
      since: fields.decode(Day.self, forKey: .since),
      substitute: fields.decodeIfPresent(MemberID.self, forKey: .substitute))
  }
}
