/// What a policy decides about; the raw value is the id of the action in the policies.
package enum PolicyAction: String, CaseIterable, Sendable {
  case view, grant, request, emergency, revoke, stop, attest, resume, decline, enrol, dismiss,
    write, erase
  case logRead = "log-read"
  case naming

  /// The only actions that an owner's own policies may forbid.
  package static let narrowable: Set<PolicyAction> = [.view, .request, .emergency]
}
