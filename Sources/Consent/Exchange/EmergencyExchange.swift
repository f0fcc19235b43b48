package import Foundation
package import Keys

/// The body of `POST .../emergencies`: opens an emergency set, or looks again while it is open.
package struct OpenEmergency: Hashable, Codable, Sendable {
  /// The service's word.
  package let opening: SignedDocument<EmergencyOpening>

  /// Opens.
  package init(opening: SignedDocument<EmergencyOpening>) { self.opening = opening }
}

/// The body of `POST .../reviews` by an owner, and of `POST /v1/reviews` by an auditor.
package struct PublishReview: Hashable, Codable, Sendable {
  /// The review.
  package let review: SignedDocument<EmergencyReview>

  /// Reviews.
  package init(review: SignedDocument<EmergencyReview>) { self.review = review }
}

/// An opening of an emergency set as its owner sees it.
package struct OpenedEmergency: Hashable, Codable, Sendable {
  /// The service's word.
  package let opening: SignedDocument<EmergencyOpening>
  /// The card of who opened it.
  package let openerCard: SignedDocument<Card>
  /// When the hub opened it (UTC).
  package let openedAt: Date
  /// The first second at which it is closed again (UTC).
  package let until: Date
  /// The review; nil while there is none.
  package var review: SignedDocument<EmergencyReview>?

  /// Describes an opening.
  package init(
    opening: SignedDocument<EmergencyOpening>, openerCard: SignedDocument<Card>, openedAt: Date,
    review: SignedDocument<EmergencyReview>? = nil
  ) {
    self.opening = opening
    self.openerCard = openerCard
    self.openedAt = openedAt.wholeSeconds
    until = openedAt.wholeSeconds.addingTimeInterval(
      TimeInterval(opening.payload.hours) * 3600)
    self.review = review
  }

  /// By when it must have been reviewed.
  package var reviewDue: Date { openedAt.addingTimeInterval(EmergencyOpening.reviewTime) }

  /// Whether it should have been reviewed by now and was not: an alarm.
  package func isOverdue(at time: Date) -> Bool { review == nil && time >= reviewDue }

  /// Whether whoever opened it may open nothing more: unreviewed for 7 days, or found unjustified.
  package func suspendsOpener(at time: Date) -> Bool {
    isOverdue(at: time) || review?.payload.finding == .unjustified
  }

  /// The ledger's line of it: the opener could see what the set holds while it was open.
  package func line(of set: GrantTerms) -> LedgerLine {
    LedgerLine(
      grant: GrantID(unchecked: opening.payload.opening.bytes), emergency: true,
      scope: GrantedScope(
        viewer: openerCard.signer, authority: opening.payload.authority, referent: false,
        compartments: [], selection: set.selection, from: openedAt, until: until),
      grantedAt: openedAt)
  }
}

/// The answer to `GET .../emergencies` for the owner.
package struct OwnerEmergencies: Hashable, Codable, Sendable {
  /// The openings, oldest first.
  package let openings: [OpenedEmergency]
  /// Where the record's sequence stands.
  package let state: SignedDocument<RecordState>?

  /// Lists openings.
  package init(openings: [OpenedEmergency], state: SignedDocument<RecordState>?) {
    self.openings = openings
    self.state = state
  }
}

/// The body of `POST .../stop-card`, by anyone and unsigned: the card speaks for itself.
package struct HandInStopCard: Hashable, Codable, Sendable {
  /// The owner's card.
  package let card: SignedDocument<StopCard>

  /// Hands a card in.
  package init(card: SignedDocument<StopCard>) { self.card = card }
}

/// The body of `POST .../stop-card/withdrawals`.
package struct PublishStopCardWithdrawal: Hashable, Codable, Sendable {
  /// The owner's word.
  package let withdrawal: SignedDocument<StopCardWithdrawal>

  /// Withdraws cards.
  package init(withdrawal: SignedDocument<StopCardWithdrawal>) { self.withdrawal = withdrawal }
}
