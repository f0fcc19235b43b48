package import Foundation
package import Keys

/// The hub's signed word on where a record's sequence stands: `maille-record-state+jwt`.
///
/// It comes with each answer to the owner, so that an entry withheld later convicts the hub.
package struct RecordState: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-record-state+jwt"

  /// The record.
  package let record: RecordID
  /// The last sequence number; 0 before the first entry.
  package let sequence: Int
  /// The hash of the last leaf; nil before the first entry.
  package let leaf: DocumentHash?
  /// How many leaves the log had.
  package let treeSize: Int
  /// The hub's time (UTC).
  package let issuedAt: Date

  /// States where a record stands.
  package init(
    record: RecordID, sequence: Int, leaf: DocumentHash?, treeSize: Int, issuedAt: Date
  ) throws(ConsentError) {
    guard sequence >= 0, treeSize >= sequence else {
      throw ConsentError(.outOfRange, at: "sequence")
    }
    guard (sequence == 0) == (leaf == nil) else { throw ConsentError(.contradiction, at: "leaf") }
    self.record = record
    self.sequence = sequence
    self.leaf = leaf
    self.treeSize = treeSize
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      sequence: container.decode(Int.self, forKey: .sequence),
      leaf: container.decodeIfPresent(DocumentHash.self, forKey: .leaf),
      treeSize: container.decode(Int.self, forKey: .treeSize),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
