package import Foundation
package import Keys

/// What a `StopCardID` names.
package enum StopCardTag {}
/// Names one stop card, for one use.
package typealias StopCardID = RandomIdentifier<StopCardTag>

/// A stop signed in advance, to be printed: `maille-stop-card+jwt`, signed by the owner.
///
/// Whoever hands it to the hub freezes the record, and can do nothing else with it. The owner's
/// ``Resume`` spends it.
package struct StopCard: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-stop-card+jwt"

  /// The card's own identifier.
  package let card: StopCardID
  /// The record.
  package let record: RecordID
  /// The owner's statement counter, by which a later withdrawal knows the card.
  package let counter: Int
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Makes a card.
  package init(
    card: StopCardID, record: RecordID, counter: Int, issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    self.card = card
    self.record = record
    self.counter = counter
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      card: container.decode(StopCardID.self, forKey: .card),
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

/// Withdraws every stop card made so far: `maille-stop-card-withdrawal+jwt`, signed by the owner.
package struct StopCardWithdrawal: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-stop-card-withdrawal+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter: cards with a lower one stop nothing any more.
  package let counter: Int
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Withdraws the cards with a lower counter.
  package init(record: RecordID, counter: Int, issuedAt: Date) throws(ConsentError) {
    try checkCounter(counter)
    self.record = record
    self.counter = counter
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

/// A stop card as it is printed: the record's address, a space, the signed card.
///
/// It is all that whoever finds it needs to reach the right hub.
package struct PrintedStopCard: Hashable, Sendable {
  /// Where the record is.
  package let address: Address
  /// The signed card.
  package let card: SignedDocument<StopCard>

  /// Puts address and card together.
  package init(address: Address, card: SignedDocument<StopCard>) {
    self.address = address
    self.card = card
  }

  /// Finds the card in what was scanned, typed or printed, a page's markup included.
  ///
  /// Throws ``ConsentError/Code/malformedText`` where there is none.
  package init(in text: String) throws(ConsentError) {
    let words = text.split { $0.isWhitespace || $0 == "<" || $0 == ">" }.map(String.init)
    for (word, next) in zip(words, words.dropFirst()) where word.hasPrefix("maille:") {
      guard let address = Address(word), let card = try? SignedDocument<StopCard>(compact: next),
        card.payload.record == address.record
      else { continue }
      self.init(address: address, card: card)
      return
    }
    throw ConsentError(.malformedText, at: "stop card")
  }

  /// The text to print and to put in a QR code.
  package var text: String { "\(address) \(card.compact)" }
}
