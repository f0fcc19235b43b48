package import Foundation
package import Keys

/// Ends a stop: `maille-resume+jwt`, signed by the owner alone.
package struct Resume: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-resume+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter.
  package let counter: Int
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Resumes a record.
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
