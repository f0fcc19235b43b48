import Cedar

/// An owner's own forbids, which travel in the measures.
///
/// They can only narrow: each forbids, and names views, requests or emergencies as its action. Stopping,
/// revoking, leaving and the log are out of their reach.
package struct OwnerPolicies: Sendable {
  /// The most policies that an owner may add.
  package static let countBound = 64

  let authorizer: Authorizer

  /// Reads and validates an owner's policies against the schema of the bundle in force.
  ///
  /// Throws `.tooLarge` over 16 KiB or 64 policies, `.policy` for what is not in the policy
  /// language, `.notNarrowing` for a permit, a template or another action, `.validation` for what
  /// does not fit the schema. A hub that cannot read an owner's policies refuses every view.
  package init(_ text: String, engine: PolicyEngine) throws(PolicyEngineError) {
    guard text.utf8.count <= Measures.policyBound else {
      throw PolicyEngineError(.tooLarge, at: "owner")
    }
    let read: PolicySet
    do {
      read = try PolicySet(text)
    } catch {
      throw PolicyEngineError(.policy, at: "owner", error.description)
    }
    let all = read.policiesAndTemplates
    guard all.count <= Self.countBound else { throw PolicyEngineError(.tooLarge, at: "owner") }
    let allowed = Set(PolicyAction.narrowable.map { PolicyEntities.uid($0) })
    var set = PolicySet()
    for (index, policy) in all.enumerated() {
      let named = policy.named(PolicyID("owner-\(index + 1)"))
      guard named.effect == .forbid, !named.isTemplate, let actions = named.actions,
        !actions.isEmpty, allowed.isSuperset(of: actions)
      else { throw PolicyEngineError(.notNarrowing, at: named.id.description) }
      do {
        try set.insert(named)
      } catch {
        throw PolicyEngineError(.policy, at: named.id.description, error.description)
      }
    }
    if let mistake = engine.schema.validate(set).first {
      throw PolicyEngineError(
        .validation, at: mistake.policy.description, mistake.error.description)
    }
    authorizer = Authorizer(set)
  }

  static func reason(of policy: String) -> PolicyDecision.Reason {
    PolicyDecision.Reason(
      policy: policy, french: "C'est une règle que vous avez ajoutée.",
      english: "It is a rule that you added.")
  }
}
