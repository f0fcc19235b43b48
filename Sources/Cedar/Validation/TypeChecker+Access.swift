extension TypeChecker {
  /// The declared attribute of a type, or `nil`; throws where the type has no attributes at all.
  private func lookUp(
    _ name: ScalarString, in type: StaticType, at position: SourcePosition
  ) throws(CedarError) -> StaticType.Attribute? {
    switch type {
    case .record(let attributes): return attributes[name]
    case .entity(let entityType):
      return schema.entityTypes[entityType]?.attributes[name].map {
        StaticType.Attribute(type: StaticType($0.type), isRequired: $0.isRequired)
      }
    default: throw mismatch("an entity or a record", type, at: position)
    }
  }

  func attribute(
    _ target: Expression, _ name: ScalarString, _ prior: Set<Capability>,
    at position: SourcePosition
  ) throws(CedarError) -> StaticType {
    let type = try check(target, prior).type
    guard let attribute = try lookUp(name, in: type, at: position) else {
      throw CedarError(
        .validation, "\(type.text) has no attribute \(name.quoted)", at: position)
    }
    let capability = Capability.attribute(of: target.structure, name)
    guard attribute.isRequired || prior.contains(capability) else {
      throw CedarError(
        .validation, "the attribute \(name.quoted) may be absent; test it with `has`",
        at: position)
    }
    return attribute.type
  }

  /// `target has a.b`, which is `target has a && target.a has b`.
  func has(
    _ target: Expression, _ names: [ScalarString], _ prior: Set<Capability>
  ) throws(CedarError) -> Answer {
    let position = target.position
    var chain: [Expression] = []
    var inner = target
    for name in names {
      chain.append(try Expression(.has(inner, [name]), at: position))
      inner = try Expression(.attribute(inner, name), at: position)
    }
    guard chain.count == 1 else { return try check(Expression(.and(chain), at: position), prior) }
    let type = try check(target, prior).type
    guard let attribute = try lookUp(names[0], in: type, at: position) else {
      return Answer(type: .bool(false))
    }
    let capability = Capability.attribute(of: target.structure, names[0])
    // An entity need not exist, so that even a required attribute may be absent.
    var isCertain = prior.contains(capability)
    if case .record = type, attribute.isRequired { isCertain = true }
    return Answer(type: .bool(isCertain ? true : nil), capabilities: [capability])
  }

  func tag(
    _ comparison: Expression.BinaryOperator, _ target: Expression, _ key: Expression,
    _ prior: Set<Capability>, at position: SourcePosition
  ) throws(CedarError) -> Answer {
    let type = try entity(target, prior)
    try expect(.string, key, prior)
    let tags = schema.entityTypes[type]?.tags
    let capability = Capability.tag(of: target.structure, key: key.structure)
    if comparison == .hasTag {
      let known: Bool? = tags == nil ? false : prior.contains(capability) ? true : nil
      return Answer(type: .bool(known), capabilities: [capability])
    }
    guard prior.contains(capability) else {
      throw CedarError(
        .validation, "the tag may be absent; test it with `hasTag`", at: position)
    }
    guard let tags else {
      throw CedarError(.validation, "\(type) has no tags", at: position)
    }
    return Answer(type: StaticType(tags))
  }
}
