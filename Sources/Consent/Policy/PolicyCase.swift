import Cedar

/// A test of the policies: a request, the decision that is expected, and what decides.
package struct PolicyCase: Sendable {
  /// What the test shows.
  package let name: String
  /// Whether the request is to be allowed.
  package let allowed: Bool
  /// The ids of the policies that are to decide, sorted.
  package let policies: [String]

  private let principal: EntityUID
  private let action: EntityUID
  private let resource: EntityUID
  private let context: JSONNode
  private let entities: JSONNode

  /// Reads a test from JSON: `name`, `request` with `principal`, `action`, `resource`, `entities`
  /// and `context`, `decision` (`allow` or `deny`), `policies`.
  package init(json: String) throws(PolicyEngineError) {
    do throws(CedarError) {
      let fields = try JSONNode(json).members("a test")
      let request = try (fields["request"] ?? .null).members("`request`")
      guard case .string(let name) = fields["name"],
        case .string(let decision) = fields["decision"],
        decision == "allow" || decision == "deny"
      else {
        throw CedarError(invalidJSON: "a test has a `name` and a `decision`, `allow` or `deny`")
      }
      let reader = ValueReader()
      self.name = name.string
      allowed = decision == "allow"
      principal = try reader.uid(request["principal"] ?? .null)
      action = try reader.uid(request["action"] ?? .null)
      resource = try reader.uid(request["resource"] ?? .null)
      context = request["context"] ?? .object([])
      entities = request["entities"] ?? .array([])
      var policies: [String] = []
      for item in try (fields["policies"] ?? .null).items("`policies`") {
        guard case .string(let id) = item else {
          throw CedarError(invalidJSON: "`policies` holds ids")
        }
        policies.append(id.string)
      }
      self.policies = policies.sorted()
    } catch {
      throw PolicyEngineError(.test, at: "test", error.description)
    }
  }

  /// What the engine answers.
  package func decision(by engine: PolicyEngine) -> PolicyDecision {
    do throws(CedarError) {
      let request = Request(
        principal: principal, action: action, resource: resource,
        context: try Request.context(context, of: action, schema: engine.schema))
      let store = try Entities(node: entities, schema: engine.schema)
      return engine.decide(request, store, nil)
    } catch {
      return PolicyEngine.unanswerable
    }
  }

  /// Whether the engine answers as expected.
  package func passes(_ engine: PolicyEngine) -> Bool {
    let decision = decision(by: engine)
    return decision.allowed == allowed && decision.policies == policies
  }
}
