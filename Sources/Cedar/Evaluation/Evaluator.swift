/// Evaluates expressions for one request.
struct Evaluator {
  let request: Request
  let entities: Entities

  /// The value of an expression; throws where an operator does not take its operands, something
  /// does not exist, or a number does not fit.
  func evaluate(_ expression: Expression) throws(CedarError) -> Value {
    if let constant = expression.constant { return constant }
    switch expression.kind {
    case .literal(let value): return value
    case .variable(let variable): return value(of: variable)
    case .and(let parts):
      for part in parts where try !bool(part) { return .bool(false) }
      return .bool(true)
    case .or(let parts):
      for part in parts where try bool(part) { return .bool(true) }
      return .bool(false)
    case .not(let inner): return .bool(try !bool(inner))
    case .conditional(let condition, let then, let otherwise):
      return try evaluate(bool(condition) ? then : otherwise)
    case .binary(let comparison, let left, let right):
      return try binary(
        comparison, try evaluate(left), try evaluate(right), at: expression.position)
    case .negate, .arithmetic: return .long(try long(expression))
    case .attribute(let target, let name):
      return try attribute(try evaluate(target), name, at: expression.position)
    case .has(let target, let names):
      return .bool(try has(try evaluate(target), names, at: expression.position))
    default: return try uncommon(expression)
    }
  }

  /// The truth value of an expression; throws `.type` where it is something else.
  func bool(_ expression: Expression) throws(CedarError) -> Bool {
    let value = try evaluate(expression)
    guard case .bool(let result) = value else {
      throw mismatch("Bool", value, at: expression.position)
    }
    return result
  }

  private func uncommon(_ expression: Expression) throws(CedarError) -> Value {
    let position = expression.position
    switch expression.kind {
    case .isEmpty(let inner): return .bool(try set(evaluate(inner), at: position).isEmpty)
    case .like(let inner, let pattern):
      return .bool(pattern.matches(try string(evaluate(inner), at: position)))
    case .isType(let inner, let type, let container):
      let uid = try entity(evaluate(inner), at: position)
      guard uid.type == type else { return .bool(false) }
      guard let container else { return .bool(true) }
      return .bool(try isIn(uid, try evaluate(container), at: position))
    case .set(let parts):
      var members: Set<Value> = []
      for part in parts { members.insert(try evaluate(part)) }
      return .set(members)
    case .record(let fields):
      var values: [ScalarString: Value] = [:]
      for field in fields { values[field.name] = try evaluate(field.expression) }
      return .record(values)
    case .call(let function, let arguments):
      var values: [Value] = []
      for argument in arguments { values.append(try evaluate(argument)) }
      return try function.apply(values, at: position)
    default:
      throw CedarError(.unsupported, "this expression cannot be evaluated", at: position)
    }
  }

  private func value(of variable: Expression.Variable) -> Value {
    switch variable {
    case .principal: .entity(request.principal)
    case .action: .entity(request.action)
    case .resource: .entity(request.resource)
    case .context: .record(request.context)
    }
  }

  private func long(_ expression: Expression) throws(CedarError) -> Int64 {
    let position = expression.position
    let result: (partialValue: Int64, overflow: Bool)
    switch expression.kind {
    case .negate(let inner):
      result = Int64(0).subtractingReportingOverflow(try long(inner))
    case .arithmetic(let first, let rest):
      var total = try long(first)
      for operand in rest {
        let value = try long(operand.expression)
        let step: (partialValue: Int64, overflow: Bool) =
          switch operand.operator {
          case .plus: total.addingReportingOverflow(value)
          case .minus: total.subtractingReportingOverflow(value)
          case .times: total.multipliedReportingOverflow(by: value)
          }
        if step.overflow { throw CedarError(.overflow, "integer overflow", at: position) }
        total = step.partialValue
      }
      return total
    default:
      let value = try evaluate(expression)
      guard case .long(let number) = value else { throw mismatch("Long", value, at: position) }
      return number
    }
    if result.overflow { throw CedarError(.overflow, "integer overflow", at: position) }
    return result.partialValue
  }

  func mismatch(_ wanted: String, _ value: Value, at position: SourcePosition) -> CedarError {
    CedarError(.type, "expected \(wanted), got \(value.typeName)", at: position)
  }

  func entity(_ value: Value, at position: SourcePosition) throws(CedarError) -> EntityUID {
    guard case .entity(let uid) = value else { throw mismatch("an entity", value, at: position) }
    return uid
  }

  func set(_ value: Value, at position: SourcePosition) throws(CedarError) -> Set<Value> {
    guard case .set(let members) = value else { throw mismatch("Set", value, at: position) }
    return members
  }

  func string(_ value: Value, at position: SourcePosition) throws(CedarError) -> ScalarString {
    guard case .string(let text) = value else { throw mismatch("String", value, at: position) }
    return text
  }
}
