/// `left == right` and `left != right`.
final class Equality: Test {
  let position: SourcePosition
  private let left: any Node
  private let right: any Node
  private let isNegated: Bool

  init(_ left: any Node, _ right: any Node, isNegated: Bool, at position: SourcePosition) {
    self.left = left
    self.right = right
    self.isNegated = isNegated
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    (try left.value(in: evaluation) == right.value(in: evaluation)) != isNegated
  }
}

/// `<`, `<=`, `>` and `>=` on numbers, points in time and spans of time.
final class Order: Test {
  let position: SourcePosition
  private let left: any Node
  private let right: any Node
  private let comparison: Expression.BinaryOperator

  init(
    _ left: any Node, _ comparison: Expression.BinaryOperator, _ right: any Node,
    at position: SourcePosition
  ) {
    self.left = left
    self.right = right
    self.comparison = comparison
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    switch (try left.scalar(in: evaluation), try right.scalar(in: evaluation)) {
    case (.long(let left), .long(let right)): return holds(left, right)
    case (.datetime(let left), .datetime(let right)):
      return holds(left.milliseconds, right.milliseconds)
    case (.duration(let left), .duration(let right)):
      return holds(left.milliseconds, right.milliseconds)
    default:
      let (left, right) = (try left.value(in: evaluation), try right.value(in: evaluation))
      throw CedarError(
        .type, "cannot compare \(left.typeName) with \(right.typeName)", at: position)
    }
  }

  private func holds(_ left: Int64, _ right: Int64) -> Bool {
    switch comparison {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    default: left >= right
    }
  }
}

/// `left in right`, where the right side is an entity or a set of entities.
final class Membership: Test {
  let position: SourcePosition
  private let left: any Node
  private let right: any Node

  init(_ left: any Node, _ right: any Node, at position: SourcePosition) {
    self.left = left
    self.right = right
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    let (value, container) = (
      try left.value(in: evaluation), try right.value(in: evaluation)
    )
    let uid = try entity(value)
    switch container {
    case .entity(let other): return evaluation.entities.isIn(uid, other)
    case .set(let set):
      // Every member must be an entity, also those after one that matches.
      var found = false
      for member in set.members {
        found = evaluation.entities.isIn(uid, try entity(member)) || found
      }
      return found
    default: throw mismatch("an entity or a set of entities", container)
    }
  }
}

/// `inner is type`.
final class TypeTest: Test {
  let position: SourcePosition
  private let inner: any Node
  private let type: EntityType

  init(_ inner: any Node, _ type: EntityType, at position: SourcePosition) {
    self.inner = inner
    self.type = type
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    try entity(try inner.value(in: evaluation)).type == type
  }
}

/// `inner like pattern`.
final class PatternTest: Test {
  let position: SourcePosition
  private let inner: any Node
  private let pattern: Pattern

  init(_ inner: any Node, _ pattern: Pattern, at position: SourcePosition) {
    self.inner = inner
    self.pattern = pattern
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    pattern.matches(try inner.string(in: evaluation))
  }
}
