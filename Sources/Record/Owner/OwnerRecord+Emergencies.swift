package import Consent
package import Foundation
package import Keys

extension OwnerState {
  /// The emergency sets that stand at a time.
  package func emergencySets(at time: Date) -> [PublishedGrant] {
    standingGrants(at: time).filter(\.publication.grant.payload.terms.isEmergency)
  }
}

extension OwnerRecord {
  /// Takes note of the openings of emergency sets that the hub tells of.
  ///
  /// Each counts from here on in what the opener and their service could see. An opening that the
  /// set's service did not sign is refused (``RecordError/Code/wrongHub``): the hub made it up.
  package mutating func apply(_ answer: OwnerEmergencies) async throws(RecordError) {
    var next = self
    try await next.apply(answer.state)
    for opened in answer.openings {
      let opening = opened.opening.payload
      guard
        let set = state.grants.first(where: {
          $0.publication.grant.payload.id == opening.grant
        })?.publication.grant.payload, set.terms.isEmergency,
        opening.record == state.record, opening.opener == opened.openerCard.signer,
        (try? await opened.opening.verified(by: set.viewer)) != nil,
        (try? await opened.openerCard.verifiedCard()) != nil
      else { throw RecordError(.wrongHub, at: "emergencies") }
      let line = opened.line(of: set.terms)
      guard next.state.ledger[line.grant] == nil else { continue }
      do {
        try next.state.ledger.publish(line, weights: state.measures?.payload.weights ?? .empty)
      } catch {
        throw RecordError(.malformed, at: error.place)
      }
      next.state.ledger.record(
        Ledger.Opening(
          viewer: opened.openerCard.signer, grant: line.grant, time: opened.openedAt,
          emergency: true))
    }
    next.state.emergencies = answer.openings
    self = next
  }

  /// Signs a review of an opening.
  package func review(
    _ opened: OpenedEmergency, _ finding: ReviewFinding, at time: Date
  ) async throws(RecordError) -> SignedDocument<EmergencyReview> {
    do {
      return try await SignedDocument.sign(
        EmergencyReview(opening: opened.opening.hash, finding: finding, issuedAt: time),
        with: identity)
    } catch {
      throw RecordError(.cannotSeal, at: EmergencyReview.documentType)
    }
  }
}
