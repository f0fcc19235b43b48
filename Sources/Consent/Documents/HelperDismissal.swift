package import Foundation
package import Keys

/// Ends a helper's enrolment at once: `maille-helper-dismissal+jwt`, signed by the owner.
package struct HelperDismissal: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-helper-dismissal+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter.
  package let counter: Int
  /// The helper's fingerprint.
  package let helper: Fingerprint
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Dismisses a helper.
  package init(
    record: RecordID, counter: Int, helper: Fingerprint, issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    self.record = record
    self.counter = counter
    self.helper = helper
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      helper: container.decode(Fingerprint.self, forKey: .helper),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
