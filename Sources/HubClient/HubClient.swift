package import Consent
import Foundation
package import Keys

/// The signed, typed client of one hub, for one identity.
///
/// It believes signatures, never the hub: the hub's card is compared with a fingerprint given by
/// hand, and every answer to an act is followed through its receipt into the log.
package struct HubClient: Sendable {
  /// The connection.
  package let connection: HubConnection
  /// What the hub said of itself, verified.
  package let hub: VerifiedHub
  /// What answers were proved under, until it is taken with ``see(into:at:)``.
  let seen = SeenCheckpoints()

  /// Asks a hub who it is and verifies it; closes the connection on an error.
  ///
  /// - Parameter expected: The fingerprint given by hand or remembered; nil trusts on first use.
  package init(
    endpoint: HubEndpoint, signer: RequestSigner?, expected: Fingerprint?
  ) async throws(HubClientError) {
    let connection = HubConnection(endpoint: endpoint, signer: signer)
    do {
      let answer = try await connection.send("GET", "/v1/hub")
      let body = try connection.accept(answer)
      hub = try await VerifiedHub(
        HubConnection.decode(HubDescription.self, from: body), expected: expected)
    } catch {
      await connection.close()
      throw error
    }
    self.connection = connection
  }

  /// Opens a client, gives it to `body` and closes it, whatever happens.
  package static func with<Result>(
    endpoint: HubEndpoint, expected: Fingerprint?, ring: KeyRing?,
    affiliation: SignedDocument<Affiliation>? = nil,
    _ body: (HubClient) async throws -> Result
  ) async throws -> Result {
    let signer = ring.map { RequestSigner(ring: $0, affiliation: affiliation) }
    let client = try await HubClient(endpoint: endpoint, signer: signer, expected: expected)
    do {
      let result = try await body(client)
      await client.close()
      return result
    } catch {
      await client.close()
      throw error
    }
  }

  /// Closes the connection.
  package func close() async { await connection.close() }

  /// Sends a body and decodes the answer.
  package func call<Answer: Codable>(
    _ method: String, _ path: String, query: String? = nil, body: (any Encodable & Sendable)? = nil,
    as type: Answer.Type
  ) async throws(HubClientError) -> (answer: Answer, request: SignedRequestEvidence?) {
    let data: Data
    if let body { data = try HubConnection.encode(body) } else { data = Data() }
    let answer = try await connection.send(method, path, query: query, body: data)
    return (
      try HubConnection.decode(type, from: try connection.accept(answer)), answer.request
    )
  }

  /// Does an act, and checks that its receipt is of this request, or of the same statement sent before
  /// and taken, of which the answer was lost.
  ///
  /// The proof may be absent, since an outage of the log delays it and never the act; one that is
  /// there must be right. Nil where the act is in force and the log will tell of it later.
  package func act(
    _ method: String, _ path: String, body: (any Encodable & Sendable)? = nil
  ) async throws(HubClientError) -> ActAccepted? {
    let bytes: Data
    if let body { bytes = try HubConnection.encode(body) } else { bytes = Data() }
    let raw = try await connection.send(method, path, body: bytes)
    let data = try connection.accept(raw)
    guard let request = raw.request else { throw .signing }
    if raw.status == 202, (try? CanonicalJSON.decode(Problem.self, from: data)) != nil {
      return nil
    }
    let answer = try HubConnection.decode(ActAccepted.self, from: data)
    // A statement is in the body: without one, only the answer to this very request will do.
    let sender = bytes.isEmpty ? nil : connection.signer?.identity
    try follow(answer.evidence, of: request, expecting: .accepted, repeatedBy: sender)
    if let state = answer.state { _ = try await verify(state) }
    return answer
  }

  /// Checks the evidence of an act against this hub's log, and keeps what it is proved under.
  func follow(
    _ evidence: LeafEvidence, of request: SignedRequestEvidence,
    expecting: ReceiptVerification.Expectation, repeatedBy sender: PublicIdentity? = nil
  ) throws(HubClientError) {
    if let verified = try evidence.check(
      of: request, expecting: expecting, repeatedBy: sender, in: hub.logPolicy)
    {
      seen.note(verified.checkpoint, of: hub.description.log)
    }
  }

  /// The hub's word on where a record's sequence stands, if the hub signed it.
  package func verify(
    _ state: SignedDocument<RecordState>
  ) async throws(HubClientError) -> VerifiedDocument<RecordState> {
    do {
      return try await state.verified(by: hub.card.payload.identity)
    } catch {
      throw .verification(.recordState)
    }
  }
}
