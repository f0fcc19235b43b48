/// A compiled expression.
///
/// Each node knows how to evaluate itself, so that nothing that the text of a policy settles is
/// settled again for each request.
protocol Node: AnyObject, Sendable {
  /// Where the expression stands in the text of its policy.
  var position: SourcePosition { get }

  /// The value; throws where an operator does not take its operands, something does not exist, or
  /// a number does not fit.
  func value(in evaluation: Evaluation) throws(CedarError) -> Value

  /// The value, where it is a scalar; throws as ``value(in:)`` does.
  func scalar(in evaluation: Evaluation) throws(CedarError) -> Scalar?

  /// The truth value; throws `.type` too where the value is something else.
  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool

  /// The attributes of the record or entity that the value is, `nil` where that entity does not
  /// exist; throws `.type` too where the value is something else.
  func attributes(in evaluation: Evaluation) throws(CedarError) -> Attributes<Value>?
}

extension Node {
  func scalar(in evaluation: Evaluation) throws(CedarError) -> Scalar? {
    try value(in: evaluation).scalar
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    guard case .bool(let result) = try scalar(in: evaluation) else {
      throw mismatch("Bool", try value(in: evaluation))
    }
    return result
  }

  func attributes(in evaluation: Evaluation) throws(CedarError) -> Attributes<Value>? {
    switch try value(in: evaluation) {
    case .record(let fields): return fields
    case .entity(let uid): return evaluation.entities.attributes(of: uid)
    case let other: throw mismatch("an entity or a record", other)
    }
  }

  func long(in evaluation: Evaluation) throws(CedarError) -> Int64 {
    guard case .long(let number) = try scalar(in: evaluation) else {
      throw mismatch("Long", try value(in: evaluation))
    }
    return number
  }

  func entity(in evaluation: Evaluation) throws(CedarError) -> EntityUID {
    try entity(try value(in: evaluation))
  }

  func set(in evaluation: Evaluation) throws(CedarError) -> ValueSet {
    let value = try value(in: evaluation)
    guard case .set(let set) = value else { throw mismatch("Set", value) }
    return set
  }

  func string(in evaluation: Evaluation) throws(CedarError) -> ScalarString {
    let value = try value(in: evaluation)
    guard case .string(let text) = value else { throw mismatch("String", value) }
    return text
  }

  func entity(_ value: Value) throws(CedarError) -> EntityUID {
    guard case .entity(let uid) = value else { throw mismatch("an entity", value) }
    return uid
  }

  func mismatch(_ wanted: String, _ value: Value) -> CedarError {
    CedarError(.type, "expected \(wanted), got \(value.typeName)", at: position)
  }

  func missing(_ uid: EntityUID) -> CedarError {
    CedarError(.missingEntity, "the entity \(uid) does not exist", at: position)
  }
}

/// A node whose value is a truth value.
protocol Test: Node {}

extension Test {
  func scalar(in evaluation: Evaluation) throws(CedarError) -> Scalar? {
    .bool(try bool(in: evaluation))
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    .bool(try bool(in: evaluation))
  }
}

/// The same value for every request.
final class Constant: Node {
  let position: SourcePosition
  private let constant: Value
  private let scalar: Scalar?

  init(_ constant: Value, at position: SourcePosition) {
    self.constant = constant
    self.position = position
    scalar = constant.scalar
  }

  func value(in evaluation: Evaluation) -> Value { constant }

  func scalar(in evaluation: Evaluation) -> Scalar? { scalar }
}

/// A variable of the request.
final class RequestVariable: Node {
  let position: SourcePosition
  private let variable: Expression.Variable

  init(_ variable: Expression.Variable, at position: SourcePosition) {
    self.variable = variable
    self.position = position
  }

  func value(in evaluation: Evaluation) -> Value {
    switch variable {
    case .principal: .entity(evaluation.request.principal)
    case .action: .entity(evaluation.request.action)
    case .resource: .entity(evaluation.request.resource)
    case .context: .record(evaluation.request.context)
    }
  }

  func attributes(in evaluation: Evaluation) -> Attributes<Value>? {
    evaluation.attributes(of: variable)
  }
}

/// `target.name`.
final class AttributeAccess: Node {
  let position: SourcePosition
  private let target: any Node
  private let name: ScalarString

  init(_ target: any Node, _ name: ScalarString, at position: SourcePosition) {
    self.target = target
    self.name = name
    self.position = position
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    let attributes = try targetAttributes(in: evaluation)
    return attributes.contents[try index(in: attributes)]
  }

  func scalar(in evaluation: Evaluation) throws(CedarError) -> Scalar? {
    let attributes = try targetAttributes(in: evaluation)
    return attributes.contents[try index(in: attributes)].scalar
  }

  private func targetAttributes(
    in evaluation: Evaluation
  ) throws(CedarError) -> Attributes<Value> {
    guard let attributes = try target.attributes(in: evaluation) else {
      throw missing(try target.entity(in: evaluation))
    }
    return attributes
  }

  private func index(in attributes: Attributes<Value>) throws(CedarError) -> Int {
    guard let index = attributes.index(of: name) else {
      throw CedarError(
        .missingAttribute, "there is no attribute \(name.quoted)", at: position)
    }
    return index
  }
}

/// `target has name`; `target has a.b` is `target has a && target.a has b`.
final class AttributeTest: Test {
  let position: SourcePosition
  private let target: any Node
  private let name: ScalarString

  init(_ target: any Node, _ name: ScalarString, at position: SourcePosition) {
    self.target = target
    self.name = name
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    try target.attributes(in: evaluation)?.contains(name) ?? false
  }
}
