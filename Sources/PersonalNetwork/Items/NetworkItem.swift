/// One item of a record: what is encrypted, versioned and shared as a whole.
public struct NetworkItem: Hashable, Codable, Sendable, Identifiable {
  /// The opaque identifier; a card's is also its member's.
  public let id: NetworkItemID
  /// The version, from 1; each change raises it by one.
  public let version: Int
  /// What the item says.
  public let content: ItemContent
  /// Whether the owner put the item itself in the reserve (*jardin secret*).
  ///
  /// An item may be reserved without this mark: see ``PersonalNetwork/isReserved(_:)``.
  public let reserved: Bool

  /// Makes an item; refuses a version under 1.
  public init(
    id: NetworkItemID, version: Int = 1, content: ItemContent, reserved: Bool = false
  ) throws(NetworkError) {
    guard version >= 1 else { throw NetworkError(.outOfRange, at: "item.version") }
    self.id = id
    self.version = version
    self.content = content
    self.reserved = reserved
  }

  /// The member whose card this is; nil for anything but a card.
  public var member: MemberID? {
    switch content {
    case .card: MemberID(card: id)
    default: nil
    }
  }

  /// The member that carries the item: a card's own member; nil when the owner carries it.
  public var carrier: MemberID? { member ?? content.carrier }

  /// The next version of the item, with another content or mark.
  ///
  /// - Throws: ``NetworkError`` when the kind of content changes.
  public func revised(
    content: ItemContent? = nil, reserved: Bool? = nil
  ) throws(NetworkError) -> NetworkItem {
    let content = content ?? self.content
    guard content.kind == self.content.kind else {
      throw NetworkError(.contradiction, at: "item.content")
    }
    return try NetworkItem(
      id: id, version: version + 1, content: content, reserved: reserved ?? self.reserved)
  }

  /// Decodes and checks an item.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      id: fields.decode(NetworkItemID.self, forKey: .id),
      version: fields.decode(Int.self, forKey: .version),
      content: fields.decode(ItemContent.self, forKey: .content),
      reserved: fields.decode(Bool.self, forKey: .reserved))
  }
}
