/// `set.isEmpty()`.
final class EmptinessTest: Test {
  let position: SourcePosition
  private let set: any Node

  init(_ set: any Node, at position: SourcePosition) {
    self.set = set
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    try set.set(in: evaluation).isEmpty
  }
}

/// `contains`, `containsAll` and `containsAny` of a set.
final class SetTest: Test {
  let position: SourcePosition
  private let set: any Node
  private let operation: Expression.BinaryOperator
  private let operand: any Node

  init(
    _ set: any Node, _ operation: Expression.BinaryOperator, _ operand: any Node,
    at position: SourcePosition
  ) {
    self.set = set
    self.operation = operation
    self.operand = operand
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    let set = try set.set(in: evaluation)
    switch operation {
    case .contains: return set.contains(try operand.value(in: evaluation))
    case .containsAll: return try operand.set(in: evaluation).isSubset(of: set)
    default: return try !operand.set(in: evaluation).isDisjoint(with: set)
    }
  }
}

/// `entity.hasTag(key)`.
final class TagTest: Test {
  let position: SourcePosition
  private let target: any Node
  private let key: any Node

  init(_ target: any Node, _ key: any Node, at position: SourcePosition) {
    self.target = target
    self.key = key
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    let (uid, key) = (try target.entity(in: evaluation), try key.string(in: evaluation))
    return evaluation.entities[uid]?.tags.contains(key) ?? false
  }
}

/// `entity.getTag(key)`.
final class TagAccess: Node {
  let position: SourcePosition
  private let target: any Node
  private let key: any Node

  init(_ target: any Node, _ key: any Node, at position: SourcePosition) {
    self.target = target
    self.key = key
    self.position = position
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    let (uid, key) = (try target.entity(in: evaluation), try key.string(in: evaluation))
    guard let entity = evaluation.entities[uid] else { throw missing(uid) }
    guard let value = entity.tags[key] else {
      throw CedarError(.missingAttribute, "\(uid) has no tag \(key.quoted)", at: position)
    }
    return value
  }
}

/// A chain of `+` and `-`, or of `*`, from left to right; `-x` is `0 - x`.
final class Arithmetic: Node {
  let position: SourcePosition
  private let first: any Node
  private let rest: [(operator: Expression.ArithmeticOperator, operand: any Node)]

  init(
    _ first: any Node, _ rest: [(operator: Expression.ArithmeticOperator, operand: any Node)],
    at position: SourcePosition
  ) {
    self.first = first
    self.rest = rest
    self.position = position
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    var total = try first.long(in: evaluation)
    for (sign, operand) in rest {
      let number = try operand.long(in: evaluation)
      let step: (partialValue: Int64, overflow: Bool) =
        switch sign {
        case .plus: total.addingReportingOverflow(number)
        case .minus: total.subtractingReportingOverflow(number)
        case .times: total.multipliedReportingOverflow(by: number)
        }
      if step.overflow { throw CedarError(.overflow, "integer overflow", at: position) }
      total = step.partialValue
    }
    return .long(total)
  }
}

/// `[members]`.
final class SetLiteral: Node {
  let position: SourcePosition
  private let members: [any Node]

  init(_ members: [any Node], at position: SourcePosition) {
    self.members = members
    self.position = position
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    var values: [Value] = []
    for member in members { values.append(try member.value(in: evaluation)) }
    return .set(ValueSet(values))
  }
}

/// `{fields}`.
final class RecordLiteral: Node {
  let position: SourcePosition
  private let fields: [(name: ScalarString, node: any Node)]

  init(_ fields: [(name: ScalarString, node: any Node)], at position: SourcePosition) {
    self.fields = fields
    self.position = position
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    var values: [Attributes<Value>.Element] = []
    for (name, node) in fields { values.append((name, try node.value(in: evaluation))) }
    return .record(Attributes(unique: values))
  }
}

/// A call of a function or method of an extension type.
final class FunctionCall: Node {
  let position: SourcePosition
  private let function: ExtensionFunction
  private let arguments: [any Node]

  init(_ function: ExtensionFunction, _ arguments: [any Node], at position: SourcePosition) {
    self.function = function
    self.arguments = arguments
    self.position = position
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    var values: [Value] = []
    for argument in arguments { values.append(try argument.value(in: evaluation)) }
    return try function.apply(values, at: position)
  }
}
