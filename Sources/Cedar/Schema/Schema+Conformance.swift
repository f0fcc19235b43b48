extension Schema {
  /// Checks a request: a declared action, principal and resource of types that it takes, a
  /// context of its type, and no id that an enumerated type does not have.
  ///
  /// Throws `.request` with the first thing that does not conform.
  public func validate(_ request: Request) throws(CedarError) {
    guard let action = actions[request.action] else {
      throw CedarError(.request, "there is no action \(request.action)")
    }
    guard action.principals.contains(request.principal.type) else {
      throw CedarError(
        .request, "\(request.action) takes no principal of type \(request.principal.type)")
    }
    guard action.resources.contains(request.resource.type) else {
      throw CedarError(
        .request, "\(request.action) takes no resource of type \(request.resource.type)")
    }
    guard exists(request.principal), exists(request.resource) else {
      let uid = exists(request.principal) ? request.resource : request.principal
      throw CedarError(.request, "\(uid) is not in the enumeration of its type")
    }
    if let misfit = misfit(of: request.context, from: action.context) {
      throw CedarError(.request, "the context \(misfit)")
    }
  }

  /// Checks an entity: its type, attributes, tags and parents.
  ///
  /// Throws `.entities` with the first thing that does not conform; returns whether the entity is
  /// an action. None but an action can be in one.
  func check(_ entity: Entity) throws(CedarError) -> Bool {
    let uid = entity.uid
    guard let declaration = declarations[uid.type.name] else {
      if uid.type.isAction {
        try checkAction(entity)
        return true
      }
      throw CedarError(.entities, "the type of \(uid) is not declared")
    }
    guard exists(uid) else {
      throw CedarError(.entities, "\(uid) is not in the enumeration of its type")
    }
    if let misfit = misfit(of: entity.attributes, from: declaration.attributes) {
      throw CedarError(.entities, "\(uid) \(misfit)")
    }
    for (name, value) in entity.tags {
      guard let tags = declaration.tags, conforms(value, to: tags) else {
        throw CedarError(.entities, "the tag \(name.quoted) of \(uid) is not of its type")
      }
    }
    for parent in entity.parents {
      guard declaration.ancestors.contains(parent.type), exists(parent) else {
        throw CedarError(.entities, "\(uid) cannot be in \(parent)")
      }
    }
    return false
  }

  private func checkAction(_ entity: Entity) throws(CedarError) {
    guard let action = actions[entity.uid] else {
      throw CedarError(.entities, "there is no action \(entity.uid)")
    }
    let isSame =
      entity.attributes.isEmpty && entity.tags.isEmpty
      && entity.parents.isSubset(of: action.ancestors)
      && entity.parents.isSuperset(of: action.parents)
    guard isSame else {
      throw CedarError(.entities, "the action \(entity.uid) is not as the schema declares it")
    }
  }

  /// Whether a uid is one of its type's, where that enumerates them or is a type of actions; true
  /// for all other types.
  func exists(_ uid: EntityUID) -> Bool {
    enumerations[uid.type.name]?.contains(uid.id) ?? true
  }

  /// Whether a value is of a type, and all entities that it names exist as far as the schema says.
  private func conforms(_ value: Value, to type: SchemaType) -> Bool {
    switch (type, value) {
    case (.bool, .bool), (.long, .long), (.string, .string), (.decimal, .decimal),
      (.datetime, .datetime), (.duration, .duration), (.ip, .ip):
      return true
    case (.entity(let type), .entity(let uid)): return uid.type == type && exists(uid)
    case (.set(let element), .set(let set)):
      let kind = element.kind
      return set.members.allSatisfy {
        $0.kind == kind && (kind.isPlain || conforms($0, to: element))
      }
    case (.record(let declared), .record(let fields)):
      return misfit(of: fields, from: declared) == nil
    default: return false
    }
  }

  /// The first thing that keeps attributes from being as declared; `nil` where they are.
  private func misfit(
    of attributes: Attributes<Value>, from declared: Attributes<SchemaType.Attribute>
  ) -> Misfit? {
    // Both are in the same order, so that one pass meets each name in both at once.
    var next = 0
    for index in declared.indices {
      if next < attributes.count, attributes.names[next] == declared.names[index] {
        let kind = declared.contents[index].kind
        guard attributes.contents[next].kind == kind,
          kind.isPlain || conforms(attributes.contents[next], to: declared.contents[index].type)
        else { return .mistyped(attributes.names[next]) }
        next += 1
      } else if declared.contents[index].isRequired, !attributes.contains(declared.names[index]) {
        return .missing(declared.names[index])
      }
    }
    return next < attributes.count ? .undeclared(attributes.names[next]) : nil
  }
}

extension Value.Kind {
  /// Whether there is no more to the type of such a value.
  fileprivate var isPlain: Bool {
    switch self {
    case .entity, .set, .record: false
    default: true
    }
  }
}

/// What is wrong with attributes that a schema declares.
private enum Misfit: Equatable, CustomStringConvertible {
  case missing(ScalarString)
  case mistyped(ScalarString)
  case undeclared(ScalarString)

  var description: String {
    switch self {
    case .missing(let name): "lacks the attribute \(name.quoted)"
    case .mistyped(let name): "has an attribute \(name.quoted) that is not of its type"
    case .undeclared(let name): "has an attribute \(name.quoted) too many"
    }
  }
}
