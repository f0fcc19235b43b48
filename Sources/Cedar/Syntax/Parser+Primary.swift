extension Parser {
  /// A literal, a variable, an entity, a function call, or something in brackets.
  mutating func primary() throws(CedarError) -> Expression {
    let start = position
    switch current.kind {
    case .number(let number):
      guard let value = Int64(exactly: number) else {
        throw CedarError(.syntax, "this number does not fit into 64 bits", at: start)
      }
      advance()
      return try Expression(.literal(.long(value)), at: start)
    case .string:
      return try Expression(.literal(.string(try stringText())), at: start)
    case .identifier(let name):
      return try named(name)
    case .slot:
      throw CedarError(.syntax, "a slot may stand only in the scope of a template", at: start)
    case .mark("("):
      advance()
      let inner = try expression()
      try expect(")")
      return inner
    case .mark("["):
      advance()
      let members = try list(until: "]") { parser throws(CedarError) in
        try parser.expression()
      }
      return try Expression(.set(members), at: start)
    case .mark("{"):
      advance()
      return try record(at: start)
    default:
      throw unexpected("an expression")
    }
  }

  private mutating func named(_ name: String) throws(CedarError) -> Expression {
    let start = position
    if peek(1) == .mark("::") {
      return try Expression(.literal(.entity(try entityUID())), at: start)
    }
    switch name {
    case "true", "false":
      advance()
      return try Expression(.literal(.bool(name == "true")), at: start)
    default: break
    }
    if peek(1) == .mark("(") {
      return try functionCall(name)
    }
    guard let variable = Expression.Variable(rawValue: name) else {
      throw unexpected("an expression")
    }
    advance()
    return try Expression(.variable(variable), at: start)
  }

  private mutating func functionCall(_ name: String) throws(CedarError) -> Expression {
    let start = position
    guard let function = ExtensionFunction(rawValue: name), function.isConstructor else {
      throw CedarError(.syntax, "there is no function `\(name)`", at: start)
    }
    advance()
    try expect("(")
    let arguments = try list(until: ")") { parser throws(CedarError) in
      try parser.expression()
    }
    return try Expression(.call(function, arguments), at: start)
  }

  private mutating func record(at start: SourcePosition) throws(CedarError) -> Expression {
    var names: Set<ScalarString> = []
    let fields = try list(until: "}") { parser throws(CedarError) in
      let place = parser.position
      let name = try parser.fieldName()
      guard names.insert(name).inserted else {
        throw CedarError(.syntax, "this record repeats \(name.quoted)", at: place)
      }
      try parser.expect(":")
      return Expression.Field(name: name, expression: try parser.expression())
    }
    return try Expression(.record(fields), at: start)
  }

  /// An identifier that is not reserved, or a string.
  mutating func fieldName() throws(CedarError) -> ScalarString {
    if case .string = current.kind { return try stringText() }
    return ScalarString(try identifier())
  }
}
