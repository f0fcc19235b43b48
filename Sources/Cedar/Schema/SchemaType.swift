/// A type as a schema declares it, all names resolved.
public enum SchemaType: Hashable, Sendable {
  /// A truth value.
  case bool
  /// A 64-bit integer.
  case long
  /// A text.
  case string
  /// A set whose members are all of one type.
  indirect case set(SchemaType)
  /// A record with exactly these attributes, the optional ones perhaps absent.
  case record(Attributes<Attribute>)
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
    /// The type of the attribute's value, without what it is made of.
    let kind: Value.Kind

    init(type: SchemaType, isRequired: Bool) {
      self.type = type
      self.isRequired = isRequired
      kind = type.kind
    }
  }

  /// The type, without what it is made of.
  var kind: Value.Kind {
    switch self {
    case .bool: .bool
    case .long: .long
    case .string: .string
    case .set: .set
    case .record: .record
    case .entity: .entity
    case .decimal: .decimal
    case .datetime: .datetime
    case .duration: .duration
    case .ip: .ip
    }
  }
}
