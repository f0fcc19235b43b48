import Consent
import Foundation
import Keys
import Logging
import PersonalNetwork
import Record

/// What the gate found out about one request for a view.
enum ViewJudgement: Sendable {
  /// A release, all but the share, which is opened when the entry is durable.
  ///
  /// Without a change nothing of the record is written, and two views at once are not in each
  /// other's way. The grant of the row ends at `end`.
  case released(
    view: PreparedView, row: GrantRow, end: Date, change: RecordChange?, draft: EventDraft)
  /// No release; the entry says why, the answer does not.
  case refused(EventDraft)
}

extension Hub {
  /// Answers a request for a view, in the order of the design's release.
  ///
  /// Every answer but a release is the same for every reason, an unknown record's too.
  func view(
    _ requester: Requester, record: RecordID, ask: ViewRequest
  ) async throws -> Answer {
    try await retrying {
      let snapshot = try await readable {
        try await self.snapshot(of: record, grants: [ask.grant])
      }
      let judgement = try await judge(requester, record: record, ask: ask, snapshot: snapshot)
      return try await carryOut(judgement, for: requester, on: snapshot)
    }
  }

  /// Makes a judgement durable; for a release, only then opens the share and seals the view.
  func carryOut(
    _ judgement: ViewJudgement, for requester: Requester, on snapshot: RecordSnapshot?
  ) async throws -> Answer {
    switch judgement {
    case .refused(let draft):
      return try .notAvailable(try await logged(draft, on: snapshot, with: requester.nonce))
    case .released(let view, let row, let end, let change, let draft):
      let store = store
      let index = Self.emergencyIndex(of: draft, record: snapshot?.record)
      let events = try await commit([draft], change: change, on: snapshot) { session, _ in
        // The grant may end between the decision and its entry.
        guard session.time < end else { throw StateChanged() }
        try self.remember(requester.nonce, in: session)
        if let (name, value) = index {
          try store.setValue(
            name, value, at: session.time, in: session.transaction.database)
        }
      }
      // From here on the release is durable in the log, and only now is the share opened.
      guard let event = events.last else { throw ProblemAnswer.unavailable }
      let shares = try row.shares.filter { $0.gate == gate.publicIdentity.fingerprint }
        .map { try $0.release(by: gate.identity) }
      return try .released(
        ViewAnswer(view, shares: shares, to: requester.identity, evidence: event.evidence))
    }
  }

  /// Lists the live grants addressed to a viewer, sealed to them.
  func viewerGrants(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await retrying {
      let now = clock.now()
      let snapshot: RecordSnapshot? = try await readable {
        let own = try await book.grants(of: requester.fingerprint, in: record)
        return try await self.snapshot(of: record, grants: own)
      }
      var grants: [SignedDocument<Grant>] = []
      if let snapshot {
        for row in snapshot.grants where row.endedAt == nil {
          do {
            let grant = try await gate.open(row, owners: snapshot.file.ownerLine).file.grant
            let terms = grant.payload.terms
            // A service reads of an emergency set with its own key; it opens nothing with that alone.
            let authority =
              terms.isEmergency ? service(of: requester) : requester.authority
            guard terms.isLive(at: now), terms.viewer == requester.identity,
              terms.authority == authority
            else { continue }
            grants.append(grant)
          } catch {
            logger.critical("a stored grant does not verify")
          }
        }
      }
      guard let snapshot, !grants.isEmpty, snapshot.file.stoppedAt == nil else {
        let draft = requester.draft(.refusal, .notAvailable, in: snapshot?.file)
        return try .notAvailable(try await logged(draft, on: snapshot))
      }
      return try Answer(
        try SealedViewerGrants(
          ViewerGrants(
            ownerCard: snapshot.file.owner, successions: snapshot.file.former, grants: grants),
          to: requester.identity,
          record: record, request: requester.evidence))
    }
  }

  /// The one answer to someone who may not know whether a record is there.
  func refuse(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await retrying {
      let snapshot = try await readable { try await self.snapshot(of: record) }
      let draft = requester.draft(.refusal, .notAvailable, in: snapshot?.file)
      return try .notAvailable(try await logged(draft, on: snapshot))
    }
  }

  /// Makes an entry durable that changes nothing.
  func logged(
    _ draft: EventDraft, on snapshot: RecordSnapshot?, with nonce: SignedNonce? = nil
  ) async throws -> LeafEvidence {
    let events = try await commit([draft], change: nil, on: snapshot) { session, _ in
      try self.remember(nonce, in: session)
    }
    guard let event = events.last else { throw ProblemAnswer.unavailable }
    return event.evidence
  }

  /// A record that does not open is as if it were not there, and loud in the hub's own log.
  func readable<Value>(_ read: () async throws -> Value?) async throws -> Value? {
    do {
      return try await read()
    } catch let error as StoreError {
      logger.critical("a stored value does not open", metadata: ["error": "\(error)"])
      return nil
    } catch let error as DocumentError {
      logger.critical("a stored value is not readable", metadata: ["error": "\(error)"])
      return nil
    }
  }

  private func judge(
    _ requester: Requester, record: RecordID, ask: ViewRequest, snapshot: RecordSnapshot?
  ) async throws -> ViewJudgement {
    let now = clock.now()
    let standing = registry.current
    var draft = requester.draft(.refusal, .notAvailable, in: snapshot?.file)
    draft.purpose = ask.purpose
    draft.bundle = standing.bundleHash
    let row = snapshot?.grants.first { $0.id == ask.grant }
    let (material, head) = try await material(of: row, for: requester.identity, in: snapshot)
    let decision = try judgeView(
      requester, record: record, ask: ask, material: material, standing: standing, at: now)
    draft.policies = decision.policies
    draft.figures = decision.figures
    guard decision.isAllowed, let material, let snapshot, let row, let head else {
      return .refused(draft)
    }
    draft.describe(material.grant.document)
    var change: RecordChange?
    let today = Self.day(of: now)
    if !material.ledger.openings.contains(where: {
      $0.viewer == requester.fingerprint && $0.grant == row.id && Self.day(of: $0.time) == today
    }) {
      var ledger = material.ledger
      ledger.record(Ledger.Opening(viewer: requester.fingerprint, grant: row.id, time: now))
      ledger.trim(at: now)
      change = RecordChange(snapshot.file)
      change?.ledger = ledger
    }
    draft.document = head.manifest.hash
    return try await released(
      .view, material, row: row, change: change, draft: draft, on: snapshot, head: head)
  }

  /// Puts a release together from the record as it was decided on.
  ///
  /// Items are read for a release alone: no refusal may take the longer, the larger the record is.
  func released(
    _ kind: EntryKind, _ material: ViewMaterial, row: GrantRow, change: RecordChange?,
    draft: EventDraft, on snapshot: RecordSnapshot, head: HeadRow
  ) async throws -> ViewJudgement {
    do {
      let view = try await readable {
        try await book.view(
          of: material.published.publication, row: row, head: head, in: snapshot)
      }
      guard let view else { return .refused(draft) }
      var draft = draft
      draft.kind = kind
      draft.outcome = .released(grant: material.grant.hash, head: head.manifest.hash)
      return .released(
        view: view, row: row, end: material.grant.payload.notAfter, change: change, draft: draft)
    } catch let error as RecordError {
      logger.error("a live grant does not fit its record", metadata: ["code": "\(error.code)"])
      return .refused(draft)
    }
  }

  /// The UTC day of a time, counted from 1970.
  static func day(of time: Date) -> Int {
    Int((time.timeIntervalSince1970 / 86_400).rounded(.down))
  }

  /// What a decision on a view rests on: everything opened and verified.
  struct ViewMaterial: Sendable {
    let grant: VerifiedDocument<Grant>
    let published: PublishedGrant
    let measures: VerifiedDocument<Measures>
    let line: LedgerLine
    let ledger: Ledger
    let file: RecordFile
  }

  /// What a decision rests on, and the manifest; of someone else's grant nothing is read, so that
  /// asking under it takes no longer than under none.
  func material(
    of row: GrantRow?, for viewer: PublicIdentity?, in snapshot: RecordSnapshot?
  ) async throws -> (ViewMaterial?, HeadRow?) {
    guard let snapshot, let row else { return (nil, nil) }
    let owners = snapshot.file.ownerLine
    do {
      let opened = try await gate.open(row, owners: owners)
      let grant = opened.grant
      guard grant.payload.viewer == viewer else { return (nil, nil) }
      let (held, ledger) = try await book.decisive(of: snapshot)
      guard let head = held, let line = ledger[row.id] else { return (nil, nil) }
      let material = ViewMaterial(
        grant: grant, published: try gate.publication(of: row, opened: opened),
        measures: try await gate.measures(of: head, owners: owners), line: line,
        ledger: ledger, file: snapshot.file)
      return (material, head)
    } catch let changed as StateChanged {
      throw changed
    } catch {
      logger.error("a grant or its measures do not verify")
      return (nil, nil)
    }
  }
}
