public import Foundation

/// The opaque identifier of an item: 16 random bytes, written as unpadded base64url.
public struct NetworkItemID: Hashable, Comparable, Codable, Sendable, LosslessStringConvertible {
  /// How many bytes an identifier has.
  public static let byteCount = 16

  /// The 16 bytes.
  public let bytes: Data

  /// Makes a random identifier.
  public init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }

  /// Makes an identifier from a given source of randomness; tests seed it.
  ///
  /// Its text does not begin with a dash, which a command line would take for an option.
  public init(using generator: inout some RandomNumberGenerator) {
    var bytes = Data()
    repeat {
      bytes = Data((0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) })
    } while bytes[0] >> 2 == 62
    self.bytes = bytes
  }

  /// Takes 16 bytes; nil for any other count.
  public init?(bytes: Data) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Data(bytes)
  }

  /// Reads 22 characters of base64url; anything not canonical is refused.
  public init?(_ description: String) {
    guard description.utf8.count == 22, description.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2F })
    else { return nil }
    let standard = description.map { character in
      switch character {
      case "-": Character("+")
      case "_": Character("/")
      default: character
      }
    }
    guard let data = Data(base64Encoded: String(standard) + "=="),
      let identifier = NetworkItemID(bytes: data), identifier.description == description
    else { return nil }
    self = identifier
  }

  /// The identifier as 22 characters of base64url.
  public var description: String {
    String(
      bytes.base64EncodedString().compactMap { character -> Character? in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
      })
  }

  /// Identifiers are ordered by their bytes.
  public static func < (one: NetworkItemID, other: NetworkItemID) -> Bool {
    one.bytes.lexicographicallyPrecedes(other.bytes)
  }

  /// Decodes the 22 characters; anything else is refused.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let identifier = NetworkItemID(text) else {
      throw NetworkError(.malformedIdentifier, at: decoder.fieldPath)
    }
    self = identifier
  }

  /// Encodes the 22 characters.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The identifier of a member: that of the item that holds their card.
public struct MemberID: Hashable, Comparable, Codable, Sendable, LosslessStringConvertible {
  /// The identifier of the member's card.
  public let card: NetworkItemID

  /// Names the member whose card has this identifier.
  public init(card: NetworkItemID) {
    self.card = card
  }

  /// Reads 22 characters of base64url; anything not canonical is refused.
  public init?(_ description: String) {
    guard let card = NetworkItemID(description) else { return nil }
    self.card = card
  }

  /// The identifier as 22 characters of base64url.
  public var description: String { card.description }

  /// Identifiers are ordered by their bytes.
  public static func < (one: MemberID, other: MemberID) -> Bool { one.card < other.card }

  /// Decodes the 22 characters; anything else is refused.
  public init(from decoder: any Decoder) throws {
    card = try NetworkItemID(from: decoder)
  }

  /// Encodes the 22 characters.
  public func encode(to encoder: any Encoder) throws {
    try card.encode(to: encoder)
  }
}
