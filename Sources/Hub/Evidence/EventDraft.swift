import Consent
import Foundation
import Keys
import PersonalNetwork
import TransparencyLog

/// An event before it has its place in the log.
///
/// It can wait in a record's file while the log is away.
struct EventDraft: Hashable, Codable, Sendable {
  /// What the requester is told.
  enum Outcome: Hashable, Codable, Sendable {
    case released(grant: DocumentHash, head: DocumentHash)
    case accepted
    case notAvailable
  }

  var kind: EntryKind
  var outcome: Outcome
  var role: ActorRole
  var actor: Fingerprint?
  var name: String?
  var authority: AuthorityID?
  var request: SignedRequestEvidence?
  var requestID: RequestID?
  var policies: [String] = []
  var bundle: DocumentHash?
  var figures: [String: Int] = [:]
  var grant: SignedDocument<Grant>?
  var purpose: Purpose?
  var reason: RequestReason?
  var compartments: [Compartment] = []
  var selection: [SelectedItem] = []
  var document: DocumentHash?
  var version: Int?

  init(_ kind: EntryKind, _ outcome: Outcome, role: ActorRole) {
    self.kind = kind
    self.outcome = outcome
    self.role = role
  }

  /// The scope of a grant, so that entry and frame say what it opens.
  mutating func describe(_ grant: SignedDocument<Grant>) {
    self.grant = grant
    purpose = grant.payload.purpose
    compartments = grant.payload.compartments
    selection = grant.payload.selection
  }
}

/// Makes the three files of an event for the place it gets in the log.
struct EventScribe: Sendable {
  let pseudonyms: PseudonymKey
  let auditors: [PublicIdentity]
  let naming: PublicIdentity
  /// Who can read the entries of the hub's own sequence beside the naming key.
  let hub: PublicIdentity

  /// Writes an event of a record of this hub, or of the hub's own sequence with `record` nil.
  ///
  /// Both take the same work, so that an unknown record's refusal is like any other.
  func write(
    _ draft: EventDraft, at position: LogPosition, record: RecordID?, owner: PublicIdentity?,
    ledger: DocumentHash?
  ) throws -> LogEvent {
    let time = position.time
    let receipt = try receipt(of: draft, at: time)
    var frame = LogFrame(
      kind: draft.kind, time: time,
      record: record.map { pseudonyms.pseudonym(of: $0, at: time) },
      sequence: position.sequence, previous: position.previous, role: draft.role,
      actor: draft.actor.map { pseudonyms.pseudonym(of: $0, at: time) },
      decision: draft.outcome == .notAvailable ? .refused : .allowed)
    frame.authority = draft.authority
    frame.policies = Set(draft.policies).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    frame.bundle = draft.bundle
    frame.figures = draft.figures
    frame.ledger = ledger
    frame.grant = draft.grant.map { GrantFrame($0.payload, key: pseudonyms, at: time) }
    frame.purpose = draft.purpose
    frame.reason = draft.reason
    frame.compartments = draft.compartments
    frame.selected = draft.selection.count
    frame.document = draft.document
    frame.version = draft.version
    let entry = try LogEntry(
      frame: frame, receipt: receipt, record: record, actor: draft.actor, name: draft.name,
      grant: draft.grant?.payload.id, request: draft.requestID, selection: draft.selection)
    return LogEvent(
      entry: try EvidenceFile.seal(entry, owner: owner ?? hub, naming: naming),
      frame: try EvidenceFile.seal(frame, auditors: auditors),
      receipt: try CanonicalJSON.encode(receipt))
  }

  private func receipt(of draft: EventDraft, at time: Date) throws -> Receipt {
    let salt = SecretBytes.random(count: 32).withBytes { $0 }
    switch (draft.outcome, draft.request) {
    case (.released(let grant, let head), .some(let request)):
      return try .released(salt: salt, request: request, grant: grant, head: head, time: time)
    case (.notAvailable, .some(let request)):
      return try .notAvailable(salt: salt, request: request, time: time)
    case (.accepted, let request):
      return try .accepted(salt: salt, request: request, time: time)
    case (.released, .none), (.notAvailable, .none):
      throw ConsentError(.contradiction, at: "receipt")
    }
  }
}

extension LoggedEvent {
  /// What an answer carries of the entry.
  var evidence: LeafEvidence {
    LeafEvidence(
      receipt: receipt, entry: leaf.entry, frame: leaf.frame,
      proof: String(decoding: proof.bytes, as: UTF8.self))
  }
}
