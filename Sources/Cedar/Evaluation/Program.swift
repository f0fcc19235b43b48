/// What to evaluate for one action, or for all that no policy names.
final class Program: Sendable {
  /// A policy that may bear on the action.
  struct Step: Sendable {
    let policy: CompiledPolicy
    /// The groups of actions, one of which the action must be in; `nil` where it need not.
    let groups: [EntityUID]?

    /// Whether the policy bears on the action, which is in some groups.
    func bears(onActionIn others: Set<EntityUID>) -> Bool {
      guard let groups else { return true }
      return !others.isEmpty && groups.contains(where: others.contains)
    }
  }

  /// The policies in their order.
  let steps: [Step]
  /// The places of the paths that they read, in order.
  let places: [Int]

  /// Chooses policies by what they ask of an action; `nil` is one that none of them names.
  init(
    _ policies: [(action: ActionConstraint, policy: CompiledPolicy)], for action: EntityUID?,
    _ paths: Paths
  ) {
    steps = policies.compactMap { constraint, policy in
      switch constraint {
      case .any: Step(policy: policy, groups: nil)
      case .equal(let uid): uid == action ? Step(policy: policy, groups: nil) : nil
      case .in(let uids):
        Step(policy: policy, groups: action.map(uids.contains) ?? false ? nil : uids)
      }
    }
    places = paths.closed(steps.reduce(into: []) { $0.formUnion($1.policy.places) })
  }
}
