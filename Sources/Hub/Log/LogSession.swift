import Consent
package import Foundation
import Keys
import TransparencyLog

/// One caller's part of a batch: its own writes and its entries, of which all or nothing happens.
///
/// Lives inside the transaction only.
package final class LogSession<Transaction: LogWriting> {
  /// The transaction, for the caller's own writes and for comparing what its decision rested on.
  package let transaction: Transaction
  /// The time of every entry of the session (UTC, whole seconds).
  package let time: Date

  private(set) var range: CompactRange
  /// The nodes that the session's entries completed, their own leaves' included.
  private(set) var completed: [(node: TreeNode, hash: MerkleHash)] = []
  private(set) var appended: [(position: LogPosition, event: LogEvent, leaf: Leaf)] = []

  init(transaction: Transaction, range: CompactRange, time: Date) {
    self.transaction = transaction
    self.range = range
    self.time = time
  }

  /// The place that the next entry of a sequence gets, this session's entries counted.
  package func position(in sequence: LogSequence) throws -> LogPosition {
    guard let last = try transaction.last(of: sequence) else {
      return LogPosition(index: range.size, sequence: 1, previous: nil, time: time)
    }
    return LogPosition(
      index: range.size, sequence: last.sequence + 1,
      previous: DocumentHash(unchecked: try Leaf(bytes: last.leaf).hash.bytes), time: time)
  }

  /// Appends an entry that is made for the place it gets.
  @discardableResult
  package func append(
    to sequence: LogSequence, _ make: (LogPosition) throws -> LogEvent
  ) throws -> LogPosition {
    let position = try position(in: sequence)
    let event = try make(position)
    let leaf = event.leaf
    try transaction.insert(
      StoredLeaf(
        index: position.index, time: Int(time.timeIntervalSince1970), leaf: leaf.bytes,
        sequenceKey: sequence.key, sequence: position.sequence, entry: event.stored,
        frame: event.frame, shreddedUnder: nil))
    let nodes = try range.append(leaf.hash)
    for (node, hash) in nodes where node.level > 0 { try transaction.insert(node, hash) }
    completed += nodes
    appended.append((position, event, leaf))
    return position
  }

  /// Deletes the entry files that a sequence had before a `shred` entry of this session.
  ///
  /// The leaves and frames stay, and proofs still hold. `tag` makes, of the `shred` entry's leaf,
  /// what a check later knows it by.
  package func shred(
    _ sequence: LogSequence, under position: LogPosition, tag: (Data) -> Data
  ) throws {
    guard let leaf = appended.first(where: { $0.position == position })?.leaf else {
      throw LogError(.notFound, at: "leaf \(position.index)")
    }
    try transaction.shred(sequence, under: position.index, tag: tag(leaf.bytes))
  }
}
