package import Foundation
package import Keys
package import PersonalNetwork

/// What an auditor reads of one event: no name, no signed request, pseudonyms of the quarter.
///
/// One flat shape for every kind, so that a new kind adds no format; what does not apply to a kind
/// is absent. Canonical JSON, padded, in an age file to the auditors.
package struct LogFrame: Hashable, Codable, Sendable {
  /// What the event is.
  package var kind: EntryKind
  /// The hub's time (UTC).
  package var time: Date
  /// The record; nil where the entry stands in the hub's own sequence.
  package var record: Pseudonym?
  /// The place in the record's (or the hub's own) sequence, from 1, without gaps.
  package var sequence: Int
  /// The hash of the previous leaf of the same sequence; nil for the first.
  package var previous: DocumentHash?
  /// In what role the actor acted.
  package var role: ActorRole
  /// The actor; nil for the hub itself.
  package var actor: Pseudonym?
  /// The actor's authority as the affiliation of the request said.
  package var authority: AuthorityID?
  /// What was decided.
  package var decision: EntryDecision
  /// The ids of the policies that decided, sorted.
  package var policies: [String]
  /// The hash of the policy bundle that decided; nil before a hub has one.
  package var bundle: DocumentHash?
  /// The figures that the decision rested on, by name; shares in ten-thousandths.
  package var figures: [String: Int]
  /// The hash of the record's ledger after the event.
  package var ledger: DocumentHash?
  /// The grant, where the event is about one; a revocation of several has one entry for each.
  package var grant: GrantFrame?
  /// The purpose asked for.
  package var purpose: Purpose?
  /// The reason code of a request.
  package var reason: RequestReason?
  /// The compartments asked for, sorted.
  package var compartments: [Compartment]
  /// How many selected items the scope has.
  package var selected: Int
  /// The hash of the document that the event is about: a manifest, a bundle, a register, ...
  package var document: DocumentHash?
  /// That document's version, where it has one.
  package var version: Int?
  /// Set where the witnesses' quorum was away and the entry stands under the grace of 7 days.
  package var underGrace: Bool?

  /// Starts a frame with what every kind has; the rest is set where it applies.
  package init(
    kind: EntryKind, time: Date, record: Pseudonym?, sequence: Int, previous: DocumentHash?,
    role: ActorRole, actor: Pseudonym?, decision: EntryDecision
  ) {
    self.kind = kind
    self.time = time.wholeSeconds
    self.record = record
    self.sequence = sequence
    self.previous = previous
    self.role = role
    self.actor = actor
    self.decision = decision
    policies = []
    figures = [:]
    compartments = []
    selected = 0
  }

  enum CodingKeys: String, CodingKey {
    case kind, time, record, sequence, previous, role, actor, authority, decision, policies
    case bundle, figures, ledger, grant, purpose, reason, compartments, selected, document
    case version, underGrace
  }

  /// Decodes and checks order and ranges.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(EntryKind.self, forKey: .kind)
    time = try container.decode(Date.self, forKey: .time)
    record = try container.decodeIfPresent(Pseudonym.self, forKey: .record)
    sequence = try container.decode(Int.self, forKey: .sequence)
    previous = try container.decodeIfPresent(DocumentHash.self, forKey: .previous)
    role = try container.decode(ActorRole.self, forKey: .role)
    actor = try container.decodeIfPresent(Pseudonym.self, forKey: .actor)
    authority = try container.decodeIfPresent(AuthorityID.self, forKey: .authority)
    decision = try container.decode(EntryDecision.self, forKey: .decision)
    policies = try container.decode([String].self, forKey: .policies)
    bundle = try container.decodeIfPresent(DocumentHash.self, forKey: .bundle)
    figures = try container.decode([String: Int].self, forKey: .figures)
    ledger = try container.decodeIfPresent(DocumentHash.self, forKey: .ledger)
    grant = try container.decodeIfPresent(GrantFrame.self, forKey: .grant)
    purpose = try container.decodeIfPresent(Purpose.self, forKey: .purpose)
    reason = try container.decodeIfPresent(RequestReason.self, forKey: .reason)
    compartments = try container.decode([Compartment].self, forKey: .compartments)
    selected = try container.decode(Int.self, forKey: .selected)
    document = try container.decodeIfPresent(DocumentHash.self, forKey: .document)
    version = try container.decodeIfPresent(Int.self, forKey: .version)
    underGrace = try container.decodeIfPresent(Bool.self, forKey: .underGrace)
    try check()
  }

  /// Refuses a frame that contradicts itself.
  package func check() throws(ConsentError) {
    guard sequence >= 1, (sequence == 1) == (previous == nil) else {
      throw ConsentError(.contradiction, at: "sequence")
    }
    guard selected >= 0 else { throw ConsentError(.outOfRange, at: "selected") }
    guard zip(compartments, compartments.dropFirst()).allSatisfy({ $0.index < $1.index }) else {
      throw ConsentError(.unsorted, at: "compartments")
    }
    guard zip(policies, policies.dropFirst()).allSatisfy({ isAscending($0.utf8, $1.utf8) }) else {
      throw ConsentError(.unsorted, at: "policies")
    }
    guard actor != nil || role == .hub || role == .unknown else {
      throw ConsentError(.contradiction, at: "actor")
    }
  }
}

/// What an auditor reads of a grant, enough to replay which views it allows.
package struct GrantFrame: Hashable, Codable, Sendable {
  /// The grant, by the pseudonym of the quarter.
  package let grant: Pseudonym
  /// The grant, by a pseudonym that stays the same until it ends, so that a replay can follow it
  /// over the turn of a quarter: that of the quarter in which it was signed.
  package let signedAs: Pseudonym
  /// The viewer, by the pseudonym of the quarter.
  package let viewer: Pseudonym
  /// The grant's authority.
  package let authority: AuthorityID?
  /// Whether the viewer acts as référent.
  package let referent: Bool
  /// The grant's start (UTC).
  package let from: Date
  /// The grant's end (UTC).
  package let until: Date

  /// Describes a grant under pseudonyms.
  package init(
    grant: Pseudonym, signedAs: Pseudonym, viewer: Pseudonym, authority: AuthorityID?,
    referent: Bool, from: Date, until: Date
  ) {
    self.grant = grant
    self.signedAs = signedAs
    self.viewer = viewer
    self.authority = authority
    self.referent = referent
    self.from = from.wholeSeconds
    self.until = until.wholeSeconds
  }

  /// Describes a grant with a hub's pseudonyms at a time.
  package init(_ grant: Grant, key: PseudonymKey, at time: Date) {
    self.init(
      grant: key.pseudonym(of: grant.id, at: time),
      signedAs: key.pseudonym(of: grant.id, at: grant.issuedAt),
      viewer: key.pseudonym(of: grant.viewer.fingerprint, at: time), authority: grant.authority,
      referent: grant.referent, from: grant.notBefore, until: grant.notAfter)
  }
}
