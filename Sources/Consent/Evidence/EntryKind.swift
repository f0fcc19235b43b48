/// What a log entry tells of.
package enum EntryKind: String, CaseIterable, Codable, Sendable {
  case view
  case refusal
  case grant
  case revocation
  case stop
  case resume
  case request
  case decline
  case proposal
  case settlement
  case helper
  case attestation
  case head
  case limit
  case emergency
  case review
  case logRead = "log-read"
  case naming
  case policy
  case register
  case auditor
  case key
  case recovery
  case anchor
  case shred
}

/// In what role someone acted.
package enum ActorRole: String, CaseIterable, Codable, Sendable {
  case owner, helper, viewer, auditor, authority, hub
  /// Someone whom the hub had no reason to know.
  case unknown
}

/// What was decided, as entry and frame say it.
package enum EntryDecision: String, CaseIterable, Codable, Sendable {
  case allowed, refused
}
