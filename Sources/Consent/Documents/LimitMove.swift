package import Foundation
package import Keys

/// Moves a limit, in force 72 hours later: `maille-limit-move+jwt`, signed by the owner.
package struct LimitMove: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-limit-move+jwt"
  /// How long it takes to be in force: 72 hours, in seconds.
  package static let delay: TimeInterval = 72 * 3600

  /// The record.
  package let record: RecordID
  /// The owner's statement counter.
  package let counter: Int
  /// The limit.
  package let limit: MovableLimit
  /// Its new value, within the limit's range: ten-thousandths, domains or days.
  package let value: Int
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Moves a limit; refuses a value past the ceiling.
  package init(
    record: RecordID, counter: Int, limit: MovableLimit, value: Int, issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    guard limit.range.contains(value) else { throw ConsentError(.outOfRange, at: "value") }
    self.record = record
    self.counter = counter
    self.limit = limit
    self.value = value
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      limit: container.decode(MovableLimit.self, forKey: .limit),
      value: container.decode(Int.self, forKey: .value),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

/// Cancels the move of a limit that waits: `maille-limit-cancellation+jwt`, signed by the owner.
///
/// It names the limit: at most one move of each waits.
package struct LimitCancellation: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-limit-cancellation+jwt"

  /// The record.
  package let record: RecordID
  /// The owner's statement counter.
  package let counter: Int
  /// The limit whose move is cancelled.
  package let limit: MovableLimit
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Cancels a move.
  package init(
    record: RecordID, counter: Int, limit: MovableLimit, issuedAt: Date
  ) throws(ConsentError) {
    try checkCounter(counter)
    self.record = record
    self.counter = counter
    self.limit = limit
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      counter: container.decode(Int.self, forKey: .counter),
      limit: container.decode(MovableLimit.self, forKey: .limit),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
