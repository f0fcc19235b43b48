package import Consent
package import Keys

extension HubClient {
  /// Opens an emergency set that its service opened with its own key, or looks again.
  package func open(
    _ opening: SignedDocument<EmergencyOpening>, of set: VerifiedDocument<Grant>
  ) async throws(HubClientError) -> ReleasedAnswer {
    try await release(
      of: set, at: "/v1/records/\(set.payload.record)/emergencies",
      asking: OpenEmergency(opening: opening))
  }

  /// The openings of a record's emergency sets, for its owner.
  package func emergencies(of record: RecordID) async throws(HubClientError) -> OwnerEmergencies {
    let answer = try await call(
      "GET", "/v1/records/\(record)/emergencies", as: OwnerEmergencies.self
    ).answer
    if let state = answer.state { _ = try await verify(state) }
    return answer
  }

  /// Hands in a review, as the owner of a record or, without one, as an auditor.
  package func review(
    _ review: SignedDocument<EmergencyReview>, of record: RecordID?
  ) async throws(HubClientError) {
    let path = record.map { "/v1/records/\($0)/reviews" } ?? "/v1/reviews"
    _ = try await act("POST", path, body: PublishReview(review: review))
  }

  /// Hands in a stop card, signed by nobody but its owner.
  ///
  /// The leaf of the stop is followed into the log where the hub could prove it.
  package func handIn(_ card: SignedDocument<StopCard>) async throws(HubClientError) {
    let body = try HubConnection.encode(HandInStopCard(card: card))
    let raw = try await connection.send(
      "POST", "/v1/records/\(card.payload.record)/stop-card", body: body)
    let data = try connection.accept(raw)
    if raw.status == 202 { return }
    let evidence = try HubConnection.decode(ActAccepted.self, from: data).evidence
    guard let proof = evidence.proof else { return }
    do throws(ReceiptError) {
      _ = try ReceiptVerification(hub.logPolicy).find(evidence.leaf, proof: proof)
    } catch { throw .receipt(error) }
  }

  /// Withdraws every stop card made so far.
  package func withdraw(
    _ cards: PublishStopCardWithdrawal
  ) async throws(HubClientError) -> ActAccepted? {
    try await act(
      "POST", "/v1/records/\(cards.withdrawal.payload.record)/stop-card/withdrawals", body: cards)
  }
}
