package import Consent
package import Foundation
package import Keys
package import PersonalNetwork

/// The hub that keeps a record, as the owner pinned it when they first met it.
package struct PinnedHub: Hashable, Codable, Sendable {
  /// The host, with `:port` where it is not 443.
  package let host: String
  /// What the hub said of itself, each part verified by the client before it is pinned.
  package var description: HubDescription
  /// The hash of the policy bundle in force.
  package var bundle: DocumentHash

  /// Pins a hub.
  package init(host: String, description: HubDescription, bundle: DocumentHash) {
    self.host = host
    self.description = description
    self.bundle = bundle
  }
}

/// An enrolment of a helper, standing or ended.
package struct EnrolledHelper: Hashable, Codable, Sendable {
  /// The enrolment.
  package let enrolment: SignedDocument<HelperEnrolment>
  /// The helper's card.
  package let card: SignedDocument<Card>
  /// When they were dismissed, or enrolled anew (UTC); nil while they are enrolled.
  package var dismissedAt: Date?
  /// The enrolment that took this one's place; nil where none did.
  var replacedBy: DocumentHash?

  /// Remembers a helper.
  package init(
    enrolment: SignedDocument<HelperEnrolment>, card: SignedDocument<Card>, dismissedAt: Date?
  ) {
    self.enrolment = enrolment
    self.card = card
    self.dismissedAt = dismissedAt?.wholeSeconds
  }

  /// The helper's fingerprint.
  package var fingerprint: Fingerprint { enrolment.payload.helper.fingerprint }

  /// What the rules on attestations read of them.
  var facts: AttestationFacts.Helper {
    AttestationFacts.Helper(
      fingerprint: fingerprint, authority: enrolment.payload.authority,
      since: enrolment.payload.issuedAt, until: dismissedAt)
  }
}

/// A draft that waits for attestations or for the owner's signature.
package struct HeldDraft: Hashable, Codable, Sendable {
  /// The draft with all that is needed to show, attest and sign it.
  package let sheet: DraftSheet
  /// The viewer's affiliation.
  package let affiliation: SignedDocument<Affiliation>?
  /// The attestations that came so far, sorted by hash.
  package var attestations: [AttestationPublication]
  /// The request that it answers, where there was one.
  package let request: RequestID?
  /// When it was drafted (UTC).
  package let draftedAt: Date

  /// Keeps a draft.
  package init(
    sheet: DraftSheet, affiliation: SignedDocument<Affiliation>?,
    attestations: [AttestationPublication], request: RequestID?, draftedAt: Date
  ) {
    self.sheet = sheet
    self.affiliation = affiliation
    self.attestations = attestations
    self.request = request
    self.draftedAt = draftedAt.wholeSeconds
  }
}

/// What the owner hands to a helper who is to attest a draft: all that they must read, and sign.
package struct DraftSheet: Hashable, Codable, Sendable {
  /// The draft.
  package let draft: GrantDraft
  /// The viewer's card.
  package let viewerCard: SignedDocument<Card>
  /// The authority's name as the register has it.
  package let authorityName: String?
  /// The owner's card.
  package let ownerCard: SignedDocument<Card>

  /// Puts a sheet together.
  package init(
    draft: GrantDraft, viewerCard: SignedDocument<Card>, authorityName: String?,
    ownerCard: SignedDocument<Card>
  ) {
    self.draft = draft
    self.viewerCard = viewerCard
    self.authorityName = authorityName
    self.ownerCard = ownerCard
  }

  /// The text that the draft names, made again from its terms.
  ///
  /// Throws ``ConsentError/Code/contradiction`` where it is not the text that the draft names.
  package func text() throws(ConsentError) -> ConsentText {
    let names = try ConsentNames(viewer: viewerCard.payload.name, authority: authorityName)
    let text = try ConsentText(terms: draft.terms, names: names, language: draft.text.language)
    guard text.reference == draft.text, viewerCard.payload.identity == draft.terms.viewer else {
      throw ConsentError(.contradiction, at: "draft.text")
    }
    return text
  }
}

/// Something signed that the hub has not acknowledged yet.
///
/// It is kept with the state that made it, so that a lost answer or a broken line is repeated with
/// the same bytes; a hub answers the same document again as it did the first time.
package enum Publication: Hashable, Codable, Sendable {
  case create(CreateRecord)
  case commit(RecordCommit)
  /// A grant, and how it goes to the hub: sealed to its gates, once.
  case grant(GrantPublication, sealed: PublishGrant)
  case revocation(PublishRevocation)
  case stop(PublishStop)
  case resume(PublishResume)
  case decline(PublishDecline)
  case settlement(PublishSettlement)
  case helper(PublishHelper)
  case dismissal(PublishHelperDismissal)
  case cancellation(PublishCancellation)
  case stopCards(PublishStopCardWithdrawal)
  case limitMove(PublishLimitMove)
  case limitCancellation(PublishLimitCancellation)

  /// A grant, sealed to the gates that it names.
  package static func grant(_ publication: GrantPublication) throws -> Publication {
    .grant(publication, sealed: try PublishGrant(publication))
  }

  /// The statement counter that it uses up; nil for the record's creation.
  package var counter: Int? {
    switch self {
    case .create: nil
    case .commit(let commit): commit.manifest.payload.counter
    case .grant(let grant, _): grant.grant.payload.counter
    case .revocation(let body): body.revocation.payload.counter
    case .stop(let body): body.stop.payload.counter
    case .resume(let body): body.resume.payload.counter
    case .decline(let body): body.decline.payload.counter
    case .settlement(let body): body.settlement.payload.counter
    case .helper(let body): body.enrolment.payload.counter
    case .dismissal(let body): body.dismissal.payload.counter
    case .stopCards(let body): body.withdrawal.payload.counter
    case .limitMove(let body): body.move.payload.counter
    case .limitCancellation(let body): body.cancellation.payload.counter
    case .cancellation(let body): body.cancellation.payload.counter
    }
  }
}

/// How far an owner has gone in leaving a hub.
package enum Departure: String, Hashable, Codable, Sendable {
  /// Everything is in an export; the hub still has the record.
  case exported
  /// The hub has erased the record.
  case erased
}

/// What a commit replaces on the owner's device, kept until the hub has taken it.
struct CommittedState: Hashable, Codable, Sendable {
  let stored: [StoredItem]
  let epochs: Epochs
  let manifest: SignedDocument<Manifest>?
  let measures: SignedDocument<Measures>?
  /// The publications of the grants, with the packets that the hub has.
  let publications: [GrantPublication]

  init(_ state: OwnerState) {
    stored = state.stored
    epochs = state.epochs
    manifest = state.manifest
    measures = state.measures
    publications = state.grants.map(\.publication)
  }
}

/// Everything that an owner's device keeps of their record; it lies encrypted in one local file.
package struct OwnerState: Codable, Sendable {
  /// The record.
  package let record: RecordID
  /// The owner's card.
  package let ownerCard: SignedDocument<Card>
  /// The cards that were the owner's before, oldest first; nil where the key never changed.
  package internal(set) var formerCards: [SignedDocument<Card>]?
  /// The language in which the owner reads.
  package var language: Language
  /// The hub; nil before the record has one.
  package internal(set) var hub: PinnedHub?
  /// The last statement counter that was used; 0 before the first.
  package internal(set) var counter: Int
  /// The record's items as the owner edits them, sorted by identifier.
  package internal(set) var items: [NetworkItem]
  /// The items as they lie at the hub after the newest manifest, sorted by identifier.
  package internal(set) var stored: [StoredItem]
  /// The epochs of the newest manifest.
  package internal(set) var epochs: Epochs
  /// The last version of items that were removed, for those that an import brings back.
  package internal(set) var removed: [ItemID: Int]
  /// The newest manifest of this device.
  package internal(set) var manifest: SignedDocument<Manifest>?
  /// The measures signed with it.
  package internal(set) var measures: SignedDocument<Measures>?
  /// Every grant, by time of signing.
  package internal(set) var grants: [PublishedGrant]
  /// How it stands with the affiliations that grants depend on, as the hub said last.
  package internal(set) var affiliations: [GrantAffiliation]
  /// The drafts that wait.
  package internal(set) var drafts: [HeldDraft]
  /// The helpers by time of enrolment, dismissed ones too.
  package internal(set) var helpers: [EnrolledHelper]
  /// The openings of emergency sets, as the hub told of them, oldest first.
  package internal(set) var emergencies: [OpenedEmergency]
  /// The owner's own copy of what figures are computed from.
  package internal(set) var ledger: Ledger
  /// The limits before any move.
  var limits: Limits
  /// The moves of limits; nil before the first.
  package internal(set) var limitMoves: LimitMoves?
  /// The counter of the newest move of each limit that the hub has shown, cancelled since or not; nil
  /// before the first.
  var shownLimitMoves: [String: Int]?
  /// Whether each grant needs a helper's attestation.
  package internal(set) var attestationRequired: Bool
  /// Whether the record is stopped.
  package internal(set) var stopped: Bool
  /// What the hub has not acknowledged yet, oldest first.
  package internal(set) var outbox: [Publication]
  /// The record before the commit that waits in the outbox, should the hub refuse it.
  var beforeCommit: CommittedState?
  /// The hub's newest signed word on where the record's sequence stands.
  package internal(set) var recordState: SignedDocument<RecordState>?
  /// What was seen of the hub's log.
  package internal(set) var logs: WatchedLogs
  /// The newest entry of the log that the owner was shown.
  package var readUpTo: Int
  /// The newest entry of the log for which the owner's command on notice was run.
  package var notifiedUpTo: Int?
  /// The grants of which the command on notice has told that they end soon.
  package var notifiedEnds: [GrantID]?
  /// What the owner did last on this device, newest last.
  package internal(set) var acts: [OwnerAct]?
  /// How far the owner has left the hub; nil while they stay.
  package internal(set) var departure: Departure?

  /// The state of a record that was just begun.
  package init(
    record: RecordID, ownerCard: SignedDocument<Card>, language: Language,
    attestationRequired: Bool = false
  ) {
    self.record = record
    self.ownerCard = ownerCard
    self.language = language
    counter = 0
    items = []
    stored = []
    epochs = Epochs()
    removed = [:]
    grants = []
    affiliations = []
    drafts = []
    helpers = []
    emergencies = []
    ledger = Ledger()
    limits = .standard
    self.attestationRequired = attestationRequired
    stopped = false
    outbox = []
    logs = WatchedLogs()
    readUpTo = 0
  }
}

extension OwnerState {
  /// The record's items as one network.
  ///
  /// Throws ``RecordError/Code/malformed`` where the local file holds what no network can be.
  package func network() throws(RecordError) -> PersonalNetwork {
    do {
      return try PersonalNetwork(items: items)
    } catch {
      throw RecordError(.malformed, at: error.place)
    }
  }

  /// The limits in force at a time.
  package func limits(at time: Date) -> Limits {
    limitMoves?.limits(from: limits, at: time) ?? limits
  }

  /// The address to give by hand; nil before the record has a hub.
  package var address: Address? { address(of: ownerCard) }

  /// The address by which a key file takes its record up again, former keys' grants included.
  package var firstAddress: Address? { address(of: formerCards?.first ?? ownerCard) }

  private func address(of card: SignedDocument<Card>) -> Address? {
    guard let hub else { return nil }
    return try? Address(
      record: record, hubFingerprint: hub.description.card.signer, host: hub.host,
      ownerFingerprint: card.payload.identity.fingerprint)
  }

  /// Why a grant opens nothing for now, though it stands; nil where it opens.
  package func loss(of grant: GrantID) -> AffiliationLoss? {
    affiliations.first { $0.grant == grant }?.loss
  }

  /// The grants that stand at a time, not yet begun ones included.
  package func standingGrants(at time: Date) -> [PublishedGrant] {
    grants.filter { !$0.isEnded(at: time) }
  }

  /// The helpers who are enrolled.
  package var enrolledHelpers: [EnrolledHelper] { helpers.filter { $0.dismissedAt == nil } }

  /// The newest manifest as a head to compare others with.
  package var head: SeenHead? {
    manifest.map { SeenHead(version: $0.payload.version, hash: $0.hash) }
  }
}
