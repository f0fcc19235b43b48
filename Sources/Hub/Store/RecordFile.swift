import Consent
import Foundation
import Keys
import Record

/// A helper whom the owner has enrolled, or had until not long ago.
struct StandingHelper: Hashable, Codable, Sendable {
  /// The owner's statement.
  let enrolment: SignedDocument<HelperEnrolment>
  /// The helper's card.
  let card: SignedDocument<Card>
  /// When the hub took it (UTC), by its own clock: the helper's word counts as a second one 72 h later.
  let since: Date
  /// When the hub took their dismissal, or another enrolment in its place (UTC); nil while it stands.
  var until: Date?

  /// The helper's fingerprint.
  var fingerprint: Fingerprint { enrolment.payload.helper.fingerprint }

  /// What the rules on attestations read of them.
  var facts: AttestationFacts.Helper {
    AttestationFacts.Helper(
      fingerprint: fingerprint, authority: enrolment.payload.authority, since: since, until: until)
  }
}

/// A statement that was taken, with what it takes to answer it again as the first time.
struct TakenStatement: Hashable, Codable, Sendable {
  /// The most that are remembered; a device repeats only what it sent last.
  static let remembered = 2

  /// The statement.
  let statement: DocumentHash
  /// The index of its leaf.
  let index: Int
  /// The receipt; the log keeps only its hash.
  let receipt: Data
}

/// What a new request needs to know of one that waits.
struct WaitingRequest: Hashable, Codable, Sendable {
  /// The request.
  let id: RequestID
  /// Who asked.
  let requester: Fingerprint
}

/// The grants that a record has given one viewer.
struct ViewerRow: Hashable, Codable, Sendable {
  /// The grants, by time of publication.
  var grants: [GrantID]
}

/// What a hub keeps of a record beside its rows: small, sealed, replaced whole.
struct RecordFile: Hashable, Codable, Sendable {
  /// The owner's card.
  var owner: SignedDocument<Card>
  /// When the record was made (UTC).
  var createdAt: Date
  /// The highest statement counter of the owner's taken so far.
  var counter = 0
  /// The statements taken last: one that comes again is answered again and changes nothing.
  var taken: [TakenStatement] = []
  /// Since when the record is stopped; nil while it is not.
  var stoppedAt: Date?
  /// The hash of the ledger, which each entry holds; the ledger itself is a row, so that no refusal
  /// to a stranger takes the longer, the more grants there are.
  var ledgerHash: DocumentHash
  /// The helpers by time of enrolment, with those of the last 72 hours.
  var helpers: [StandingHelper] = []
  /// The requests that wait, oldest first.
  var inbox: [WaitingRequest] = []
  /// The proposals that wait, oldest first, after those answered last; nil before the first.
  var proposals: [KnownProposal]?
  /// The stop cards that were used, spent or withdrawn.
  var stopCards = StopCards()
  /// The openings of emergency sets, oldest first.
  var emergencies: [OpenedEmergency] = []
  /// The owners before, oldest first, each with the succession to the next.
  var former: [OwnerSuccession] = []
  /// The succession that waits, if any.
  var succession: PendingSuccession?
  /// The successions announced last; none of them is announced again.
  var announced: [DocumentHash] = []
  /// The moves of limits; nil before the first.
  var limitMoves: LimitMoves?
  /// Acts in force that the log could not take yet; they are logged before anything else is.
  var unlogged: [EventDraft] = []

  /// The file of a record that was just made.
  init(owner: SignedDocument<Card>, createdAt: Date) throws {
    self.owner = owner
    self.createdAt = createdAt
    ledgerHash = try Ledger().hash
  }

  /// The owner's keys.
  var ownerIdentity: PublicIdentity { owner.payload.identity }

  /// The helpers who are enrolled now.
  var standingHelpers: [StandingHelper] { helpers.filter { $0.until == nil } }

  /// The keys that have been the owner's: what an earlier one signed goes on.
  var ownerLine: OwnerLine {
    OwnerLine(former: former.map(\.predecessor.payload.identity), present: ownerIdentity)
  }

  /// The limits in force at a time; the hub judges by these, whatever measures say.
  func limits(at time: Date) -> Limits { limitMoves?.limits(at: time) ?? .standard }

  /// Whether measures may state these limits: those in force, for a clock a quarter of an hour off.
  func mayState(_ limits: Limits, at time: Date) -> Bool {
    [-900, 0, 900].contains { self.limits(at: time.addingTimeInterval($0)) == limits }
  }

  /// How many announced successions are remembered.
  static let rememberedSuccessions = 8
}

/// The ledger's row.
enum LedgerRow {
  /// The name of the one row.
  static let name = Data("ledger".utf8)
}

/// The present manifest with what belongs to it.
struct HeadRow: Hashable, Codable, Sendable {
  /// The name of the one row.
  static let name = Data("head".utf8)

  /// The manifest.
  let manifest: SignedDocument<Manifest>
  /// Its slots.
  let slots: SlotTable
  /// Its measures: an age file to the gates.
  let measures: Data
  /// What the record holds with it, the reserve included, which no slot names.
  let holdings: DocumentHash
  /// How many removed items are remembered.
  let removed: Int

  /// The hash of the versions of items.
  static func holdings(_ items: some Sequence<StoredItem>) throws -> DocumentHash {
    let versions = Dictionary(items.map { ($0.item, $0.version) }) { max($0, $1) }
    return DocumentHash(of: try CanonicalJSON.encode(versions))
  }
}

/// What is kept of an item that was removed, so that its versions never go back.
struct RemovedItem: Hashable, Codable, Sendable {
  /// The item.
  let item: ItemID
  /// The last version that the hub held.
  let version: Int
}

/// What of a publication is for the gates' eyes alone.
struct GrantFile: Hashable, Codable, Sendable {
  let grant: SignedDocument<Grant>
  let viewerCard: SignedDocument<Card>
  let affiliation: SignedDocument<Affiliation>?
  let attestations: [AttestationPublication]
}

/// A grant as it lies at the hub.
struct GrantRow: Hashable, Codable, Sendable {
  /// The grant.
  let id: GrantID
  /// A ``GrantFile``: an age file to the gates.
  let file: Data
  /// One share for each gate.
  let shares: [SealedShare]
  /// The present packets.
  var packets: [SealedPacket]
  /// The present keys of the selected items.
  var selection: [WrappedSelection]
  /// When it was published (UTC).
  let publishedAt: Date
  /// When it ended before its time (UTC).
  var endedAt: Date?
  /// Why it ended before its time.
  var end: GrantEnd?
}

/// A request as it lies at the hub, until the owner answers or a newer one needs the room.
typealias RequestRow = ReceivedRequest
