/// The name of an entity type, for instance `User` or `Clinic::Record`.
public struct EntityType: Hashable, Sendable, CustomStringConvertible {
  /// The whole name, its namespaces joined by `::`.
  public let name: ScalarString

  /// Reads a name in its normal form: identifiers joined by `::`, without blanks.
  ///
  /// Returns `nil` for anything else, reserved words and the `__cedar` namespace included.
  public init?(_ name: String) {
    guard Identifier.isName(name) else { return nil }
    self.name = ScalarString(name)
  }

  /// Wraps a name that is known to be one, such as a literal.
  package init(known name: ScalarString) {
    self.name = name
  }

  /// The whole name.
  public var description: String { name.string }

  /// Whether entities of this type are actions: its last identifier is `Action`.
  public var isAction: Bool {
    let bytes = name.string.utf8
    return bytes.suffix(8).elementsEqual("::Action".utf8) || bytes.elementsEqual("Action".utf8)
  }
}

/// The unique identifier of an entity: its type and its id.
public struct EntityUID: Hashable, Sendable, CustomStringConvertible {
  /// The type of the entity.
  public let type: EntityType
  /// The id within the type; any text, empty too.
  public let id: ScalarString

  /// Joins a type and an id.
  public init(type: EntityType, id: ScalarString) {
    self.type = type
    self.id = id
  }

  /// Joins a type's name and an id; `nil` where the name is not one.
  public init?(_ type: String, _ id: String) {
    guard let type = EntityType(type) else { return nil }
    self.init(type: type, id: ScalarString(id))
  }

  /// A number that equal uids share and others hardly do.
  var checksum: Int { id.checksum ^ type.name.checksum &* 31 }

  /// Tells whether both are the same entity; what differs most is compared first.
  public static func == (left: EntityUID, right: EntityUID) -> Bool {
    left.id == right.id && left.type == right.type
  }

  /// The uid in Cedar's syntax, for instance `User::"alice"`.
  public var description: String { "\(type)::\(id.quoted)" }
}

/// Rules for identifiers.
enum Identifier {
  /// Words that can be neither a name nor an unquoted attribute.
  static let reserved: Set<String> = [
    "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar",
  ]

  static func isStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_")
      || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isPart(_ byte: UInt8) -> Bool { isStart(byte) || isDigit(byte) }

  static func isIdentifier(_ text: some Collection<UInt8>) -> Bool {
    guard let first = text.first, isStart(first), text.allSatisfy(isPart) else { return false }
    return !reserved.contains(String(decoding: text, as: UTF8.self))
  }

  /// Whether a text is a name in its normal form.
  static func isName(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while true {
      let part = rest.prefix { $0 != UInt8(ascii: ":") }
      guard isIdentifier(part) else { return false }
      rest = rest.dropFirst(part.count)
      if rest.isEmpty { return true }
      guard rest.starts(with: "::".utf8) else { return false }
      rest = rest.dropFirst(2)
    }
  }
}
