package import Foundation
package import Keys
package import TransparencyLog

/// An auditor's replay of a whole log: every leaf, every frame, and what they must tell together.
///
/// Feed it the leaves from index 0 on, page by page, then ask for the report. It shares no code
/// with the hub that wrote the log. A log without findings says what was asked and decided; it
/// cannot say what was never logged.
package struct LogReplay {
  /// Opens a frame file.
  package typealias FrameOpening = (Data) throws -> LogFrame

  private let policy: LogPolicy
  private let saved: VerifiedCheckpoint?
  private let openFrame: FrameOpening
  private var range = CompactRange()
  private var rootAtSaved: MerkleHash?
  private var rules = ReplayRules()
  private var entries: [ReplayedEntry] = []
  private var findings: [ReplayFinding] = []

  /// Prepares a replay.
  ///
  /// `saved` is the checkpoint note that the auditor kept from the last replay, nil at the first.
  /// Throws ``TransparencyLogError`` where it is not one that the log signed: then the auditor's own
  /// file is at fault.
  package init(
    policy: LogPolicy, saved: Data?, openFrame: @escaping FrameOpening
  ) throws(TransparencyLogError) {
    self.policy = policy
    self.openFrame = openFrame
    if let saved { self.saved = try policy.verify(saved) } else { self.saved = nil }
    if self.saved?.size == 0 { rootAtSaved = .emptyRoot }
  }

  /// Prepares a replay that opens frames with an auditor's reading identity.
  package init(
    policy: LogPolicy, saved: Data?, auditor: Identity
  ) throws(TransparencyLogError) {
    try self.init(policy: policy, saved: saved) { file in
      try EvidenceFile.openFrame(file, with: auditor)
    }
  }

  /// The index of the leaf that comes next.
  package var nextIndex: UInt64 { range.size }

  /// Reads one leaf; leaves come in order, from index 0.
  package mutating func read(_ item: AuditItem) throws(TransparencyLogError) {
    let index = range.size
    guard UInt64(exactly: item.index) == index else {
      throw TransparencyLogError(.missing, at: "leaf \(index)")
    }
    let leaf = item.leaf
    try range.append(leaf.hash)
    if saved?.size == range.size { rootAtSaved = range.root }
    guard let file = item.frame else {
      find(.missingFrame, index)
      return rules.skip(leaf)
    }
    guard DocumentHash(of: file) == leaf.frame else {
      find(.otherFrame, index)
      return rules.skip(leaf)
    }
    guard let frame = try? openFrame(file) else {
      find(.unreadableFrame, index)
      return rules.skip(leaf)
    }
    entries.append(ReplayedEntry(index: index, leaf: leaf, frame: frame))
    for kind in rules.read(frame, leaf: leaf) { find(kind, index) }
  }

  /// Ends the replay against the checkpoint that the hub shows now.
  ///
  /// `register` and `bundle` are the hashes of the documents that the hub says are in force; they
  /// must be the last that the log tells of. Nil leaves that check out.
  package consuming func report(
    checkpoint note: Data, register: DocumentHash? = nil, bundle: DocumentHash? = nil
  ) -> ReplayReport {
    var checkpoint: VerifiedCheckpoint?
    do {
      let verified = try policy.verify(note)
      checkpoint = verified
      if verified.size > range.size {
        find(.missingLeaves, range.size)
      } else if verified.size < range.size {
        find(.unsignedLeaves, verified.size)
      } else if verified.root != range.root {
        find(.otherRoot, nil)
      }
      if let saved, verified.size < saved.size { find(.cutBack, verified.size) }
    } catch {
      find(.badCheckpoint, nil)
    }
    if let saved, saved.size <= range.size, rootAtSaved != saved.root {
      find(.rewritten, nil)
    }
    if let register, register != rules.register.last { find(.hiddenRegister, nil) }
    if let bundle, bundle != rules.bundles.last { find(.hiddenPolicy, nil) }
    return ReplayReport(
      checkpoint: checkpoint, size: range.size, entries: entries, findings: findings,
      summary: ReplaySummary(entries.map(\.frame)))
  }

  private mutating func find(_ kind: ReplayFinding.Kind, _ index: UInt64?) {
    findings.append(ReplayFinding(kind: kind, index: index))
  }
}
