extension Parser {
  /// An expression: a conditional, or a chain of `||`.
  mutating func expression() throws(CedarError) -> Expression {
    try nested { parser throws(CedarError) in
      let start = parser.position
      if parser.at(word: "if"), parser.peek(1) != .mark("::") {
        return try parser.conditional()
      }
      var parts = [try parser.conjunction()]
      while parser.accept("||") { parts.append(try parser.conjunction()) }
      return parts.count == 1 ? parts[0] : try Expression(.or(parts), at: start)
    }
  }

  private mutating func conditional() throws(CedarError) -> Expression {
    let start = position
    advance()
    let condition = try expression()
    try expect(word: "then")
    let then = try expression()
    try expect(word: "else")
    return try Expression(
      .conditional(condition, then: then, else: try expression()), at: start)
  }

  private mutating func conjunction() throws(CedarError) -> Expression {
    let start = position
    var parts = [try relation()]
    while accept("&&") { parts.append(try relation()) }
    return parts.count == 1 ? parts[0] : try Expression(.and(parts), at: start)
  }

  private mutating func relation() throws(CedarError) -> Expression {
    let start = position
    let left = try sum()
    let result: Expression
    if accept(word: "has") {
      result = try Expression(.has(left, try hasNames()), at: start)
    } else if accept(word: "like") {
      guard case .string(let raw) = current.kind else { throw unexpected("a pattern in quotes") }
      let pattern = try StringLiteral.pattern(raw, at: position)
      advance()
      result = try Expression(.like(left, pattern), at: start)
    } else if accept(word: "is") {
      let type = try typeName()
      let container: Expression? = accept(word: "in") ? try sum() : nil
      result = try Expression(.isType(left, type, in: container), at: start)
    } else if let comparison = relationOperator() {
      advance()
      result = try Expression(.binary(comparison, left, try sum()), at: start)
    } else {
      return left
    }
    if relationOperator() != nil || at(word: "has") || at(word: "like") || at(word: "is") {
      throw CedarError(.syntax, "comparisons do not chain; use parentheses", at: position)
    }
    return result
  }

  private func relationOperator() -> Expression.BinaryOperator? {
    if at(word: "in") { return .in }
    guard case .mark(let mark) = current.kind else { return nil }
    return switch mark {
    case "==": .equal
    case "!=": .notEqual
    case "<": .less
    case "<=": .lessOrEqual
    case ">": .greater
    case ">=": .greaterOrEqual
    default: nil
    }
  }

  private mutating func hasNames() throws(CedarError) -> [ScalarString] {
    if case .string = current.kind {
      let name = try stringText()
      if at(".") { throw unexpected("the end of `has`") }
      return [name]
    }
    var names = [ScalarString(try identifier())]
    while accept(".") { names.append(ScalarString(try identifier())) }
    return names
  }

  private mutating func sum() throws(CedarError) -> Expression {
    let start = position
    let first = try product()
    var rest: [Expression.Operand] = []
    while at("+") || at("-") {
      let sign: Expression.ArithmeticOperator = at("+") ? .plus : .minus
      advance()
      rest.append(Expression.Operand(operator: sign, expression: try product()))
    }
    return rest.isEmpty ? first : try Expression(.arithmetic(first, rest), at: start)
  }

  private mutating func product() throws(CedarError) -> Expression {
    let start = position
    let first = try unary()
    var rest: [Expression.Operand] = []
    while accept("*") {
      rest.append(Expression.Operand(operator: .times, expression: try unary()))
    }
    if at("/") || at("%") {
      throw CedarError(.syntax, "Cedar has neither division nor remainder", at: position)
    }
    return rest.isEmpty ? first : try Expression(.arithmetic(first, rest), at: start)
  }

  private mutating func unary() throws(CedarError) -> Expression {
    let start = position
    guard at("!") || at("-") else { return try member() }
    let mark = at("!") ? "!" : "-"
    var count = 0
    while accept(mark) { count += 1 }
    guard count <= 4 else {
      throw CedarError(.syntax, "at most four `\(mark)` may follow one another", at: start)
    }
    var result: Expression
    if mark == "-", case .number(let number) = current.kind, !isMemberMark(peek(1)) {
      guard number <= UInt64(Int64.max) + 1 else {
        throw CedarError(.syntax, "this number does not fit into 64 bits", at: position)
      }
      advance()
      count -= 1
      result = try Expression(.literal(.long(Int64(truncatingIfNeeded: 0 &- number))), at: start)
    } else {
      result = try member()
    }
    for _ in 0..<count {
      result = try Expression(mark == "!" ? .not(result) : .negate(result), at: start)
    }
    return result
  }

  private func isMemberMark(_ token: Token.Kind) -> Bool {
    token == .mark(".") || token == .mark("[") || token == .mark("(")
  }

  private mutating func member() throws(CedarError) -> Expression {
    let start = position
    var result = try primary()
    while true {
      if accept(".") {
        let place = position
        let name = try identifier()
        if accept("(") {
          result = try method(name, on: result, at: place)
        } else {
          result = try Expression(.attribute(result, ScalarString(name)), at: start)
        }
      } else if accept("[") {
        let name = try stringText()
        try expect("]")
        result = try Expression(.attribute(result, name), at: start)
      } else if at("(") {
        throw CedarError(.syntax, "only functions and methods can be called", at: position)
      } else {
        return result
      }
    }
  }

  /// A method call whose opening parenthesis has been read.
  private mutating func method(
    _ name: String, on target: Expression, at place: SourcePosition
  ) throws(CedarError) -> Expression {
    let arguments = try arguments()
    if name == "isEmpty" {
      try require(arguments, 0, name, place)
      return try Expression(.isEmpty(target), at: place)
    }
    switch name {
    case "contains", "containsAll", "containsAny", "hasTag", "getTag":
      try require(arguments, 1, name, place)
      guard let call = Expression.BinaryOperator(rawValue: name) else { break }
      return try Expression(.binary(call, target, arguments[0]), at: place)
    default: break
    }
    guard let function = ExtensionFunction(rawValue: name), !function.isConstructor else {
      throw CedarError(.syntax, "there is no method `\(name)`", at: place)
    }
    return try Expression(.call(function, [target] + arguments), at: place)
  }

  private mutating func arguments() throws(CedarError) -> [Expression] {
    try list(until: ")") { parser throws(CedarError) in try parser.expression() }
  }

  private func require(
    _ arguments: [Expression], _ count: Int, _ name: String, _ place: SourcePosition
  ) throws(CedarError) {
    guard arguments.count == count else {
      throw CedarError(
        .syntax, "`\(name)` takes \(count) arguments, not \(arguments.count)", at: place)
    }
  }
}
