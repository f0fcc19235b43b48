/// Decides requests by a set of policies.
public struct Authorizer: Sendable {
  /// The policies that decide.
  public let policies: PolicySet
  /// For each action that a policy names alone, the policies that do not name another alone.
  private let named: [EntityUID: [Policy]]
  /// The policies that name no action alone.
  private let unnamed: [Policy]

  /// Takes the policies that decide.
  public init(_ policies: PolicySet) {
    self.policies = policies
    let actions = Set(policies.policies.compactMap(\.action.only))
    named = Dictionary(
      uniqueKeysWithValues: actions.map { action in
        (action, policies.policies.filter { $0.action.only.map { $0 == action } ?? true })
      })
    unnamed = policies.policies.filter { $0.action.only == nil }
  }

  /// Decides a request.
  ///
  /// Allowed where a permit is satisfied and no forbid is. A policy whose evaluation fails is
  /// *skipped* and named in ``Response/errors``: a caller that must fail closed refuses whenever
  /// that is not empty.
  public func decide(_ request: Request, entities: Entities) -> Response {
    let evaluator = Evaluator(request: request, entities: entities)
    var permits: [PolicyID] = []
    var forbids: [PolicyID] = []
    var errors: [PolicyError] = []
    for policy in named[request.action] ?? unnamed {
      do throws(CedarError) {
        guard try evaluator.isSatisfied(policy) else { continue }
        switch policy.effect {
        case .permit: permits.append(policy.id)
        case .forbid: forbids.append(policy.id)
        }
      } catch {
        errors.append(PolicyError(policy: policy.id, error: error))
      }
    }
    let isAllowed = forbids.isEmpty && !permits.isEmpty
    return Response(
      decision: isAllowed ? .allow : .deny, determining: isAllowed ? permits : forbids,
      errors: errors)
  }
}

/// The answer to a request.
public struct Response: Sendable {
  /// Whether a request is allowed.
  public enum Decision: String, Sendable {
    /// A permit is satisfied and no forbid is.
    case allow
    /// A forbid is satisfied, or no permit is.
    case deny
  }

  /// Whether the request is allowed.
  public let decision: Decision
  /// The satisfied permits of an allowed request, the satisfied forbids of a denied one, in the
  /// order of the policies; empty where nothing permits and nothing forbids.
  public let determining: [PolicyID]
  /// The policies whose evaluation failed, in the order of the policies; they had no say.
  public let errors: [PolicyError]
}

/// A policy whose evaluation failed, and why.
public struct PolicyError: Hashable, Sendable {
  /// The policy.
  public let policy: PolicyID
  /// What went wrong, with the place in the policy.
  public let error: CedarError
}

extension Evaluator {
  /// Whether scope and conditions of a policy hold.
  func isSatisfied(_ policy: Policy) throws(CedarError) -> Bool {
    guard holds(policy.principal, for: request.principal), holds(policy.action),
      holds(policy.resource, for: request.resource)
    else { return false }
    for condition in policy.conditions
    where try bool(condition.expression) == condition.isUnless {
      return false
    }
    return true
  }

  private func holds(_ constraint: ScopeConstraint, for uid: EntityUID) -> Bool {
    switch constraint {
    case .any: true
    case .equal(.entity(let other)): uid == other
    case .in(.entity(let other)): entities.isIn(uid, other)
    case .isType(let type): uid.type == type
    case .isTypeIn(let type, .entity(let other)): uid.type == type && entities.isIn(uid, other)
    // INVARIANT: a policy with an open slot is a template and is never evaluated.
    case .equal(.slot), .in(.slot), .isTypeIn(_, .slot): false
    }
  }

  private func holds(_ constraint: ActionConstraint) -> Bool {
    switch constraint {
    case .any: true
    case .equal(let uid): request.action == uid
    case .in(let uids): uids.contains { entities.isIn(request.action, $0) }
    }
  }
}

extension ActionConstraint {
  /// The one action that is taken; nil where more may be.
  fileprivate var only: EntityUID? {
    if case .equal(let uid) = self { uid } else { nil }
  }
}
