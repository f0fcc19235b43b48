/// Checks one expression for one combination of action, principal type and resource type.
///
/// The rules are those of Cedar's strict validation: no operand of a wrong type, no attribute or
/// tag that might be absent, no comparison of different types, no empty set.
struct TypeChecker {
  struct Answer {
    let type: StaticType
    /// What is present whenever the value is true.
    var capabilities: Set<Capability> = []
  }

  let schema: Schema
  let action: EntityUID
  let declaration: Schema.ActionDeclaration
  let principal: EntityType
  let resource: EntityType

  /// The type of an expression; throws `.validation` with the place of the first mistake.
  func check(
    _ expression: Expression, _ prior: Set<Capability>
  ) throws(CedarError) -> Answer {
    switch expression.kind {
    case .literal(let value): return Answer(type: type(of: value))
    case .variable(let variable): return Answer(type: type(of: variable))
    case .and(let parts): return try conjunction(parts, prior)
    case .or(let parts): return try disjunction(parts, prior)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, prior, at: expression.position)
    case .not(let inner):
      return Answer(type: .bool(try bool(inner, prior).known.map { !$0 }))
    case .has(let target, let names): return try has(target, names, prior)
    case .attribute(let target, let name):
      return Answer(type: try attribute(target, name, prior, at: expression.position))
    case .isType(let inner, let type, let container):
      return try isType(inner, type, in: container, prior)
    case .binary(let comparison, let left, let right):
      return try binary(comparison, left, right, prior, at: expression.position)
    default: return Answer(type: try simple(expression, prior))
    }
  }

  /// The answer for an expression that must be a truth value, and which one where that is known.
  func bool(
    _ expression: Expression, _ prior: Set<Capability>
  ) throws(CedarError) -> (known: Bool?, capabilities: Set<Capability>) {
    let answer = try check(expression, prior)
    guard case .bool(let known) = answer.type else {
      throw mismatch("Bool", answer.type, at: expression.position)
    }
    return (known, answer.capabilities)
  }

  func mismatch(
    _ wanted: String, _ type: StaticType, at position: SourcePosition
  ) -> CedarError {
    CedarError(.validation, "expected \(wanted), found \(type.text)", at: position)
  }

  private func type(of value: Value) -> StaticType {
    switch value {
    case .bool(let flag): .bool(flag)
    case .long: .long
    case .string: .string
    case .entity(let uid): .entity(uid.type)
    case .decimal: .decimal
    case .datetime: .datetime
    case .duration: .duration
    case .ip: .ip
    // INVARIANT: a literal is never a set or a record; those are expressions of their own.
    case .set, .record: .record([:])
    }
  }

  private func type(of variable: Expression.Variable) -> StaticType {
    switch variable {
    case .principal: .entity(principal)
    case .action: .entity(action.type)
    case .resource: .entity(resource)
    case .context: .record(StaticType.attributes(declaration.context))
    }
  }

  private func conjunction(
    _ parts: [Expression], _ prior: Set<Capability>
  ) throws(CedarError) -> Answer {
    var result = try bool(parts[0], prior)
    for part in parts.dropFirst() {
      // What stands after a part that is always false is never evaluated, and so not checked.
      if result.known == false { return Answer(type: .bool(false)) }
      let next = try bool(part, prior.union(result.capabilities))
      switch (result.known, next.known) {
      case (_, false): result = (false, [])
      case (_, true): result.capabilities.formUnion(next.capabilities)
      case (true, _): result = next
      default: result = (nil, result.capabilities.union(next.capabilities))
      }
    }
    return Answer(type: .bool(result.known), capabilities: result.capabilities)
  }

  private func disjunction(
    _ parts: [Expression], _ prior: Set<Capability>
  ) throws(CedarError) -> Answer {
    var result = try bool(parts[0], prior)
    for part in parts.dropFirst() {
      if result.known == true { break }
      let next = try bool(part, prior)
      switch (result.known, next.known) {
      case (_, true), (false, _): result = next
      case (_, false): break
      default: result = (nil, result.capabilities.intersection(next.capabilities))
      }
    }
    return Answer(type: .bool(result.known), capabilities: result.capabilities)
  }

  private func conditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression,
    _ prior: Set<Capability>, at position: SourcePosition
  ) throws(CedarError) -> Answer {
    let test = try bool(condition, prior)
    if test.known == false { return try check(otherwise, prior) }
    var first = try check(then, prior.union(test.capabilities))
    first.capabilities.formUnion(test.capabilities)
    if test.known == true { return first }
    let second = try check(otherwise, prior)
    guard let type = first.type.joined(with: second.type) else {
      throw CedarError(
        .validation, "the branches are \(first.type.text) and \(second.type.text)",
        at: position)
    }
    return Answer(type: type, capabilities: first.capabilities.intersection(second.capabilities))
  }

  /// Expressions that neither need nor give capabilities of their own.
  private func simple(
    _ expression: Expression, _ prior: Set<Capability>
  ) throws(CedarError) -> StaticType {
    let position = expression.position
    switch expression.kind {
    case .negate(let inner):
      try expect(.long, inner, prior)
      return .long
    case .arithmetic:
      for operand in expression.children { try expect(.long, operand, prior) }
      return .long
    case .like(let inner, _):
      try expect(.string, inner, prior)
      return .bool(nil)
    case .isEmpty(let inner):
      _ = try element(of: inner, prior)
      return .bool(nil)
    case .set(let parts):
      guard let first = parts.first else {
        throw CedarError(.validation, "the type of an empty set is not known", at: position)
      }
      var result = try check(first, prior).type
      for part in parts.dropFirst() {
        result = try joined(result, try check(part, prior).type, at: position)
      }
      return .set(result)
    case .record(let fields):
      var attributes: [ScalarString: StaticType.Attribute] = [:]
      for field in fields {
        attributes[field.name] = StaticType.Attribute(
          type: try check(field.expression, prior).type, isRequired: true)
      }
      return .record(Attributes(attributes))
    case .call(let function, let arguments):
      return try call(function, arguments, prior, at: position)
    default:
      throw CedarError(.unsupported, "this expression cannot be validated", at: position)
    }
  }

  /// Requires that an expression has a type.
  func expect(
    _ type: StaticType, _ expression: Expression, _ prior: Set<Capability>
  ) throws(CedarError) {
    let actual = try check(expression, prior).type
    guard actual == type else {
      throw mismatch(type.text, actual, at: expression.position)
    }
  }

  /// The type of a set's members; throws where the expression is no set.
  func element(
    of expression: Expression, _ prior: Set<Capability>
  ) throws(CedarError) -> StaticType {
    let type = try check(expression, prior).type
    guard case .set(let element) = type else {
      throw mismatch("a set", type, at: expression.position)
    }
    return element
  }

  /// The type of an entity; throws where the expression is none.
  func entity(
    _ expression: Expression, _ prior: Set<Capability>
  ) throws(CedarError) -> EntityType {
    let type = try check(expression, prior).type
    guard case .entity(let name) = type else {
      throw mismatch("an entity", type, at: expression.position)
    }
    return name
  }

  func joined(
    _ left: StaticType, _ right: StaticType, at position: SourcePosition
  ) throws(CedarError) -> StaticType {
    guard let type = left.joined(with: right) else {
      throw CedarError(
        .validation, "\(left.text) and \(right.text) are different types", at: position)
    }
    return type
  }
}
