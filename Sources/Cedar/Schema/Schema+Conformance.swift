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
    for uid in [request.principal, request.resource] where !exists(uid) {
      throw CedarError(.request, "\(uid) is not in the enumeration of its type")
    }
    for (name, value) in request.context {
      guard let declared = action.context[name] else {
        throw CedarError(.request, "the context has an attribute \(name.quoted) too many")
      }
      guard declared.type.contains(value), idsExist(in: value) else {
        throw CedarError(.request, "the context's \(name.quoted) is not of its type")
      }
    }
    if let missing = action.context.first(where: {
      $1.isRequired && request.context[$0] == nil
    }) {
      throw CedarError(.request, "the context lacks \(missing.key.quoted)")
    }
  }

  /// Checks an entity: its type, attributes, tags and parents.
  ///
  /// Throws `.entities` with the first thing that does not conform.
  func check(_ entity: Entity) throws(CedarError) {
    let uid = entity.uid
    if uid.type.isAction {
      try checkAction(entity)
      return
    }
    guard let declaration = entityTypes[uid.type] else {
      throw CedarError(.entities, "the type of \(uid) is not declared")
    }
    guard exists(uid) else {
      throw CedarError(.entities, "\(uid) is not in the enumeration of its type")
    }
    for (name, value) in entity.attributes {
      guard let declared = declaration.attributes[name] else {
        throw CedarError(.entities, "\(uid) has an attribute \(name.quoted) too many")
      }
      guard declared.type.contains(value), idsExist(in: value) else {
        throw CedarError(.entities, "the attribute \(name.quoted) of \(uid) is not of its type")
      }
    }
    if let missing = declaration.attributes.first(where: {
      $1.isRequired && entity.attributes[$0] == nil
    }) {
      throw CedarError(.entities, "\(uid) lacks the attribute \(missing.key.quoted)")
    }
    for (name, value) in entity.tags {
      guard let tags = declaration.tags, tags.contains(value), idsExist(in: value) else {
        throw CedarError(.entities, "the tag \(name.quoted) of \(uid) is not of its type")
      }
    }
    for parent in entity.parents {
      guard declaration.ancestors.contains(parent.type), exists(parent) else {
        throw CedarError(.entities, "\(uid) cannot be in \(parent)")
      }
    }
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

  /// Whether a uid is one of its type's, where that enumerates them; true for all other types.
  func exists(_ uid: EntityUID) -> Bool {
    entityTypes[uid.type]?.ids?.contains(uid.id) ?? true
  }

  /// Whether all entities that a value names are known to an enumeration or belong to none.
  private func idsExist(in value: Value) -> Bool {
    switch value {
    case .entity(let uid):
      if uid.type.isAction { actions[uid] != nil } else { exists(uid) }
    case .set(let members): members.allSatisfy(idsExist)
    case .record(let fields): fields.values.allSatisfy(idsExist)
    default: true
    }
  }
}
