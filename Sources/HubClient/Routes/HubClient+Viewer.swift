package import Consent
import Foundation
package import Keys
package import Record
import TransparencyLog

/// A released view whose evidence was followed into the log, with the receipt to keep.
package struct ReleasedAnswer: Sendable {
  /// The receipt, its leaf and the checkpoint that proves it.
  package let verified: VerifiedReceipt
  /// The answer, still sealed.
  package let answer: ViewAnswer
}

extension HubClient {
  /// Asks an owner for access; the answer is the same whether the record exists or not.
  package func ask(
    _ request: SignedDocument<AccessRequest>
  ) async throws(HubClientError) -> RequestTaken {
    let (taken, evidence) = try await call(
      "POST", "/v1/records/\(request.payload.record)/requests",
      body: PublishRequest(request: request), as: RequestTaken.self)
    guard let evidence else { throw .signing }
    try follow(taken.evidence, of: evidence, expecting: .accepted)
    return taken
  }

  /// Proposes an addition to an owner.
  package func propose(_ proposal: PublishProposal) async throws(HubClientError) {
    let (taken, evidence) = try await call(
      "POST", "/v1/records/\(proposal.proposal.payload.record)/proposals", body: proposal,
      as: RequestTaken.self)
    guard let evidence else { throw .signing }
    try follow(taken.evidence, of: evidence, expecting: .accepted)
  }

  /// The live grants of a record addressed to this identity, not yet verified as the owner's.
  package func grantsForMe(
    of record: RecordID, identity: Identity
  ) async throws(HubClientError) -> ViewerGrants {
    let (sealed, request) = try await call(
      "GET", "/v1/records/\(record)/grants", as: SealedViewerGrants.self)
    guard let request else { throw .signing }
    do {
      return try sealed.open(with: identity, record: record, request: request)
    } catch {
      throw .malformedAnswer(place: "sealed")
    }
  }

  /// Asks to look under a grant, and follows the answer into the log that the *grant* names.
  ///
  /// A refusal's receipt is followed too: a hub that answers *not available* must have logged it.
  package func view(
    _ grant: VerifiedDocument<Grant>
  ) async throws(HubClientError) -> ReleasedAnswer {
    let terms = grant.payload
    return try await release(
      of: grant, at: "/v1/records/\(terms.record)/views",
      asking: ViewRequest(grant: terms.id, purpose: terms.purpose))
  }

  /// Asks for what a grant or an emergency set opens, and follows the answer into the log that it
  /// names.
  func release(
    of grant: VerifiedDocument<Grant>, at path: String, asking: any Encodable & Sendable
  ) async throws(HubClientError) -> ReleasedAnswer {
    let terms = grant.payload
    let raw = try await connection.send("POST", path, body: try HubConnection.encode(asking))
    guard let request = raw.request else { throw .signing }
    let verification: ReceiptVerification
    do throws(ReceiptError) {
      verification = try ReceiptVerification(terms.trust.log)
    } catch { throw .receipt(error) }
    let data: Data
    do {
      data = try connection.accept(raw)
    } catch .notAvailable(let evidence) {
      if let verified = try evidence.check(
        of: request, expecting: .notAvailable, in: verification.policy)
      {
        seen.note(verified.checkpoint, of: terms.trust.log)
      }
      throw .notAvailable(evidence)
    }
    let answer = try HubConnection.read { () throws(DocumentError) in try ViewAnswer(body: data) }
    do throws(ReceiptError) {
      let verified = try verification.verify(
        answer.evidence, request: request, expecting: .released(grant: grant.hash))
      seen.note(verified.checkpoint, of: terms.trust.log)
      return ReleasedAnswer(verified: verified, answer: answer)
    } catch { throw .receipt(error) }
  }
}
