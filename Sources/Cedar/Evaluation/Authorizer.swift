/// Decides requests by a set of policies.
public struct Authorizer: Sendable {
  /// The policies that decide.
  public let policies: PolicySet
  private let paths: Paths
  /// What to evaluate for each action that a policy names.
  private let programs: [EntityUID: Program]
  /// What to evaluate for all other actions.
  private let program: Program

  /// Takes the policies that decide.
  public init(_ policies: PolicySet) {
    self.policies = policies
    var paths = Paths()
    let compiled = policies.policies.map { CompiledPolicy($0, &paths) }
    self.paths = paths
    let actions = Set(policies.policies.compactMap(\.actions).joined())
    let bearing = zip(policies.policies, compiled).map { (action: $0.action, policy: $1) }
    programs = Dictionary(
      uniqueKeysWithValues: actions.map { ($0, Program(bearing, for: $0, paths)) })
    program = Program(bearing, for: nil, paths)
  }

  /// Decides a request.
  ///
  /// Allowed where a permit is satisfied and no forbid is. A policy whose evaluation fails is
  /// *skipped* and named in ``Response/errors``: a caller that must fail closed refuses whenever
  /// that is not empty.
  public func decide(_ request: Request, entities: Entities) -> Response {
    let program = programs[request.action] ?? program
    let evaluation = Evaluation(request, entities, paths, places: program.places)
    let groups = entities.above(request.action)
    var permits: [PolicyID] = []
    var forbids: [PolicyID] = []
    var errors: [PolicyError] = []
    for step in program.steps where step.bears(onActionIn: groups) {
      let policy = step.policy
      do throws(CedarError) {
        guard try policy.isSatisfied(in: evaluation) else { continue }
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
