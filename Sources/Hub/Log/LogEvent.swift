package import Consent
package import Foundation
package import Keys
package import TransparencyLog

/// The sequence that an entry stands in: a record's, or the hub's own.
package enum LogSequence: Hashable, Sendable {
  /// Entries about one record.
  case record(RecordID)
  /// Entries about no record of this hub.
  case hub

  /// How the sequence is named in a store: the record's id, or nothing.
  package var key: Data {
    switch self {
    case .record(let record): record.bytes
    case .hub: Data()
    }
  }
}

/// The place that the next entry of a sequence gets.
package struct LogPosition: Hashable, Sendable {
  /// The leaf's index in the log, from 0.
  package let index: UInt64
  /// The place in the sequence, from 1, without gaps.
  package let sequence: Int
  /// The RFC 6962 hash of the sequence's previous leaf; nil for the first.
  package let previous: DocumentHash?
  /// The entry's time (UTC, whole seconds), not before that of the last entry of the log.
  package let time: Date
}

/// What an event leaves in the log: the files that its leaf commits to.
package struct LogEvent: Hashable, Sendable {
  /// The entry, an age file; the leaf commits to it.
  package let entry: Data
  /// The entry as it lies at rest: sealed once more by the store, or as it is.
  package let stored: Data
  /// The frame, an age file.
  package let frame: Data
  /// The receipt, canonical JSON; the log keeps only its hash.
  package let receipt: Data
  /// The leaf that commits to the files.
  package let leaf: Leaf

  /// Takes the three files, and the entry as it is to lie at rest where that differs.
  ///
  /// Hashes them here, so that who has them before their turn does not hold up the log with it.
  package init(entry: Data, frame: Data, receipt: Data, stored: Data? = nil) {
    self.entry = entry
    self.stored = stored ?? entry
    self.frame = frame
    self.receipt = receipt
    leaf = Leaf(entryFile: entry, frameFile: frame, receipt: receipt)
  }
}

/// An entry that is durable, with the proof of it.
package struct LoggedEvent: Hashable, Sendable {
  /// Where it stands.
  package let position: LogPosition
  /// The leaf.
  package let leaf: Leaf
  /// The receipt, as it goes to the requester.
  package let receipt: Data
  /// The proof that the leaf is in the tree of the batch's checkpoint.
  package let proof: TransparencyLogProof
}

/// What a commit made: the caller's own result, and its entries in order.
package struct Logged<Outcome: Sendable>: Sendable {
  /// What the caller's body returned.
  package let outcome: Outcome
  /// The entries; never empty.
  package let events: [LoggedEvent]
}
