package import Keys
package import PersonalNetwork

/// Whoever acts, as a policy sees them.
package struct PolicyActor: Hashable, Sendable {
  /// The key that signed the request.
  package let fingerprint: Fingerprint
  /// The authority of the affiliation that came with it and is valid; nil without one.
  package let authority: AuthorityID?
  /// Whether the hub knows the key without an affiliation.
  package let enrolled: Bool

  /// Names an actor.
  package init(fingerprint: Fingerprint, authority: AuthorityID? = nil, enrolled: Bool = false) {
    self.fingerprint = fingerprint
    self.authority = authority
    self.enrolled = enrolled
  }
}

/// What a policy reads of a record.
package struct PolicyRecord: Hashable, Sendable {
  /// The record.
  package let id: RecordID
  /// Its owner.
  package let owner: Fingerprint
  /// The enrolled helpers.
  package let helpers: Set<Fingerprint>
  /// Those of them who may revoke and stop alone.
  package let stoppers: Set<Fingerprint>
  /// Whether everything is stopped.
  package let stopped: Bool

  /// Describes a record.
  package init(
    id: RecordID, owner: Fingerprint, helpers: Set<Fingerprint> = [],
    stoppers: Set<Fingerprint> = [], stopped: Bool
  ) {
    self.id = id
    self.owner = owner
    self.helpers = helpers
    self.stoppers = stoppers
    self.stopped = stopped
  }
}

/// What is asked for or granted: compartments, and items picked one by one.
package struct PolicyScope: Hashable, Sendable {
  /// The compartments.
  package let compartments: Set<Compartment>
  /// The items.
  package let items: Set<ItemID>

  /// Describes a scope.
  package init(compartments: some Sequence<Compartment>, items: some Sequence<ItemID>) {
    self.compartments = Set(compartments)
    self.items = Set(items)
  }

  /// All that a grant's terms open.
  package init(_ terms: GrantTerms) {
    self.init(compartments: terms.compartments, items: terms.selection.map(\.item))
  }

  /// The names under which policies know the parts of the scope.
  package var names: Set<String> {
    Set(compartments.map(\.description) + items.map { "item:\($0)" })
  }
}

/// What a policy reads of a published grant.
package struct PolicyGrant: Hashable, Sendable {
  /// The grant.
  package let id: GrantID
  /// What it permits.
  package let terms: GrantTerms
  /// Whether it was revoked or given back.
  package let ended: Bool

  /// Describes a grant.
  package init(id: GrantID, terms: GrantTerms, ended: Bool) {
    self.id = id
    self.terms = terms
    self.ended = ended
  }
}
