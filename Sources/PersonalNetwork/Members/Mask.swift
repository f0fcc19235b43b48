/// A second card of a relative: what they are to the owner, without their name.
///
/// While a mask stands, whoever would see the member's card sees the mask in its place; the card is
/// the owner's alone. It weighs what the card weighs.
public struct Mask: Hashable, Codable, Sendable {
  /// The member whose card is kept back.
  public let member: MemberID
  /// What sort of member this is.
  public let kind: Member.Kind
  /// The role on the ICF; nil when the owner gave none.
  public let role: MemberRole?

  /// Makes a mask of a member from their card.
  public init(of member: MemberID, card: Member) {
    self.member = member
    kind = card.kind
    role = card.role
  }

  /// Makes a mask that says a kind and a role.
  public init(member: MemberID, kind: Member.Kind, role: MemberRole?) {
    self.member = member
    self.kind = kind
    self.role = role
  }
}
