/// A type as a schema declares it, all names resolved.
public indirect enum SchemaType: Hashable, Sendable {
  /// A truth value.
  case bool
  /// A 64-bit integer.
  case long
  /// A text.
  case string
  /// A set whose members are all of one type.
  case set(SchemaType)
  /// A record with exactly these attributes, the optional ones perhaps absent.
  case record([ScalarString: Attribute])
  /// An entity of this type.
  case entity(EntityType)
  /// A number with four decimal places.
  case decimal
  /// A point in time.
  case datetime
  /// A span of time.
  case duration
  /// An IP address or range.
  case ip

  /// The type of an attribute, and whether it must be there.
  public struct Attribute: Hashable, Sendable {
    /// The type of the attribute's value.
    public let type: SchemaType
    /// Whether the attribute is always there.
    public let isRequired: Bool
  }

  /// Whether a value is of the type, entities by their type alone.
  func contains(_ value: Value) -> Bool {
    switch (self, value) {
    case (.bool, .bool), (.long, .long), (.string, .string), (.decimal, .decimal),
      (.datetime, .datetime), (.duration, .duration), (.ip, .ip):
      true
    case (.set(let element), .set(let members)): members.allSatisfy(element.contains)
    case (.record(let attributes), .record(let fields)):
      fields.allSatisfy { attributes[$0]?.type.contains($1) ?? false }
        && attributes.allSatisfy { !$1.isRequired || fields[$0] != nil }
    case (.entity(let type), .entity(let uid)): uid.type == type
    default: false
    }
  }
}
