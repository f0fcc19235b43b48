/// The legal identifier of an authority: 1 to 64 of `a`–`z`, `0`–`9` and `-`.
package struct AuthorityID: Hashable, Comparable, Codable, Sendable, LosslessStringConvertible,
  CodingKeyRepresentable
{
  /// The identifier as written in the register.
  package let text: String

  /// Reads an identifier; nil if it is empty, too long or has another character.
  package init?(_ description: String) {
    let utf8 = description.utf8
    guard (1...64).contains(utf8.count) else { return nil }
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        continue
      default: return nil
      }
    }
    text = description
  }

  /// The identifier as written in the register.
  package var description: String { text }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an authority's identifier")
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  package var codingKey: any CodingKey { TextKey(stringValue: text) }

  package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }

  /// Orders by bytes.
  package static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
