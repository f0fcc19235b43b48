/// A value of the Cedar language.
///
/// Two values are equal as Cedar's `==` has it: sets without order or repetition, texts by their
/// scalars, values of different types never.
public enum Value: Hashable, Sendable {
  /// A truth value.
  case bool(Bool)
  /// A 64-bit signed integer.
  case long(Int64)
  /// A text.
  case string(ScalarString)
  /// A reference to an entity, which need not exist.
  case entity(EntityUID)
  /// A set; its members may be of different types.
  case set(Set<Value>)
  /// A record of named values.
  case record([ScalarString: Value])
  /// A number with four decimal places.
  case decimal(DecimalNumber)
  /// A point in time, in milliseconds.
  case datetime(DateTime)
  /// A span of time, in milliseconds.
  case duration(Duration)
  /// An IP address or range.
  case ip(IPAddress)

  /// The name of the value's type, as error messages give it.
  public var typeName: String {
    switch self {
    case .bool: "Bool"
    case .long: "Long"
    case .string: "String"
    case .entity(let uid): uid.type.description
    case .set: "Set"
    case .record: "Record"
    case .decimal: "decimal"
    case .datetime: "datetime"
    case .duration: "duration"
    case .ip: "ipaddr"
    }
  }
}
