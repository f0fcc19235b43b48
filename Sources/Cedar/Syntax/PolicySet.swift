/// Policies and templates under unique ids.
public struct PolicySet: Sendable {
  /// Where the ids of policies come from.
  public enum Naming: Sendable {
    /// `policy0`, `policy1`, ... in the order of the text.
    case position
    /// The annotation of this name, which every policy must have.
    case annotation(String)
  }

  /// The policies that take part in decisions, in the order given.
  public private(set) var policies: [Policy] = []
  /// The templates, in the order given; they take part in no decision.
  public private(set) var templates: [Policy] = []
  private var ids: Set<PolicyID> = []

  /// Makes a set without policies.
  public init() {}

  /// Reads policies from Cedar's syntax.
  ///
  /// Throws the first error in the text with its position, and `.policyID` where ids repeat or an
  /// annotation that should give one is missing.
  public init(_ text: String, naming: Naming = .position) throws(CedarError) {
    var parser = Parser(tokens: try Lexer.tokens(of: text))
    for policy in try parser.policies() {
      try insert(Self.name(policy, naming))
    }
  }

  /// Adds a policy or a template; throws `.policyID` where its id is taken.
  public mutating func insert(_ policy: Policy) throws(CedarError) {
    guard ids.insert(policy.id).inserted else {
      throw CedarError(.policyID, "two policies have the id `\(policy.id)`", at: policy.position)
    }
    if policy.isTemplate {
      templates.append(policy)
    } else {
      policies.append(policy)
    }
  }

  /// The policy or template of this id.
  public subscript(id: PolicyID) -> Policy? {
    policies.first { $0.id == id } ?? templates.first { $0.id == id }
  }

  private static func name(_ policy: Policy, _ naming: Naming) throws(CedarError) -> Policy {
    guard case .annotation(let name) = naming else { return policy }
    guard let id = policy.annotations[name], !id.isEmpty else {
      throw CedarError(
        .policyID, "this policy has no @\(name) annotation", at: policy.position)
    }
    return policy.named(PolicyID(id))
  }
}
