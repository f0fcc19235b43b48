public import Foundation

/// The opaque identifier of an item: 16 random bytes, written as unpadded base64url.
public struct NetworkItemID: Hashable, Comparable, Codable, Sendable, LosslessStringConvertible {
  /// How many bytes an identifier has.
  public static let byteCount = 16

  // One number instead of a buffer: a record holds thousands, sorted and looked up by it.
  private let value: UInt128

  /// The 16 bytes.
  public var bytes: Data {
    Data(
      stride(from: 120, through: 0, by: -8).map { shift in
        UInt8(truncatingIfNeeded: value >> UInt128(shift))
      })
  }

  /// Makes a random identifier.
  public init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }

  /// Makes an identifier from a given source of randomness; tests seed it.
  ///
  /// Its text does not begin with a dash, which a command line would take for an option.
  public init(using generator: inout some RandomNumberGenerator) {
    var value: UInt128
    repeat {
      value = (0..<Self.byteCount).reduce(0) { value, _ in
        value << 8 | UInt128(UInt8.random(in: 0...255, using: &generator))
      }
    } while value >> 122 == 62
    self.value = value
  }

  /// Takes 16 bytes; nil for any other count.
  public init?(bytes: Data) {
    guard bytes.count == Self.byteCount else { return nil }
    value = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// Reads 22 characters of base64url; anything not canonical is refused.
  public init?(_ description: String) {
    let characters = description.utf8
    guard characters.count == Self.characterCount else { return nil }
    var value: UInt128 = 0
    for (place, character) in characters.enumerated() {
      guard let digit = Self.digit(character) else { return nil }
      guard place == Self.characterCount - 1 else {
        value = value << 6 | digit
        continue
      }
      // Of the last character, 4 bits are left over.
      guard digit & 15 == 0 else { return nil }
      value = value << 2 | digit >> 4
    }
    self.value = value
  }

  /// The identifier as 22 characters of base64url.
  public var description: String {
    var characters = stride(from: 122, through: 2, by: -6).map { shift in
      Self.character(UInt8(truncatingIfNeeded: value >> UInt128(shift)) & 63)
    }
    characters.append(Self.character(UInt8(truncatingIfNeeded: value & 3) << 4))
    return String(decoding: characters, as: UTF8.self)
  }

  private static let characterCount = 22

  private static func character(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0..<26: UInt8(ascii: "A") + digit
    case 26..<52: UInt8(ascii: "a") + (digit - 26)
    case 52..<62: UInt8(ascii: "0") + (digit - 52)
    case 62: UInt8(ascii: "-")
    default: UInt8(ascii: "_")
    }
  }

  private static func digit(_ character: UInt8) -> UInt128? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt128(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt128(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt128(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// Identifiers are ordered by their bytes.
  public static func < (one: NetworkItemID, other: NetworkItemID) -> Bool {
    one.value < other.value
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
