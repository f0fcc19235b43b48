/// Free text in one domain, about a member or about nobody.
public struct Note: Hashable, Codable, Sendable {
  /// The domain.
  public let domain: LifeDomain
  /// The member it is about; nil when about nobody.
  public let member: MemberID?
  /// Other members it names; sorted, each once.
  public let names: [MemberID]
  /// The text: 1 byte to 16 KiB, any Unicode but NUL.
  public let text: String

  /// Makes a note; sorts the names, refuses a blank or too long text.
  public init(
    domain: LifeDomain, member: MemberID? = nil, names: Set<MemberID> = [], text: String
  ) throws(NetworkError) {
    try TextBounds.check(text, upTo: TextBounds.long, at: "note.text")
    self.names = names.sorted()
    try TextBounds.checkSet(self.names, at: "note.names")
    self.domain = domain
    self.member = member
    self.text = text
  }

  /// Decodes and checks a note; the names must be sorted, each once.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let names = try fields.decode([MemberID].self, forKey: .names)
    try TextBounds.checkSet(names, at: "note.names")
    try self.init(
      domain: fields.decode(LifeDomain.self, forKey: .domain),
      member: fields.decodeIfPresent(MemberID.self, forKey: .member), names: Set(names),
      text: fields.decode(String.self, forKey: .text))
  }
}
