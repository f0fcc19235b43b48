extension Expression {
  /// The expression as a tree that evaluates itself, reading paths by their places.
  func compiled(_ paths: inout Paths) -> any Node {
    if let constant { return Constant(constant, at: position) }
    switch kind {
    case .literal(let value): return Constant(value, at: position)
    case .variable(let variable): return RequestVariable(variable, at: position)
    case .and(let parts): return Conjunction(parts.map { $0.compiled(&paths) }, at: position)
    case .or(let parts): return Disjunction(parts.map { $0.compiled(&paths) }, at: position)
    case .not(let inner): return Negation(inner.compiled(&paths), at: position)
    case .conditional(let condition, let then, let otherwise):
      return Conditional(
        condition.compiled(&paths), then.compiled(&paths), otherwise.compiled(&paths), at: position)
    case .negate(let inner):
      return Arithmetic(
        Constant(.long(0), at: position), [(.minus, inner.compiled(&paths))], at: position)
    case .arithmetic(let first, let rest):
      return Arithmetic(
        first.compiled(&paths), rest.map { ($0.operator, $0.expression.compiled(&paths)) },
        at: position)
    case .binary(let comparison, let left, let right):
      return binary(comparison, left.compiled(&paths), right.compiled(&paths))
    case .attribute(let target, let name):
      let access = AttributeAccess(target.compiled(&paths), name, at: position)
      return paths.place(of: self).map { PathAccess($0, access) } ?? access
    case .has(let target, let names): return has(target, names, &paths)
    case .like(let inner, let pattern):
      return PatternTest(inner.compiled(&paths), pattern, at: position)
    case .isType(let inner, let type, let container):
      let inner = inner.compiled(&paths)
      let test = TypeTest(inner, type, at: position)
      guard let container else { return test }
      return Conjunction(
        [test, Membership(inner, container.compiled(&paths), at: position)], at: position)
    case .isEmpty(let inner): return EmptinessTest(inner.compiled(&paths), at: position)
    case .set(let parts): return SetLiteral(parts.map { $0.compiled(&paths) }, at: position)
    case .record(let fields):
      return RecordLiteral(fields.map { ($0.name, $0.expression.compiled(&paths)) }, at: position)
    case .call(let function, let arguments):
      return FunctionCall(function, arguments.map { $0.compiled(&paths) }, at: position)
    }
  }

  private func binary(
    _ comparison: BinaryOperator, _ left: any Node, _ right: any Node
  ) -> any Node {
    switch comparison {
    case .equal: Equality(left, right, isNegated: false, at: position)
    case .notEqual: Equality(left, right, isNegated: true, at: position)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      Order(left, comparison, right, at: position)
    case .in: Membership(left, right, at: position)
    case .contains, .containsAll, .containsAny: SetTest(left, comparison, right, at: position)
    case .hasTag: TagTest(left, right, at: position)
    case .getTag: TagAccess(left, right, at: position)
    }
  }

  private func has(
    _ target: Expression, _ names: [ScalarString], _ paths: inout Paths
  ) -> any Node {
    var inner = target.compiled(&paths)
    var tests: [any Node] = []
    for name in names {
      let test = AttributeTest(inner, name, at: position)
      // What is tested at last is a path of its own only where one name is tested.
      let place = names.count == 1 ? paths.place(of: name, in: target) : nil
      tests.append(place.map { PathTest($0, test) } ?? test)
      inner = AttributeAccess(inner, name, at: position)
    }
    return tests.count == 1 ? tests[0] : Conjunction(tests, at: position)
  }
}
