/// A question to decide: may this principal do this action on this resource.
public final class Request: Sendable {
  /// Who asks.
  public let principal: EntityUID
  /// What is to be done.
  public let action: EntityUID
  /// What it is to be done to.
  public let resource: EntityUID
  /// What else is known about the request.
  public let context: Attributes<Value>

  /// Joins the parts of a request; nothing is checked against a schema.
  public init(
    principal: EntityUID, action: EntityUID, resource: EntityUID,
    context: Attributes<Value> = [:]
  ) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
  }

  /// Reads a context document, a JSON object, for a request.
  ///
  /// With a schema, values are read by the types that the action declares. Of repeated keys the
  /// last counts. Throws `.json`; conformance is checked by ``Schema/validate(_:)``.
  public convenience init(
    principal: EntityUID, action: EntityUID, resource: EntityUID, contextJSON: String,
    schema: Schema? = nil
  ) throws(CedarError) {
    let context = try Self.context(try JSONNode(contextJSON), of: action, schema: schema)
    self.init(principal: principal, action: action, resource: resource, context: context)
  }

  /// The context that a node denotes, read by the types that the action declares.
  package static func context(
    _ node: JSONNode, of action: EntityUID, schema: Schema?
  ) throws(CedarError) -> Attributes<Value> {
    let declared = schema?.actions[action]?.context ?? [:]
    let reader = ValueReader(keepingLastKey: true)
    guard case .record(let context) = try reader.value(node, as: .record(declared)) else {
      throw CedarError(.json, "a context must be a JSON object")
    }
    return context
  }
}
