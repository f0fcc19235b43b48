/// The legal id of an authority, as the hub's register writes it: `[a-z0-9-]`, 1 to 64.
public struct AuthorityReference: Hashable, Comparable, Codable, Sendable,
  LosslessStringConvertible
{
  /// The id.
  public let description: String

  /// Takes an id; nil when it is not of the register's form.
  public init?(_ description: String) {
    let bytes = description.utf8
    guard (1...64).contains(bytes.count),
      bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
    else { return nil }
    self.description = description
  }

  /// Ids are ordered as ASCII.
  public static func < (one: AuthorityReference, other: AuthorityReference) -> Bool {
    one.description.utf8.lexicographicallyPrecedes(other.description.utf8)
  }

  /// Decodes the id; anything not of the form is refused.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let reference = AuthorityReference(text) else {
      throw NetworkError(.malformedAuthority, at: decoder.fieldPath)
    }
    self = reference
  }

  /// Encodes the id.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
