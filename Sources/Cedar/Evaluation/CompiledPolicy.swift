/// A policy as it is evaluated.
final class CompiledPolicy: Sendable {
  let id: PolicyID
  let effect: Policy.Effect
  /// What the scope asks of principal and resource; `nil` where that is nothing.
  private let principal: ScopeConstraint?
  private let resource: ScopeConstraint?
  private let conditions: [CompiledCondition]
  /// The places of the paths that the conditions read.
  let places: Set<Int>

  init(_ policy: Policy, _ paths: inout Paths) {
    id = policy.id
    effect = policy.effect
    principal = policy.principal.isAny ? nil : policy.principal
    resource = policy.resource.isAny ? nil : policy.resource
    conditions = policy.conditions.map {
      CompiledCondition(node: $0.expression.compiled(&paths), isUnless: $0.isUnless)
    }
    places = Set(policy.conditions.flatMap { $0.expression.places(in: &paths) })
  }

  /// Whether conditions and scope hold, but for what the scope asks of the action.
  func isSatisfied(in evaluation: Evaluation) throws(CedarError) -> Bool {
    let entities = evaluation.entities
    if let principal, !principal.holds(for: evaluation.request.principal, in: entities) {
      return false
    }
    if let resource, !resource.holds(for: evaluation.request.resource, in: entities) {
      return false
    }
    for condition in conditions
    where try condition.node.bool(in: evaluation) == condition.isUnless {
      return false
    }
    return true
  }
}

/// A `when` or an `unless` as it is evaluated.
private struct CompiledCondition: Sendable {
  let node: any Node
  let isUnless: Bool
}

extension ScopeConstraint {
  fileprivate var isAny: Bool { if case .any = self { true } else { false } }

  fileprivate func holds(for uid: EntityUID, in entities: Entities) -> Bool {
    switch self {
    case .any: true
    case .equal(.entity(let other)): uid == other
    case .in(.entity(let other)): entities.isIn(uid, other)
    case .isType(let type): uid.type == type
    case .isTypeIn(let type, .entity(let other)): uid.type == type && entities.isIn(uid, other)
    // INVARIANT: a policy with an open slot is a template and is never evaluated.
    case .equal(.slot), .in(.slot), .isTypeIn(_, .slot): false
    }
  }
}
