package import Foundation
package import Keys

/// Names a helper: `maille-helper+jwt`, signed by the owner and logged.
package struct HelperEnrolment: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-helper+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter.
  package let counter: Int
  /// The helper's public keys.
  package let helper: PublicIdentity
  /// The helper's authority, where they act for one.
  package let authority: AuthorityID?
  /// Whether the helper alone may revoke and stop; they can never grant.
  package let mayStop: Bool
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Enrols a helper.
  package init(
    record: RecordID, counter: Int, helper: PublicIdentity, authority: AuthorityID?, mayStop: Bool,
    issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    self.record = record
    self.counter = counter
    self.helper = helper
    self.authority = authority
    self.mayStop = mayStop
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      helper: container.decode(PublicIdentity.self, forKey: .helper),
      authority: container.decodeIfPresent(AuthorityID.self, forKey: .authority),
      mayStop: container.decode(Bool.self, forKey: .mayStop),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
