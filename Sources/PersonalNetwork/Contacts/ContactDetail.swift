/// How to reach a member, in one life domain.
public struct ContactDetail: Hashable, Codable, Sendable {
  /// What sort of detail this is.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case phone, email, address, messaging, website, hours, other
  }

  /// The domain in which the detail is used.
  public let domain: LifeDomain
  /// The member.
  public let member: MemberID
  /// What sort of detail this is.
  public let kind: Kind
  /// The detail: 1 to 256 bytes, any Unicode but NUL.
  public let value: String

  /// Makes a contact detail; refuses a blank or too long value.
  public init(
    domain: LifeDomain, member: MemberID, kind: Kind, value: String
  ) throws(NetworkError) {
    try TextBounds.check(value, upTo: TextBounds.short, at: "contact.value")
    self.domain = domain
    self.member = member
    self.kind = kind
    self.value = value
  }

  /// Decodes and checks a contact detail.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      domain: fields.decode(LifeDomain.self, forKey: .domain),
      member: fields.decode(MemberID.self, forKey: .member),
      kind: fields.decode(Kind.self, forKey: .kind),
      value: fields.decode(String.self, forKey: .value))
  }
}

extension ContactDetail.Kind: Titled {
  /// The kind as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .phone: language.pick("Téléphone", "Phone")
    case .email: language.pick("Courriel", "Email")
    case .address: language.pick("Adresse", "Address")
    case .messaging: language.pick("Messagerie", "Messaging")
    case .website: language.pick("Site", "Website")
    case .hours: language.pick("Heures où l'on peut joindre", "Hours to reach them")
    case .other: language.pick("Autre", "Other")
    }
  }
}
