package import Foundation
package import TransparencyLog

/// One leaf as it is stored.
package struct StoredLeaf: Hashable, Sendable {
  /// The index in the log, from 0.
  package let index: UInt64
  /// The entry's time, in seconds since 1970 UTC.
  package let time: Int
  /// The 97 bytes of the leaf.
  package let leaf: Data
  /// The sequence's name: a record's id, or nothing for the hub's own.
  package let sequenceKey: Data
  /// The place in the sequence, from 1.
  package let sequence: Int
  /// The entry file as it lies at rest; nil where it was shredded.
  package let entry: Data?
  /// The frame file.
  package let frame: Data
  /// The index of the `shred` entry under which the entry file was deleted.
  package let shreddedUnder: UInt64?
}

/// Where a sequence ends.
package struct SequenceEnd: Hashable, Sendable {
  /// The place of its last leaf, from 1.
  package let sequence: Int
  /// The 97 bytes of that leaf.
  package let leaf: Data
}

/// One checkpoint as it is stored.
package struct StoredCheckpoint: Hashable, Sendable {
  /// The number of leaves that it was stored for.
  package let size: UInt64
  /// When it was signed, in seconds since 1970 UTC.
  package let time: Int
  /// The signed note.
  package let note: Data
}

/// The log in one snapshot of a store.
package protocol LogReading: MerkleHashReading {
  /// The number of leaves.
  func size() throws -> UInt64

  /// The time of the last leaf, in seconds since 1970 UTC; nil in an empty log.
  func lastTime() throws -> Int?

  /// The checkpoint of the largest size signed at or before a time; with nil, the latest.
  func checkpoint(at time: Int?) throws -> StoredCheckpoint?

  /// The checkpoints above a size, ascending, up to a number of them.
  func checkpoints(above size: UInt64?, limit: Int) throws -> [StoredCheckpoint]

  /// The end of a sequence, or nil before its first entry.
  func last(of sequence: LogSequence) throws -> SequenceEnd?

  /// The leaves from an index on, ascending, up to a number of them.
  func leaves(from index: UInt64, limit: Int) throws -> [StoredLeaf]

  /// What the writer kept with the `shred` entry at an index; nil for any other leaf.
  func shredTag(at index: UInt64) throws -> Data?

  /// The indexes of entries that tell of a reading of the log, from an index on, ascending, up to a
  /// number of them.
  func readings(from index: UInt64, limit: Int) throws -> [UInt64]

  /// The leaves of a sequence after a place in it, ascending, up to a number of them.
  func leaves(of sequence: LogSequence, after place: Int, limit: Int) throws -> [StoredLeaf]
}

/// The log inside one transaction.
package protocol LogWriting: LogReading {
  /// Runs a body of which all or nothing happens, inside the transaction.
  func isolated<T>(_ body: () throws -> T) throws -> T

  /// Adds a leaf with its files.
  func insert(_ leaf: StoredLeaf) throws

  /// Notes that the entry at an index tells of a reading of the log.
  func noteReading(at index: UInt64) throws

  /// Adds the hash of a completed inner node.
  func insert(_ node: TreeNode, _ hash: MerkleHash) throws

  /// Adds a checkpoint.
  func insert(_ checkpoint: StoredCheckpoint) throws

  /// Deletes the entry files of a sequence before an index, which is that of the `shred` entry, and
  /// keeps a tag with it.
  func shred(_ sequence: LogSequence, under index: UInt64, tag: Data) throws
}

/// Answers what is in the log, and lets it grow.
///
/// A transaction is durable and whole when the call returns; when it throws, nothing of it
/// happened, or, if the store was lost during the commit, all of it did.
package protocol LogStore: Sendable {
  /// The log inside one transaction.
  associatedtype Transaction: LogWriting
  /// The log in one snapshot.
  associatedtype Snapshot: LogReading

  /// Runs a body in one transaction, which cancelling the calling task does not stop.
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T

  /// Runs a body on one snapshot.
  func read<T: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> T) async throws -> T
}
