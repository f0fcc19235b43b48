package import Foundation
package import Keys

/// The owner's no to a request: `maille-decline+jwt`, signed by the owner.
///
/// The requester reads *not available*, as for everything else that is not open to them.
package struct Decline: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-decline+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter.
  package let counter: Int
  /// The request.
  package let request: RequestID
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Declines a request.
  package init(
    record: RecordID, counter: Int, request: RequestID, issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    self.record = record
    self.counter = counter
    self.request = request
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      request: container.decode(RequestID.self, forKey: .request),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
