package import Consent
import Foundation
package import Keys
package import Record

extension HubClient {
  /// Makes an empty record; 409 if the identifier is taken.
  package func createRecord(
    _ record: RecordID, ownerCard: SignedDocument<Card>
  ) async throws(HubClientError) -> ActAccepted? {
    try await act("POST", "/v1/records", body: CreateRecord(record: record, ownerCard: ownerCard))
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
    _ grant: GrantPublication, to record: RecordID
  ) async throws(HubClientError) -> ActAccepted? {
    let body: PublishGrant
    do {
      body = try PublishGrant(grant)
    } catch { throw .signing }
    return try await act("POST", "/v1/records/\(record)/grants", body: body)
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

  /// The record's log, every entry opened and followed into the hub's log.
  ///
  /// `lastState` is the newest statement that the owner kept: entries stated then and not shown now
  /// were withheld.
  package func log(
    of record: RecordID, owner: Identity, lastState: RecordState?
  ) async throws(HubClientError) -> VerifiedOwnerLog {
    let log = try await call("GET", "/v1/records/\(record)/log", as: OwnerLog.self).answer
    do throws(ReceiptError) {
      let verified = try await ReceiptVerification(hub.logPolicy).verify(
        log, record: record, owner: owner, hub: hub.card.payload.identity, lastState: lastState)
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
