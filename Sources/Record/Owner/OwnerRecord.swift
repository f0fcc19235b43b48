package import Consent
package import Foundation
package import Keys
package import PersonalNetwork

/// An owner's record with the keys to act on it.
///
/// Each act is a function from the state to the next: it changes nothing outside, throws without
/// having changed anything, and leaves what must be published in ``OwnerState/outbox``. Save the
/// state, send the oldest publication, and ``acknowledge(_:)`` it when the hub took it.
package struct OwnerRecord: Sendable {
  /// The owner's private keys.
  let identity: Identity
  /// The record's keys.
  let keys: RecordKeys
  /// What the device keeps.
  package internal(set) var state: OwnerState

  /// Takes up a record with the keys of its owner; refuses those of somebody else.
  package init(ring: KeyRing, state: OwnerState) throws(RecordError) {
    guard ring.identity.publicIdentity == state.ownerCard.payload.identity else {
      throw RecordError(.wrongOwner, at: "key file")
    }
    identity = ring.identity
    keys = RecordKeys(root: try Self.root(of: ring), record: state.record)
    self.state = state
  }

  /// The root in a key file.
  package static func root(of ring: KeyRing) throws(RecordError) -> Root {
    guard let secret = ring.secrets[Root.secretName] else {
      throw RecordError(.malformed, at: "key file")
    }
    return try Root(stored: secret)
  }

  /// Begins a record: chooses its identifier, and leaves its creation at the hub in the outbox.
  package static func begin(
    ring: KeyRing, language: Language, hub: PinnedHub, attestationRequired: Bool = false
  ) throws(RecordError) -> OwnerRecord {
    let creation = CreateRecord(ownerCard: ring.card)
    var state = OwnerState(
      record: creation.record, ownerCard: ring.card, language: language,
      attestationRequired: attestationRequired)
    state.hub = hub
    state.outbox = [.create(creation)]
    return try OwnerRecord(ring: ring, state: state)
  }

  /// Takes the oldest publication out of the outbox once the hub has taken it.
  ///
  /// A grant stands on this device from here on, and not before.
  package mutating func acknowledge(
    _ publication: Publication, state recordState: SignedDocument<RecordState>? = nil, at time: Date
  ) throws(RecordError) {
    guard state.outbox.first == publication else {
      throw RecordError(.alreadyDone, at: "outbox")
    }
    switch publication {
    case .grant(let grant, _): try note(grant, at: time)
    case .commit: state.beforeCommit = nil
    case .create, .revocation, .stop, .resume, .decline, .settlement, .helper, .dismissal,
      .stopCards, .cancellation, .limitMove, .limitCancellation:
      break
    }
    state.outbox.removeFirst()
    if let recordState { state.recordState = recordState }
    if let act = OwnerAct(publication) { remember(act) }
  }

  /// Takes the oldest publication back after the hub refused it for good.
  ///
  /// The device then holds what it held before the act; what was edited stays edited. After a
  /// commit that met a conflict, ``adopt(_:choices:)`` takes up what the hub holds.
  package mutating func withdraw(_ publication: Publication) {
    guard state.outbox.first == publication else { return }
    state.outbox.removeFirst()
    switch publication {
    // What the hub holds of moves is heard at the next synchronisation.
    case .create, .grant, .decline, .settlement, .stopCards, .cancellation: break
    case .limitMove(let body):
      state.limitMoves?.forget(body.move)
      state.shownLimitMoves?[body.move.payload.limit.rawValue] = nil
    case .limitCancellation(let body):
      state.shownLimitMoves?[body.cancellation.payload.limit.rawValue] = nil
    case .commit: restoreBeforeCommit()
    case .revocation(let body): unrevoke(body.revocation.payload)
    case .stop: state.stopped = false
    case .resume: state.stopped = true
    case .helper(let body):
      state.helpers.removeAll { $0.enrolment == body.enrolment }
      reenrol { $0.replacedBy == body.enrolment.hash }
    case .dismissal(let body):
      let dismissal = body.dismissal.payload
      reenrol {
        $0.dismissedAt == dismissal.issuedAt && $0.fingerprint == dismissal.helper
          && $0.replacedBy == nil
      }
    }
  }

  /// Puts enrolments in force again whose end the hub refused.
  private mutating func reenrol(where isMeant: (EnrolledHelper) -> Bool) {
    for index in state.helpers.indices where isMeant(state.helpers[index]) {
      state.helpers[index].dismissedAt = nil
      state.helpers[index].replacedBy = nil
    }
  }

  /// Puts back what a commit had replaced.
  mutating func restoreBeforeCommit() {
    guard let before = state.beforeCommit else { return }
    state.stored = before.stored
    state.epochs = before.epochs
    state.manifest = before.manifest
    state.measures = before.measures
    state.grants = state.grants.map { grant in
      guard
        let publication = before.publications.first(where: { $0.grant == grant.publication.grant })
      else { return grant }
      return PublishedGrant(publication: publication, endedAt: grant.endedAt, end: grant.end)
    }
    state.beforeCommit = nil
  }

  private mutating func unrevoke(_ revocation: Revocation) {
    state.grants = state.grants.map { grant in
      guard revocation.grants.contains(grant.publication.grant.payload.id),
        grant.end == .revoked, grant.endedAt == revocation.issuedAt
      else { return grant }
      return PublishedGrant(publication: grant.publication, endedAt: nil, end: nil)
    }
    let lines = state.ledger.lines.map { line in
      revocation.grants.contains(line.grant) && line.ended == revocation.issuedAt
        ? LedgerLine(grant: line.grant, scope: line.scope, grantedAt: line.grantedAt) : line
    }
    // INVARIANT: the grants of a ledger are still each there once.
    if let ledger = try? Ledger(
      lines: lines, openings: state.ledger.openings, snapshots: state.ledger.snapshots)
    {
      state.ledger = ledger
    }
  }

  /// Takes note of what was seen of the hub's log.
  package mutating func watch(_ logs: WatchedLogs) { state.logs = logs }

  /// Takes note of the hub's own description, after the client verified every part.
  package mutating func pin(_ hub: PinnedHub) {
    state.hub = hub
  }

  /// Signs a payload with the next counter; the counter is used up only where signing succeeds.
  mutating func sign<Payload: DocumentPayload>(
    _ make: (Int) throws(ConsentError) -> Payload
  ) async throws(RecordError) -> SignedDocument<Payload> {
    let counter = state.counter + 1
    do {
      let document = try await SignedDocument.sign(make(counter), with: identity)
      state.counter = counter
      return document
    } catch let error as ConsentError {
      throw RecordError(.malformed, at: error.place)
    } catch {
      throw RecordError(.cannotSeal, at: Payload.documentType)
    }
  }
}
