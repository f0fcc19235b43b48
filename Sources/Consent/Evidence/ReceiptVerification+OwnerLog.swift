import Foundation
package import Keys
package import TransparencyLog

/// The entries of a record, verified by its owner.
package struct VerifiedOwnerLog: Sendable {
  /// One entry with its place.
  package struct Item: Hashable, Sendable {
    /// The leaf's index in the log.
    package let index: UInt64
    /// The leaf.
    package let leaf: Leaf
    /// The entry; nil where it was shredded.
    package let entry: LogEntry?
  }

  /// The entries of the sequence, from the first.
  package let items: [Item]
  /// Where the hub says that the sequence stands; keep it for the next verification.
  package let state: RecordState
  /// The latest checkpoint that the entries are under; nil where there is no entry.
  package let checkpoint: VerifiedCheckpoint?

  /// Whether every entry is under a witnessed checkpoint.
  package let isWitnessed: Bool
}

extension ReceiptVerification {
  /// Verifies the whole log of a record as its owner gets it.
  ///
  /// Every entry opens and is what its leaf commits to, every leaf is in the log, the sequence
  /// counts from 1 without gaps and chains, and the hub's signed statement names its end.
  /// `lastState` and `lastSeen` are what the owner kept from the last time: entries that were stated
  /// then and are not shown now were withheld. `former` open what was sealed to the owner before a
  /// change of their key.
  package func verify(
    _ log: OwnerLog, record: RecordID, owner: Identity, former: [Identity] = [],
    hub: PublicIdentity,
    lastState: RecordState? = nil, lastSeen: VerifiedCheckpoint? = nil
  ) async throws(ReceiptError) -> VerifiedOwnerLog {
    let state: RecordState
    do {
      state = try await log.state.verified(by: hub).payload
    } catch {
      throw ReceiptError(.otherHub, at: "state")
    }
    guard state.record == record else { throw ReceiptError(.otherHub, at: "state.record") }
    var items: [VerifiedOwnerLog.Item] = []
    var checkpoints: [VerifiedCheckpoint] = []
    for item in log.items {
      let (verified, checkpoint) = try verify(
        item, record: record, owners: [owner] + former, previous: items.last,
        number: items.count + 1)
      items.append(verified)
      checkpoints.append(checkpoint)
    }
    guard items.count == state.sequence, state.leaf?.bytes == items.last?.leaf.hash.bytes else {
      throw ReceiptError(.withheld, at: "state.sequence")
    }
    if let lastState, lastState.sequence > 0 {
      guard lastState.sequence <= items.count,
        items[lastState.sequence - 1].leaf.hash.bytes == lastState.leaf?.bytes
      else { throw ReceiptError(.withheld, at: "entry \(lastState.sequence)") }
    }
    let latest = checkpoints.max { $0.size < $1.size }
    if let latest { try hold(latest, against: lastSeen, nil) }
    return VerifiedOwnerLog(
      items: items, state: state, checkpoint: latest,
      isWitnessed: !checkpoints.isEmpty && checkpoints.allSatisfy(\.isWitnessed))
  }

  private func verify(
    _ item: OwnerLogItem, record: RecordID, owners: [Identity],
    previous: VerifiedOwnerLog.Item?, number: Int
  ) throws(ReceiptError) -> (VerifiedOwnerLog.Item, VerifiedCheckpoint) {
    let place = "entry \(number)"
    guard let proof = item.proof else { throw ReceiptError(.noProof, at: place) }
    let (index, checkpoint) = try find(item.leaf, proof: proof)
    guard UInt64(exactly: item.index) == index else { throw ReceiptError(.notInLog, at: place) }
    guard let file = item.entry else {
      return (.init(index: index, leaf: item.leaf, entry: nil), checkpoint)
    }
    guard DocumentHash(of: file) == item.entryHash,
      let entry = owners.lazy.compactMap({ try? EvidenceFile.openEntry(file, with: $0) }).first,
      entry.record == record,
      let receipt = try? CanonicalJSON.encode(entry.receipt),
      DocumentHash(of: receipt) == item.receiptHash
    else { throw ReceiptError(.otherEntry, at: place) }
    guard entry.frame.sequence == number, previous.map({ $0.index < index }) ?? true,
      entry.frame.previous?.bytes == previous?.leaf.hash.bytes
    else { throw ReceiptError(.brokenSequence, at: place) }
    return (.init(index: index, leaf: item.leaf, entry: entry), checkpoint)
  }
}
