import Consent
package import Foundation
import Keys
package import TransparencyLog

/// What `maille hub check` found in a stored log.
package struct HubCheckReport: Hashable, Sendable {
  /// One thing that is wrong, and where.
  package struct Finding: Hashable, Sendable {
    /// What is wrong.
    package enum Kind: String, Hashable, Sendable {
      /// A row is missing or not of its form, so that the log cannot be read past it.
      case damaged
      /// A leaf is not 97 bytes of the known version.
      case malformedLeaf = "malformed-leaf"
      /// Leaf indexes leave one out.
      case missingLeaf = "missing-leaf"
      /// A stored entry file is not the one that its leaf commits to.
      case alteredEntry = "altered-entry"
      /// An entry file is gone without a later `shred` entry of the same record.
      case missingEntry = "missing-entry"
      /// A stored frame is not the one that its leaf commits to.
      case alteredFrame = "altered-frame"
      /// A stored inner hash is not that of its leaves.
      case alteredNode = "altered-node"
      /// A leaf is older than the one before it.
      case timeBackwards = "time-backwards"
      /// A sequence does not count from 1 by ones.
      case brokenSequence = "broken-sequence"
      /// A checkpoint is not a note that the log's key signed for its size.
      case badCheckpoint = "bad-checkpoint"
      /// A checkpoint states another root than the leaves have.
      case otherRoot = "other-root"
      /// There is a checkpoint over more leaves than there are: the log was cut.
      case truncated
      /// There are leaves that no checkpoint covers.
      case unsigned
      /// The policy bundle or the register is not signed as it must be, or does not validate.
      case badRules = "bad-rules"
      /// A sealed value does not open: altered, moved, or its key is gone.
      case unreadableValue = "unreadable-value"
      /// A value opens and is not of its form.
      case malformedValue = "malformed-value"
      /// A value says another name than the place in which it lies.
      case misplacedValue = "misplaced-value"
      /// A manifest, measures or a grant is not signed by the record's owner, or is of another.
      case unsignedValue = "unsigned-value"
      /// The items are not those that the manifest's slots hold, or one is also a removed one.
      case otherItems = "other-items"
      /// The ledger is not the one that the record and its grants go by: altered, or an older copy.
      case otherLedger = "other-ledger"
      /// A row is missing that another one needs.
      case missingRow = "missing-row"
      /// A row stands beside the log and belongs to none of its leaves.
      case strayRow = "stray-row"
      /// A database file is not whole, as SQLite's own check says.
      case damagedDatabase = "damaged-database"
      /// The log does not extend the checkpoint that was kept elsewhere: it was cut, or is an older
      /// copy, or another.
      case notExtended = "not-extended"
    }

    /// What is wrong.
    package let kind: Kind
    /// Where: a leaf's index, a node, a tree size or a table, never a value of a record.
    package let place: String
  }

  /// The number of leaves.
  package let size: UInt64
  /// The root over the leaves as they are stored.
  package let root: MerkleHash
  /// The number of checkpoints that were checked.
  package let checkpoints: Int
  /// The number of sequences, the hub's own included.
  package let sequences: Int
  /// What is wrong, in the order of the log; empty in a sound one.
  package let findings: [Finding]

  /// Whether nothing is wrong.
  package var isSound: Bool { findings.isEmpty }
}

/// The full check of a stored log: every leaf, file, inner hash, sequence and checkpoint.
///
/// Shares no state with the writer: everything is computed again from the stored rows, in one
/// snapshot, one page of leaves in memory at a time. It repairs nothing.
package struct HubCheck<Store: LogStore>: Sendable {
  private let store: Store
  private let policy: LogPolicy
  private let keys: StoreKeys
  private let entry: @Sendable (StoredLeaf) -> Data?
  private let since: Data?
  private let pageSize: Int

  /// Checks a store against the log's key and, for what the hub alone can say, the store's keys.
  ///
  /// `entry` opens the entry of a leaf from the form in which it lies at rest, where that differs;
  /// nil where it does not open. `since` is a checkpoint that was kept elsewhere.
  package init(
    _ store: Store, key: NoteVerifierKey, keys: StoreKeys, pageSize: Int = 256,
    since: Data? = nil,
    entry: @escaping @Sendable (StoredLeaf) -> Data? = { $0.entry }
  ) throws(TransparencyLogError) {
    self.store = store
    self.keys = keys
    self.entry = entry
    self.since = since
    self.pageSize = max(1, pageSize)
    policy = try LogPolicy(logKey: key)
  }

  /// Checks everything.
  ///
  /// Throws only where the store cannot be read at all; what is wrong in it is a finding.
  package func run() async throws -> HubCheckReport {
    try await store.read { log in
      var pass = CheckPass(policy: policy, keys: keys, entry: entry)
      do {
        try pass.readLeaves(log, pageSize: pageSize)
        try pass.readCheckpoints(log, pageSize: pageSize)
        if let since { pass.hold(against: since) }
      } catch let error as LogError where error.code == .damaged {
        pass.find(.damaged, error.place)
      }
      return HubCheckReport(
        size: pass.range.size, root: pass.range.root, checkpoints: pass.checkpointCount,
        sequences: pass.sequences.count, findings: pass.findings)
    }
  }
}

/// One pass over a log, from its first leaf to its last checkpoint.
private struct CheckPass {
  let policy: LogPolicy
  let keys: StoreKeys
  let entry: @Sendable (StoredLeaf) -> Data?
  var range = CompactRange()
  var sequences: [Data: Int] = [:]
  var findings: [HubCheckReport.Finding] = []
  var checkpointCount = 0
  private var lastTime = Int.min
  /// The roots at the sizes that checkpoints state, filled on the way.
  private var roots: [UInt64: MerkleHash] = [0: .emptyRoot]

  init(policy: LogPolicy, keys: StoreKeys, entry: @escaping @Sendable (StoredLeaf) -> Data?) {
    self.policy = policy
    self.keys = keys
    self.entry = entry
  }

  mutating func find(_ kind: HubCheckReport.Finding.Kind, _ place: String) {
    findings.append(.init(kind: kind, place: place))
  }

  mutating func readLeaves(_ log: some LogReading, pageSize: Int) throws {
    let size = try log.size()
    var sizes = SizeCursor(log: log, pageSize: pageSize)
    var nextSigned = try sizes.next(after: 0)
    var index: UInt64 = 0
    while index < size {
      let page = try log.leaves(from: index, limit: pageSize)
      guard !page.isEmpty else { break }
      for leaf in page {
        if leaf.index != index {
          find(.missingLeaf, "leaf \(index)")
          index = leaf.index
        }
        try check(leaf, log)
        index += 1
        if nextSigned == range.size {
          roots[range.size] = range.root
          nextSigned = try sizes.next(after: range.size)
        }
      }
    }
  }

  private mutating func check(_ leaf: StoredLeaf, _ log: some LogReading) throws {
    let place = "leaf \(leaf.index)"
    if let content = try? Leaf(bytes: leaf.leaf) {
      if DocumentHash(of: leaf.frame) != content.frame { find(.alteredFrame, place) }
      if leaf.entry != nil {
        if entry(leaf).map({ DocumentHash(of: $0) }) != content.entry {
          find(.alteredEntry, place)
        }
      } else if try !isShredded(leaf, log) {
        find(.missingEntry, place)
      }
    } else {
      find(.malformedLeaf, place)
    }
    if leaf.time < lastTime { find(.timeBackwards, place) }
    lastTime = max(lastTime, leaf.time)
    if leaf.sequence != sequences[leaf.sequenceKey, default: 0] + 1 { find(.brokenSequence, place) }
    sequences[leaf.sequenceKey] = leaf.sequence
    for (node, hash) in try range.append(.leaf(leaf.leaf)) where node.level > 0 {
      if (try? log.hash(at: node)) != hash {
        find(.alteredNode, "node \(node.level)/\(node.index)")
      }
    }
  }

  /// Whether a later leaf of the same record is one that the hub itself made as a `shred`.
  private func isShredded(_ leaf: StoredLeaf, _ log: some LogReading) throws -> Bool {
    guard let under = leaf.shreddedUnder, under > leaf.index,
      let record = try? RecordID(bytes: leaf.sequenceKey),
      let shred = try log.leaves(from: under, limit: 1).first, shred.index == under,
      shred.sequenceKey == leaf.sequenceKey, let tag = try log.shredTag(at: under)
    else { return false }
    return tag == keys.shredTag(of: shred.leaf, record: record)
  }

  mutating func readCheckpoints(_ log: some LogReading, pageSize: Int) throws {
    var last: UInt64?
    var page: [StoredCheckpoint]
    repeat {
      page = try log.checkpoints(above: last, limit: pageSize)
      for checkpoint in page {
        check(checkpoint)
        last = checkpoint.size
      }
    } while !page.isEmpty
    let covered = last ?? 0
    if last == nil { find(.badCheckpoint, "latest checkpoint") }
    if covered < range.size { find(.unsigned, "leaf \(covered)") }
    if covered > range.size { find(.truncated, "leaf \(range.size)") }
  }

  /// Looks whether the log extends a checkpoint that was kept elsewhere.
  mutating func hold(against note: Data) {
    guard let kept = try? policy.verify(note) else {
      return find(.badCheckpoint, "kept checkpoint")
    }
    if roots[kept.size] != kept.root { find(.notExtended, "checkpoint \(kept.size)") }
  }

  private mutating func check(_ stored: StoredCheckpoint) {
    checkpointCount += 1
    let place = "checkpoint \(stored.size)"
    guard let verified = try? policy.verify(stored.note), verified.size == stored.size else {
      return find(.badCheckpoint, place)
    }
    guard stored.size <= range.size else { return }
    if roots[stored.size] != verified.root { find(.otherRoot, place) }
  }
}

/// Walks the sizes of the stored checkpoints, ascending.
private struct SizeCursor<Log: LogReading> {
  let log: Log
  let pageSize: Int
  private var page: ArraySlice<UInt64> = []

  init(log: Log, pageSize: Int) {
    self.log = log
    self.pageSize = pageSize
  }

  mutating func next(after size: UInt64) throws -> UInt64? {
    if page.isEmpty {
      page = try log.checkpoints(above: size, limit: pageSize).map(\.size)[...]
    }
    return page.popFirst()
  }
}
