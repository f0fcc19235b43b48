package import Foundation
package import Keys

/// Freezes a whole record in one act: `maille-stop+jwt`.
///
/// Signed by the owner (with their counter) or by a helper whom the owner allowed to. It needs no
/// reason and holds until the owner's ``Resume``.
package struct Stop: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-stop+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter; nil when a helper signs.
  package let counter: Int?
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Stops a record.
  package init(record: RecordID, counter: Int?, issuedAt: Date) throws(ConsentError) {
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
      counter: container.decodeIfPresent(Int.self, forKey: .counter),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
