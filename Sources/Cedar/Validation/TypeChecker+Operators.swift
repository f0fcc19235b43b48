extension TypeChecker {
  func binary(
    _ comparison: Expression.BinaryOperator, _ left: Expression, _ right: Expression,
    _ prior: Set<Capability>, at position: SourcePosition
  ) throws(CedarError) -> Answer {
    switch comparison {
    case .equal:
      return Answer(type: .bool(try equality(left, right, prior, at: position)))
    case .notEqual:
      return Answer(type: .bool(try equality(left, right, prior, at: position).map { !$0 }))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let type = try check(left, prior).type
      guard type == .long || type == .datetime || type == .duration else {
        throw mismatch("Long, datetime or duration", type, at: left.position)
      }
      try expect(type, right, prior)
      return Answer(type: .bool(nil))
    case .in:
      return Answer(type: .bool(try membership(left, right, prior)))
    case .contains:
      let element = try element(of: left, prior)
      _ = try joined(element, try check(right, prior).type, at: position)
      return Answer(type: .bool(nil))
    case .containsAll, .containsAny:
      let element = try element(of: left, prior)
      _ = try joined(element, try self.element(of: right, prior), at: position)
      return Answer(type: .bool(nil))
    case .hasTag, .getTag: return try tag(comparison, left, right, prior, at: position)
    }
  }

  private func equality(
    _ left: Expression, _ right: Expression, _ prior: Set<Capability>,
    at position: SourcePosition
  ) throws(CedarError) -> Bool? {
    let leftType = try check(left, prior).type
    let rightType = try check(right, prior).type
    if case (.entity(let first), .entity(let second)) = (leftType, rightType), first != second {
      return false
    }
    if let first = literal(left), let second = literal(right) { return first == second }
    _ = try joined(leftType, rightType, at: position)
    return nil
  }

  /// The value of a literal, or of the variable `action`, which is known here.
  private func literal(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .literal(let value): value
    case .variable(.action): .entity(action)
    default: nil
    }
  }

  private func literalUID(_ expression: Expression) -> EntityUID? {
    if case .entity(let uid) = literal(expression) { uid } else { nil }
  }

  private func literalUIDs(_ expression: Expression) -> [EntityUID]? {
    if let uid = literalUID(expression) { return [uid] }
    guard case .set(let parts) = expression.kind else { return nil }
    let uids = parts.compactMap(literalUID)
    return uids.count == parts.count ? uids : nil
  }

  /// Whether an `in` is known to hold or not to.
  private func membership(
    _ left: Expression, _ right: Expression, _ prior: Set<Capability>
  ) throws(CedarError) -> Bool? {
    let type = try entity(left, prior)
    let rightType = try check(right, prior).type
    let container: EntityType
    switch rightType {
    case .entity(let name), .set(.entity(let name)): container = name
    default: throw mismatch("an entity or a set of entities", rightType, at: right.position)
    }
    if let uid = literalUID(left), uid.type.isAction, let others = literalUIDs(right) {
      return others.contains { schema.isAction(uid, in: $0) }
    }
    return schema.canBe(type, in: container) ? nil : false
  }

  func isType(
    _ inner: Expression, _ type: EntityType, in container: Expression?,
    _ prior: Set<Capability>
  ) throws(CedarError) -> Answer {
    let isSame = try entity(inner, prior) == type
    guard let container else { return Answer(type: .bool(isSame)) }
    guard isSame else { return Answer(type: .bool(false)) }
    return Answer(type: .bool(try membership(inner, container, prior)))
  }

  func call(
    _ function: ExtensionFunction, _ arguments: [Expression], _ prior: Set<Capability>,
    at position: SourcePosition
  ) throws(CedarError) -> StaticType {
    guard arguments.count == function.argumentCount else {
      throw CedarError(
        .validation, "\(function.rawValue) takes \(function.argumentCount) arguments",
        at: position)
    }
    for (argument, type) in zip(arguments, function.argumentTypes) {
      try expect(type, argument, prior)
    }
    guard function.isConstructor else { return function.resultType }
    guard case .literal(let text) = arguments[0].kind else {
      throw CedarError(
        .validation, "\(function.rawValue) takes only a text in quotes", at: position)
    }
    do {
      _ = try function.apply([text], at: position)
    } catch {
      throw CedarError(.validation, error.message, at: position)
    }
    return function.resultType
  }
}

extension ExtensionFunction {
  var argumentTypes: [StaticType] {
    switch self {
    case .decimal, .ip, .datetime, .duration: [.string]
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual: [.decimal, .decimal]
    case .isIpv4, .isIpv6, .isLoopback, .isMulticast: [.ip]
    case .isInRange: [.ip, .ip]
    case .offset: [.datetime, .duration]
    case .durationSince: [.datetime, .datetime]
    case .toDate, .toTime: [.datetime]
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: [.duration]
    }
  }

  var resultType: StaticType {
    switch self {
    case .decimal: .decimal
    case .ip: .ip
    case .datetime, .offset, .toDate: .datetime
    case .duration, .durationSince, .toTime: .duration
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isIpv4, .isIpv6,
      .isLoopback, .isMulticast, .isInRange:
      .bool(nil)
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: .long
    }
  }
}
