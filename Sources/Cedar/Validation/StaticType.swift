/// What is known of an expression's value before it is evaluated.
indirect enum StaticType: Equatable, Sendable {
  /// A truth value, and which one where that is known.
  case bool(Bool?)
  case long, string, decimal, datetime, duration, ip
  case set(StaticType)
  case record(Attributes<Attribute>)
  case entity(EntityType)

  struct Attribute: Equatable, Sendable {
    let type: StaticType
    let isRequired: Bool
  }

  init(_ declared: SchemaType) {
    switch declared {
    case .bool: self = .bool(nil)
    case .long: self = .long
    case .string: self = .string
    case .decimal: self = .decimal
    case .datetime: self = .datetime
    case .duration: self = .duration
    case .ip: self = .ip
    case .set(let element): self = .set(StaticType(element))
    case .record(let attributes): self = .record(Self.attributes(attributes))
    case .entity(let type): self = .entity(type)
    }
  }

  static func attributes(
    _ declared: Attributes<SchemaType.Attribute>
  ) -> Attributes<Attribute> {
    declared.mapValues { Attribute(type: StaticType($0.type), isRequired: $0.isRequired) }
  }

  /// The least type that holds the values of both, or `nil`: types mix only where they are the
  /// same but for what is known of truth values.
  func joined(with other: StaticType) -> StaticType? {
    switch (self, other) {
    case (.bool(let left), .bool(let right)): return .bool(left == right ? left : nil)
    case (.set(let left), .set(let right)): return left.joined(with: right).map(StaticType.set)
    case (.record(let left), .record(let right)):
      guard left.count == right.count else { return nil }
      var result: [ScalarString: Attribute] = [:]
      for (name, attribute) in left {
        guard let other = right[name], other.isRequired == attribute.isRequired,
          let type = attribute.type.joined(with: other.type)
        else { return nil }
        result[name] = Attribute(type: type, isRequired: attribute.isRequired)
      }
      return .record(Attributes(result))
    default: return self == other ? self : nil
    }
  }

  /// The type in words, for messages.
  var text: String {
    switch self {
    case .bool: "Bool"
    case .long: "Long"
    case .string: "String"
    case .decimal: "decimal"
    case .datetime: "datetime"
    case .duration: "duration"
    case .ip: "ipaddr"
    case .set(let element): "Set<\(element.text)>"
    case .record: "a record"
    case .entity(let type): type.description
    }
  }
}

/// What must be present for an access to succeed: an attribute or a tag of an expression's value.
enum Capability: Hashable {
  case attribute(of: String, ScalarString)
  case tag(of: String, key: String)
}

extension Expression {
  /// A text that two expressions share exactly where they have the same structure.
  var structure: String {
    let inner = children.map(\.structure).joined(separator: " ")
    let head =
      switch kind {
      case .literal(let value): Self.structure(of: value)
      case .variable(let variable): variable.rawValue
      case .and: "and"
      case .or: "or"
      case .not: "not"
      case .negate: "negate"
      case .conditional: "if"
      case .binary(let comparison, _, _): comparison.rawValue
      case .arithmetic(_, let rest): "chain" + rest.map(\.operator.rawValue).joined()
      case .isEmpty: "isEmpty"
      case .attribute(_, let name): "get \(name.quoted)"
      case .has(_, let names): "has " + names.map(\.quoted).joined(separator: ".")
      case .like(_, let pattern): "like " + pattern.structure
      case .isType(_, let type, _): "is \(type)"
      case .set: "set"
      case .record(let fields): "record " + fields.map(\.name.quoted).joined(separator: ",")
      case .call(let function, _): function.rawValue
      }
    return inner.isEmpty ? head : "(\(head) \(inner))"
  }

  private static func structure(of value: Value) -> String {
    switch value {
    case .bool(let flag): "\(flag)"
    case .long(let number): "\(number)"
    case .string(let text): text.quoted
    case .entity(let uid): uid.description
    default: value.typeName
    }
  }
}

extension Pattern {
  fileprivate var structure: String {
    elements.map { element in
      switch element {
      case .anything: "*"
      case .scalar(let scalar): String(scalar.value)
      }
    }.joined(separator: ",")
  }
}
