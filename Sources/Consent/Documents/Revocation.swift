package import Foundation
package import Keys

/// The end of grants before their time: `maille-revocation+jwt`.
///
/// Signed by the owner (with their counter), by the viewer of every grant in it (giving back), or
/// by a helper whom the owner allowed to.
package struct Revocation: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-revocation+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter; nil when another signs.
  package let counter: Int?
  /// The grants that end, sorted and unique, at least one.
  package let grants: [GrantID]
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Ends grants; sorts them, and refuses an empty list.
  package init(
    record: RecordID, counter: Int?, grants: some Sequence<GrantID>, issuedAt: Date
  ) throws(ConsentError) {
    let sorted = Set(grants).sorted { isAscending($0.bytes, $1.bytes) }
    guard !sorted.isEmpty else { throw ConsentError(.emptyScope, at: "grants") }
    guard sorted.count <= 1024 else { throw ConsentError(.tooMany, at: "grants") }
    try checkCounter(counter)
    self.record = record
    self.counter = counter
    self.grants = sorted
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks; grants that are not sorted do not encode to the same bytes again.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decodeIfPresent(Int.self, forKey: .counter),
      grants: container.decode([GrantID].self, forKey: .grants),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

/// Refuses a statement counter under 1.
func checkCounter(_ counter: Int?) throws(ConsentError) {
  if let counter, counter < 1 { throw ConsentError(.outOfRange, at: "counter") }
}
