extension Schema {
  /// Validates policies strictly, and returns the first mistake of each policy that has one.
  ///
  /// A policy that passes cannot fail in its evaluation for an entity store and a request that
  /// conform, but for integer overflow and entities that do not exist. Templates are validated
  /// too, for all types that their slots could take. A policy that can never be satisfied passes.
  public func validate(_ policies: PolicySet) -> [PolicyError] {
    (policies.policies + policies.templates).compactMap { policy in
      do throws(CedarError) {
        try validate(policy)
        return nil
      } catch {
        return PolicyError(policy: policy.id, error: error)
      }
    }
  }

  private func validate(_ policy: Policy) throws(CedarError) {
    try checkReferences(of: policy)
    guard hasApplication(policy) else {
      throw CedarError(
        .validation, "no action applies to the principal and the resource of this policy",
        at: policy.position)
    }
    for (uid, declaration) in actions {
      for principal in declaration.principals {
        for resource in declaration.resources {
          let checker = TypeChecker(
            schema: self, action: uid, declaration: declaration, principal: principal,
            resource: resource)
          try checker.check(policy)
        }
      }
    }
  }

  /// Whether an action is another or below it.
  func isAction(_ uid: EntityUID, in other: EntityUID) -> Bool {
    uid == other || actions[uid]?.ancestors.contains(other) ?? false
  }

  /// Whether entities of a type can be in entities of another.
  func canBe(_ type: EntityType, in container: EntityType) -> Bool {
    if type == container { return true }
    if type.isAction {
      return actions.contains { uid, action in
        uid.type == type && action.ancestors.contains { $0.type == container }
      }
    }
    return entityTypes[type]?.ancestors.contains(container) ?? false
  }

  private func checkReferences(of policy: Policy) throws(CedarError) {
    for constraint in [policy.principal, policy.resource] {
      if let type = constraint.type { try checkDeclared(type, at: policy.position) }
      if let uid = constraint.uid { try checkReference(uid, at: policy.position) }
    }
    for uid in policy.actions ?? [] { try checkReference(uid, at: policy.position) }
    for condition in policy.conditions { try checkReferences(in: condition.expression) }
  }

  private func checkReferences(in expression: Expression) throws(CedarError) {
    switch expression.kind {
    case .literal(.entity(let uid)): try checkReference(uid, at: expression.position)
    case .isType(_, let type, _): try checkDeclared(type, at: expression.position)
    default: break
    }
    for child in expression.children { try checkReferences(in: child) }
  }

  private func checkDeclared(
    _ type: EntityType, at position: SourcePosition
  ) throws(CedarError) {
    guard type.isAction || entityTypes[type] != nil else {
      throw CedarError(.validation, "there is no entity type `\(type)`", at: position)
    }
  }

  private func checkReference(
    _ uid: EntityUID, at position: SourcePosition
  ) throws(CedarError) {
    try checkDeclared(uid.type, at: position)
    guard !uid.type.isAction || actions[uid] != nil else {
      throw CedarError(.validation, "there is no action \(uid)", at: position)
    }
    guard exists(uid) else {
      throw CedarError(
        .validation, "\(uid) is not in the enumeration of its type", at: position)
    }
  }

  /// Whether some action applies to a principal and a resource that the scope admits.
  private func hasApplication(_ policy: Policy) -> Bool {
    actions.contains { uid, declaration in
      admits(policy.action, uid)
        && declaration.principals.contains { admits(policy.principal, $0) }
        && declaration.resources.contains { admits(policy.resource, $0) }
    }
  }

  private func admits(_ constraint: ActionConstraint, _ uid: EntityUID) -> Bool {
    switch constraint {
    case .any: true
    case .equal(let other): uid == other
    case .in(let others): others.contains { isAction(uid, in: $0) }
    }
  }

  fileprivate func admits(_ constraint: ScopeConstraint, _ type: EntityType) -> Bool {
    switch constraint {
    case .any, .equal(.slot), .in(.slot): true
    case .equal(.entity(let uid)): type == uid.type
    case .in(.entity(let uid)): canBe(type, in: uid.type)
    case .isType(let name), .isTypeIn(let name, .slot): type == name
    case .isTypeIn(let name, .entity(let uid)): type == name && canBe(type, in: uid.type)
    }
  }
}

extension ScopeConstraint {
  /// The entity that is named, if any.
  fileprivate var uid: EntityUID? {
    switch self {
    case .equal(.entity(let uid)), .in(.entity(let uid)), .isTypeIn(_, .entity(let uid)): uid
    default: nil
    }
  }

  /// The type that is named, if any.
  fileprivate var type: EntityType? {
    switch self {
    case .isType(let type), .isTypeIn(let type, _): type
    default: nil
    }
  }
}

extension TypeChecker {
  /// Checks a policy's conditions, unless its scope excludes the combination at hand.
  fileprivate func check(_ policy: Policy) throws(CedarError) {
    guard schema.admits(policy.principal, principal), try admits(policy),
      schema.admits(policy.resource, resource)
    else { return }
    var parts: [Expression] = []
    for condition in policy.conditions {
      parts.append(
        condition.isUnless
          ? try Expression(.not(condition.expression), at: condition.expression.position)
          : condition.expression)
    }
    var prior: Set<Capability> = []
    for part in parts {
      let answer = try bool(part, prior)
      if answer.known == false { return }
      prior.formUnion(answer.capabilities)
    }
  }

  private func admits(_ policy: Policy) throws(CedarError) -> Bool {
    switch policy.action {
    case .any: return true
    case .equal(let uid): return uid == action
    case .in(let uids):
      guard let first = uids.first else {
        throw CedarError(
          .validation, "the type of an empty set is not known", at: policy.position)
      }
      guard uids.allSatisfy({ $0.type == first.type }) else {
        throw CedarError(
          .validation, "the actions of this policy are of different types",
          at: policy.position)
      }
      return uids.contains { schema.isAction(action, in: $0) }
    }
  }
}
