package import Foundation
package import Keys

/// The owner has answered a proposal: `maille-settlement+jwt`, signed by the owner.
///
/// Whether it was a yes or a no is nowhere in it: hub, auditors and the proposer do not need to know.
package struct Settlement: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-settlement+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter.
  package let counter: Int
  /// The proposal.
  package let proposal: ProposalID
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Settles a proposal.
  package init(
    record: RecordID, counter: Int, proposal: ProposalID, issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    self.record = record
    self.counter = counter
    self.proposal = proposal
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      proposal: container.decode(ProposalID.self, forKey: .proposal),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
