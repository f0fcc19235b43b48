package import Consent
import Foundation
package import Keys
package import Record

extension HubClient {
  /// Makes an empty record; made again by its owner, it stays as it is.
  package func create(
    _ record: CreateRecord
  ) async throws(HubClientError) -> ActAccepted? {
    try await act("POST", "/v1/records", body: record)
  }

  /// Commits items, manifest, measures and re-sealed grants in one transaction.
  package func commit(
    _ commit: RecordCommit, to record: RecordID
  ) async throws(HubClientError) -> ActAccepted? {
    try await act("PUT", "/v1/records/\(record)/manifest", body: commit)
  }

  /// Every grant of the record, live or not.
  package func grants(of record: RecordID) async throws(HubClientError) -> OwnerGrants {
    let grants = try await call("GET", "/v1/records/\(record)/grants", as: OwnerGrants.self).answer
    if let state = grants.state { _ = try await verify(state) }
    return grants
  }

  /// Publishes a grant, sealed to its gates.
  package func publish(
    _ grant: PublishGrant, to record: RecordID
  ) async throws(HubClientError) -> ActAccepted? {
    try await act("POST", "/v1/records/\(record)/grants", body: grant)
  }

  /// Ends grants: signed by the owner, a helper who may, or the viewer of each of them.
  package func revoke(
    _ revocation: SignedDocument<Revocation>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(revocation.payload.record)/revocations",
      body: PublishRevocation(revocation: revocation))
  }

  /// Freezes the whole record.
  package func stop(_ stop: SignedDocument<Stop>) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(stop.payload.record)/stop", body: PublishStop(stop: stop))
  }

  /// Ends a stop.
  package func resume(
    _ resume: SignedDocument<Resume>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(resume.payload.record)/resume", body: PublishResume(resume: resume))
  }

  /// What professionals asked, with the limits that a request would break.
  package func requests(of record: RecordID) async throws(HubClientError) -> Inbox {
    let inbox = try await call("GET", "/v1/records/\(record)/requests", as: Inbox.self).answer
    if let state = inbox.state { _ = try await verify(state) }
    return inbox
  }

  /// Says no to a request.
  package func decline(
    _ decline: SignedDocument<Decline>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(decline.payload.record)/declines",
      body: PublishDecline(decline: decline))
  }

  /// What professionals propose to add, without an answer so far.
  package func proposals(of record: RecordID) async throws(HubClientError) -> Proposals {
    let waiting = try await call(
      "GET", "/v1/records/\(record)/proposals", as: Proposals.self
    ).answer
    if let state = waiting.state { _ = try await verify(state) }
    return waiting
  }

  /// Says that a proposal is answered, and not how.
  package func settle(
    _ settlement: SignedDocument<Settlement>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(settlement.payload.record)/settlements",
      body: PublishSettlement(settlement: settlement))
  }

  /// Enrols a helper.
  package func enrol(
    _ helper: PublishHelper
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(helper.enrolment.payload.record)/helpers", body: helper)
  }

  /// Dismisses a helper.
  package func dismiss(
    _ dismissal: SignedDocument<HelperDismissal>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(dismissal.payload.record)/helpers/dismissals",
      body: PublishHelperDismissal(dismissal: dismissal))
  }

  /// Has the hub erase the record: what it holds of it, and the key under which it lies.
  package func erase(_ record: RecordID) async throws(HubClientError) -> ActAccepted? {
    try await act("DELETE", "/v1/records/\(record)")
  }

  /// The record's log, every entry opened and followed into the hub's log.
  ///
  /// It comes page by page; what the hub says of its end in the last page must be what came.
  /// `lastState` is the newest statement that the owner kept: entries stated then and not shown now
  /// were withheld.
  package func log(
    of record: RecordID, owner: Identity, former: [Identity] = [], lastState: RecordState?
  ) async throws(HubClientError) -> VerifiedOwnerLog {
    var items: [OwnerLogItem] = []
    var page: OwnerLog
    repeat {
      page = try await patiently { () async throws(HubClientError) in
        try await call(
          "GET", "/v1/records/\(record)/log", query: "after=\(items.count)", as: OwnerLog.self
        ).answer
      }
      items += page.items
      // Entries may come in while the pages are read; an empty page is the end, true or not.
    } while !page.items.isEmpty && items.count < page.state.payload.sequence
    let log = OwnerLog(items: items, state: page.state)
    do throws(ReceiptError) {
      let verified = try await ReceiptVerification(hub.logPolicy).verify(
        log, record: record, owner: owner, former: former, hub: hub.card.payload.identity,
        lastState: lastState)
      if let checkpoint = verified.checkpoint { seen.note(checkpoint, of: hub.description.log) }
      return verified
    } catch { throw .receipt(error) }
  }
}

extension HubClient {
  /// Where the record stands at the hub: its newest manifest and its state.
  package func head(of record: RecordID) async throws(HubClientError) -> RecordHead {
    try await call("GET", "/v1/records/\(record)/manifest", as: RecordHead.self).answer
  }

  /// The record as it lies at the hub, every item still encrypted.
  package func contents(of record: RecordID) async throws(HubClientError) -> RecordContents {
    try await call("GET", "/v1/records/\(record)/items", as: RecordContents.self).answer
  }
}

extension HubClient {
  /// Who read the hub's log since an index, each followed into the log and to their signature.
  ///
  /// Whether the reader is an auditor of the hub is for the caller to compare.
  package func readings(from index: UInt64) async throws(HubClientError) -> [VerifiedReading] {
    var readings: [VerifiedReading] = []
    var next = index
    while true {
      let from = next
      let page = try await patiently { () async throws(HubClientError) in
        try await call("GET", "/v1/log/readings", query: "from=\(from)", as: LogReadings.self)
          .answer
      }
      for item in page.items {
        do throws(ReceiptError) {
          let reading = try await ReceiptVerification(hub.logPolicy).verify(item)
          guard reading.index >= next else { throw ReceiptError(.brokenSequence, at: "readings") }
          readings.append(reading)
          next = reading.index + 1
        } catch { throw .receipt(error) }
      }
      if page.items.count < LogReadings.largestPage { return readings }
    }
  }

  /// Waits while the hub has had too many requests for now, and asks again; at most a minute.
  private func patiently<Answer>(
    _ ask: () async throws(HubClientError) -> Answer
  ) async throws(HubClientError) -> Answer {
    for _ in 0..<60 {
      do {
        return try await ask()
      } catch .tooMany {
        guard (try? await Task.sleep(for: .seconds(1))) != nil else { throw .tooMany }
      }
    }
    throw .tooMany
  }

  /// Announces the next owner's key; the client signs as the recovery key.
  package func announce(
    _ succession: SignedDocument<Succession>
  ) async throws(HubClientError) {
    _ = try await act(
      "POST", "/v1/records/\(succession.payload.record)/successions",
      body: PublishSuccession(succession: succession))
  }

  /// Cancels a succession that waits.
  package func cancel(
    _ cancellation: SignedDocument<LimitCancellation>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(cancellation.payload.record)/limits/cancellations",
      body: PublishLimitCancellation(cancellation: cancellation))
  }

  /// Moves a limit, in force after its delay.
  package func move(
    _ move: SignedDocument<LimitMove>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(move.payload.record)/limits", body: PublishLimitMove(move: move))
  }

  /// Cancels a succession that waits.
  package func cancel(
    _ cancellation: SignedDocument<SuccessionCancellation>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(cancellation.payload.record)/successions/cancellations",
      body: PublishCancellation(cancellation: cancellation))
  }
}
