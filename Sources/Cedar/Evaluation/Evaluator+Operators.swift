extension Evaluator {
  func binary(
    _ comparison: Expression.BinaryOperator, _ left: Value, _ right: Value,
    at position: SourcePosition
  ) throws(CedarError) -> Value {
    switch comparison {
    case .equal: return .bool(left == right)
    case .notEqual: return .bool(left != right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .bool(try order(comparison, left, right, at: position))
    case .in: return .bool(try isIn(try entity(left, at: position), right, at: position))
    case .contains: return .bool(try set(left, at: position).contains(right))
    case .containsAll:
      return .bool(try set(right, at: position).isSubset(of: try set(left, at: position)))
    case .containsAny:
      return .bool(try !set(right, at: position).isDisjoint(with: try set(left, at: position)))
    case .hasTag:
      let (uid, key) = (try entity(left, at: position), try string(right, at: position))
      return .bool(entities.record(of: uid)?.entity.tags[key] != nil)
    case .getTag:
      let (uid, key) = (try entity(left, at: position), try string(right, at: position))
      guard let record = entities.record(of: uid) else { throw missing(uid, at: position) }
      guard let value = record.entity.tags[key] else {
        throw CedarError(.missingAttribute, "\(uid) has no tag \(key.quoted)", at: position)
      }
      return value
    }
  }

  func isIn(
    _ uid: EntityUID, _ container: Value, at position: SourcePosition
  ) throws(CedarError) -> Bool {
    switch container {
    case .entity(let other): return entities.isIn(uid, other)
    case .set(let members):
      // Every member must be an entity, also those after one that matches.
      var found = false
      for member in members {
        found = entities.isIn(uid, try entity(member, at: position)) || found
      }
      return found
    default: throw mismatch("an entity or a set of entities", container, at: position)
    }
  }

  func attribute(
    _ target: Value, _ name: ScalarString, at position: SourcePosition
  ) throws(CedarError) -> Value {
    let value: Value?
    switch target {
    case .record(let fields): value = fields[name]
    case .entity(let uid):
      guard let record = entities.record(of: uid) else { throw missing(uid, at: position) }
      value = record.entity.attributes[name]
    default: throw mismatch("an entity or a record", target, at: position)
    }
    guard let value else {
      throw CedarError(.missingAttribute, "there is no attribute \(name.quoted)", at: position)
    }
    return value
  }

  func has(
    _ target: Value, _ names: [ScalarString], at position: SourcePosition
  ) throws(CedarError) -> Bool {
    var value = target
    for name in names {
      let inner: Value?
      switch value {
      case .record(let fields): inner = fields[name]
      case .entity(let uid): inner = entities.record(of: uid)?.entity.attributes[name]
      default: throw mismatch("an entity or a record", value, at: position)
      }
      guard let inner else { return false }
      value = inner
    }
    return true
  }

  private func order(
    _ comparison: Expression.BinaryOperator, _ left: Value, _ right: Value,
    at position: SourcePosition
  ) throws(CedarError) -> Bool {
    switch (left, right) {
    case (.long(let left), .long(let right)): return compare(comparison, left, right)
    case (.datetime(let left), .datetime(let right)): return compare(comparison, left, right)
    case (.duration(let left), .duration(let right)): return compare(comparison, left, right)
    default:
      throw CedarError(
        .type, "cannot compare \(left.typeName) with \(right.typeName)", at: position)
    }
  }

  private func compare<Ordered: Comparable>(
    _ comparison: Expression.BinaryOperator, _ left: Ordered, _ right: Ordered
  ) -> Bool {
    switch comparison {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    default: left >= right
    }
  }

  private func missing(_ uid: EntityUID, at position: SourcePosition) -> CedarError {
    CedarError(.missingEntity, "the entity \(uid) does not exist", at: position)
  }
}
