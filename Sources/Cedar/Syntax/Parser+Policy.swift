extension Parser {
  /// Policies up to the end of the text, named by their position.
  mutating func policies() throws(CedarError) -> [Policy] {
    var policies: [Policy] = []
    while !isAtEnd {
      policies.append(try policy(PolicyID("policy\(policies.count)")))
    }
    return policies
  }

  private mutating func policy(_ id: PolicyID) throws(CedarError) -> Policy {
    let start = position
    let annotations = try annotations()
    let place = position
    guard let effect = Policy.Effect(rawValue: try anyIdentifier()) else {
      throw CedarError(.syntax, "a policy begins with `permit` or `forbid`", at: place)
    }
    try expect("(")
    let principal = try entityScope("principal")
    try expect(",")
    let action = try actionScope()
    try expect(",")
    let resource = try entityScope("resource")
    _ = accept(",")
    try expect(")")
    var conditions: [Condition] = []
    while !at(";") {
      conditions.append(try condition())
    }
    advance()
    return Policy(
      id: id, effect: effect, annotations: annotations, position: start, principal: principal,
      action: action, resource: resource, conditions: conditions)
  }

  private mutating func condition() throws(CedarError) -> Condition {
    let isUnless = at(word: "unless")
    guard isUnless || at(word: "when") else { throw unexpected("`when`, `unless` or `;`") }
    advance()
    try expect("{")
    if at("}") { throw CedarError(.syntax, "this condition is empty", at: position) }
    let expression = try expression()
    try expect("}")
    return Condition(isUnless: isUnless, expression: expression)
  }

  private mutating func entityScope(_ variable: String) throws(CedarError) -> ScopeConstraint {
    try expect(word: variable)
    if accept("==") { return .equal(try reference("?" + variable)) }
    if accept(word: "in") { return .in(try reference("?" + variable)) }
    guard accept(word: "is") else { return .any }
    let type = try typeName()
    guard accept(word: "in") else { return .isType(type) }
    return .isTypeIn(type, try reference("?" + variable))
  }

  private mutating func reference(
    _ slot: String
  ) throws(CedarError) -> ScopeConstraint.Reference {
    if case .slot(let name) = current.kind {
      guard name == slot else {
        throw CedarError(.syntax, "only the slot `\(slot)` may stand here", at: position)
      }
      advance()
      return .slot
    }
    return .entity(try parenthesized { parser throws(CedarError) in try parser.entityUID() })
  }

  private mutating func actionScope() throws(CedarError) -> ActionConstraint {
    try expect(word: "action")
    if accept("==") {
      return .equal(try parenthesized { parser throws(CedarError) in try parser.actionUID() })
    }
    guard accept(word: "in") else { return .any }
    return .in(
      try parenthesized { parser throws(CedarError) in
        guard parser.accept("[") else { return [try parser.actionUID()] }
        return try parser.list(until: "]") { parser throws(CedarError) in
          try parser.actionUID()
        }
      })
  }

  private mutating func actionUID() throws(CedarError) -> EntityUID {
    let place = position
    let uid = try entityUID()
    guard uid.type.isAction else {
      throw CedarError(.syntax, "the type of an action is `Action`", at: place)
    }
    return uid
  }

  private mutating func parenthesized<Item>(
    _ item: (inout Parser) throws(CedarError) -> Item
  ) throws(CedarError) -> Item {
    guard accept("(") else { return try item(&self) }
    let result = try nested { parser throws(CedarError) in try parser.parenthesized(item) }
    try expect(")")
    return result
  }
}
