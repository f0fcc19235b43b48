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
  case set(ValueSet)
  /// A record of named values.
  case record(Attributes<Value>)
  /// A number with four decimal places.
  case decimal(DecimalNumber)
  /// A point in time, in milliseconds.
  case datetime(DateTime)
  /// A span of time, in milliseconds.
  case duration(Duration)
  /// An IP address or range.
  case ip(IPAddress)

  /// The types of values, all entities of one.
  enum Kind: Sendable {
    case bool, long, string, entity, set, record, decimal, datetime, duration, ip
  }

  /// The type of the value.
  var kind: Kind {
    switch self {
    case .bool: .bool
    case .long: .long
    case .string: .string
    case .entity: .entity
    case .set: .set
    case .record: .record
    case .decimal: .decimal
    case .datetime: .datetime
    case .duration: .duration
    case .ip: .ip
    }
  }

  /// The value, where it is one that tests are mostly about and that takes no more than a word.
  var scalar: Scalar? {
    switch self {
    case .bool(let flag): .bool(flag)
    case .long(let number): .long(number)
    case .datetime(let time): .datetime(time)
    case .duration(let span): .duration(span)
    default: nil
    }
  }

  /// A number that equal values share and others hardly do.
  var checksum: Int {
    switch self {
    case .bool(let flag): flag ? 1 : 0
    case .long(let number): Int(truncatingIfNeeded: number)
    case .string(let text): text.checksum
    case .entity(let uid): uid.checksum
    case .set(let members): members.checksum
    case .record(let fields): fields.hashValue
    case .decimal(let number): Int(truncatingIfNeeded: number.tenThousandths)
    case .datetime(let time): Int(truncatingIfNeeded: time.milliseconds)
    case .duration(let span): Int(truncatingIfNeeded: span.milliseconds)
    case .ip(let address): address.hashValue
    }
  }

  /// Feeds the value's checksum to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(checksum)
  }

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

/// A truth value, a number or a time: what can be read without owning anything.
enum Scalar: Sendable {
  case bool(Bool)
  case long(Int64)
  case datetime(DateTime)
  case duration(Duration)
}
