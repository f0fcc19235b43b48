import Cedar
import PersonalNetwork

/// Decides by a bundle of policies, and refuses whatever it cannot decide.
///
/// The same engine runs on the owner's device and at the hub. Policies are validated strictly
/// against the bundle's schema when the engine is made; each request is validated against it; an
/// error in any policy's evaluation is a refusal.
package struct PolicyEngine: Sendable {
  /// The most bytes that schema and policies have together: 256 KiB.
  package static let sizeBound = 262_144

  /// The policies that every bundle must hold, by id: the permits of a view and of an emergency, and
  /// each guard.
  package static let required: Set<String> = Set(
    [
      "view", "live", "affiliation", "scope", "purpose", "stop", "second-attestation",
      "attestation", "emergency", "emergency-view", "emergency-service", "emergency-hours",
      "emergency-suspended", "emergency-stop", "emergency-wall",
    ]
      + [LimitID.viewerShare, .viewerDomains, .authorityShare, .authorityDomains, .coalition]
      .map(\.rawValue)
      + [LimitID.reserve, .duration, .run, .rate, .wall].map(\.rawValue))

  private static let permits: Set<String> = ["view", "emergency"]

  let schema: Schema
  private let authorizer: Authorizer
  private let reasons: [PolicyID: PolicyDecision.Reason]

  /// Reads and validates the policies of a bundle, whose signatures the caller has verified.
  package init(_ bundle: PolicyBundle) throws(PolicyEngineError) {
    try self.init(schema: bundle.schema, policies: bundle.policies)
  }

  /// Reads and validates policies; throws with the place of the first mistake.
  package init(schema: String, policies: [PolicyText]) throws(PolicyEngineError) {
    let size = policies.reduce(schema.utf8.count) { $0 + $1.text.utf8.count }
    guard size <= Self.sizeBound else { throw PolicyEngineError(.tooLarge, at: "bundle") }
    do {
      self.schema = try Schema(schema)
    } catch {
      throw PolicyEngineError(.schema, at: "maille.cedarschema", error.description)
    }
    var set = PolicySet()
    for file in policies {
      do throws(CedarError) {
        for policy in try PolicySet(file.text, naming: .annotation("id")).policiesAndTemplates {
          try set.insert(policy)
        }
      } catch {
        throw PolicyEngineError(.policy, at: "\(file.name).cedar", error.description)
      }
    }
    if let template = set.templates.first {
      throw PolicyEngineError(.template, at: template.id.description)
    }
    if let mistake = self.schema.validate(set).first {
      throw PolicyEngineError(
        .validation, at: mistake.policy.description, mistake.error.description)
    }
    try Self.checkActions(of: self.schema)
    reasons = try Self.reasons(of: set)
    try Self.checkGuards(of: set)
    authorizer = Authorizer(set)
  }

  /// The ids of the policies, sorted.
  package var policyIDs: [String] {
    authorizer.policies.policies.map(\.id).sorted().map(\.description)
  }

  /// The reason that a policy gives; nil for one that is not of the bundle.
  package func reason(of policy: String) -> PolicyDecision.Reason? { reasons[PolicyID(policy)] }

  /// Decides a question; an owner's own policies can only turn a yes into a no.
  package func decide(
    _ question: PolicyRequest, ownerPolicies: OwnerPolicies? = nil
  ) -> PolicyDecision {
    decide(question.request, question.entities, ownerPolicies)
  }

  func decide(
    _ request: Request, _ entities: Entities?, _ ownerPolicies: OwnerPolicies?
  ) -> PolicyDecision {
    let store: Entities
    do throws(CedarError) {
      guard let entities else { return Self.unanswerable }
      try schema.validate(request)
      store = try entities.conforming(to: schema)
    } catch {
      return Self.unanswerable
    }
    let answer = authorizer.decide(request, entities: store)
    let own = ownerPolicies.map { $0.authorizer.decide(request, entities: store) }
    let errors = answer.errors + (own?.errors ?? [])
    guard errors.isEmpty else {
      return decision(false, errors.map(\.policy), failure: .evaluation)
    }
    let forbids = own?.determining ?? []
    guard answer.decision == .allow else {
      return decision(false, answer.determining + forbids)
    }
    return forbids.isEmpty ? decision(true, answer.determining) : decision(false, forbids)
  }

  /// The refusal of a request that does not conform to the schema.
  static let unanswerable = PolicyDecision(
    allowed: false, policies: [], reasons: [], failure: .request)

  private func decision(
    _ allowed: Bool, _ ids: [PolicyID], failure: PolicyDecision.Failure? = nil
  ) -> PolicyDecision {
    let ids = ids.sorted()
    return PolicyDecision(
      allowed: allowed, policies: ids.map(\.description),
      reasons: ids.map { reasons[$0] ?? OwnerPolicies.reason(of: $0.description) },
      failure: failure)
  }

  /// Every action that requests are built for is declared, and none is in another, so that a policy
  /// for one action bears on no other.
  private static func checkActions(of schema: Schema) throws(PolicyEngineError) {
    for action in PolicyAction.allCases {
      guard let declaration = schema.actions[PolicyEntities.uid(action)],
        !declaration.principals.isEmpty
      else {
        throw PolicyEngineError(
          .schema, at: "maille.cedarschema", "the action \(action.rawValue) is missing")
      }
    }
    guard schema.actions.values.allSatisfy(\.parents.isEmpty) else {
      throw PolicyEngineError(.schema, at: "maille.cedarschema", "actions may not be grouped")
    }
  }

  private static func checkGuards(of set: PolicySet) throws(PolicyEngineError) {
    for id in required.sorted() {
      guard let policy = set[PolicyID(id)],
        policy.effect == (permits.contains(id) ? .permit : .forbid)
      else { throw PolicyEngineError(.missingGuard, at: id) }
    }
  }

  private static func reasons(
    of set: PolicySet
  ) throws(PolicyEngineError) -> [PolicyID: PolicyDecision.Reason] {
    var reasons: [PolicyID: PolicyDecision.Reason] = [:]
    for policy in set.policies {
      guard let french = policy.annotations["reason_fr"], !french.isEmpty,
        let english = policy.annotations["reason_en"], !english.isEmpty
      else { throw PolicyEngineError(.reason, at: policy.id.description) }
      reasons[policy.id] = PolicyDecision.Reason(
        policy: policy.id.description, french: french, english: english)
    }
    return reasons
  }
}

extension PolicySet {
  /// Policies, then templates.
  var policiesAndTemplates: [Policy] { policies + templates }
}
