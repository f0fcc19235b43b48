package import Foundation
package import Keys

/// Names the next owner's key of a record: `maille-succession+jwt`, signed by the recovery key.
///
/// A hub announces it to the present owner and puts it in force after ``delay``, unless the present
/// key cancels it.
package struct Succession: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-succession+jwt"

  /// How long a hub waits before it is in force, in seconds: 7 days.
  package static let delay: TimeInterval = 7 * 86_400

  /// How far its time may be from the hub's, in seconds, so that an old one is not announced anew.
  package static let window: TimeInterval = 86_400

  /// The record.
  package let record: RecordID
  /// The fingerprint of the owner's card that names the recovery key.
  package let predecessor: Fingerprint
  /// The next owner's card, signed by the next key.
  package let successor: SignedDocument<Card>
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Names a successor; refuses a card that is no owner's, and the predecessor's own.
  package init(
    record: RecordID, predecessor: Fingerprint, successor: SignedDocument<Card>, issuedAt: Date
  ) throws(ConsentError) {
    guard successor.payload.kind == .owner, successor.signer != predecessor,
      successor.payload.identity.fingerprint == successor.signer
    else { throw ConsentError(.wrongKind, at: "successor") }
    self.record = record
    self.predecessor = predecessor
    self.successor = successor
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      predecessor: container.decode(Fingerprint.self, forKey: .predecessor),
      successor: container.decode(SignedDocument<Card>.self, forKey: .successor),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

/// Cancels a succession before it is in force: `maille-succession-cancellation+jwt`.
///
/// Signed by the present owner's key.
package struct SuccessionCancellation: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-succession-cancellation+jwt"

  /// The record.
  package let record: RecordID
  /// The hash of the succession.
  package let succession: DocumentHash
  /// The owner's statement counter.
  package let counter: Int
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Cancels a succession.
  package init(
    record: RecordID, succession: DocumentHash, counter: Int, issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    self.record = record
    self.succession = succession
    self.counter = counter
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      succession: container.decode(DocumentHash.self, forKey: .succession),
      counter: container.decode(Int.self, forKey: .counter),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
