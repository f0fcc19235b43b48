package import Foundation
import Keys
package import TransparencyLog

/// One entry that the auditor could read.
package struct ReplayedEntry: Hashable, Sendable {
  /// The leaf's index in the log.
  package let index: UInt64
  /// The leaf.
  package let leaf: Leaf
  /// What the auditor reads of it.
  package let frame: LogFrame
}

/// One thing that is wrong with a log, and where.
package struct ReplayFinding: Hashable, Codable, Sendable {
  /// What is wrong.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// The checkpoint shown is not one that the log's key signed for this log.
    case badCheckpoint = "bad-checkpoint"
    /// The leaves have another root than the checkpoint.
    case otherRoot = "other-root"
    /// The checkpoint counts more leaves than were shown.
    case missingLeaves = "missing-leaves"
    /// More leaves were shown than the checkpoint counts.
    case unsignedLeaves = "unsigned-leaves"
    /// The log is shorter than it was at the last replay.
    case cutBack = "cut-back"
    /// What the auditor saw at the last replay is no longer a part of the log.
    case rewritten
    /// A live leaf came without its frame.
    case missingFrame = "missing-frame"
    /// A frame is not the one that its leaf commits to.
    case otherFrame = "other-frame"
    /// The auditor cannot open a live leaf's frame.
    case unreadableFrame = "unreadable-frame"
    /// An entry is older than one before it.
    case timeBackwards = "time-backwards"
    /// An entry's previous leaf is not the last one of any sequence.
    case brokenChain = "broken-chain"
    /// An entry leaves out numbers of its sequence, or counts one twice.
    case brokenSequence = "broken-sequence"
    /// An entry stands in the sequence of another record.
    case otherRecord = "other-record"
    /// A record has a second first entry.
    case secondSequence = "second-sequence"
    /// A record's head is not newer than the one before.
    case headBackwards = "head-backwards"
    /// A view was released from another state of the record than its latest head.
    case staleHead = "stale-head"
    /// A view was released under a grant that the log does not know.
    case unknownGrant = "unknown-grant"
    /// A view was released to someone else than the grant's viewer.
    case otherViewer = "other-viewer"
    /// A view was released under a grant that was revoked.
    case revokedGrant = "revoked-grant"
    /// A view was released before the grant's start or after its end.
    case endedGrant = "ended-grant"
    /// A view was released while the record was stopped.
    case stoppedRecord = "stopped-record"
    /// A grant stands in the log without an end after its start, or for more than 180 days.
    case endlessGrant = "endless-grant"
    /// A grant or view was allowed past a limit in force at its time.
    case brokenLimit = "broken-limit"
    /// A limit was moved past its ceiling, while another move of it waited, or a move was cancelled
    /// that did not wait.
    case impossibleLimit = "impossible-limit"
    /// A decision names policies that no earlier entry told of, or that were replaced.
    case unknownPolicy = "unknown-policy"
    /// A register or policy bundle is not the next version of the one before.
    case skippedVersion = "skipped-version"
    /// The register in force is not the last that the log tells of.
    case hiddenRegister = "hidden-register"
    /// The policies in force are not the last that the log tells of.
    case hiddenPolicy = "hidden-policy"
  }

  /// What is wrong.
  package let kind: Kind
  /// The index of the leaf; nil where it is about the log as a whole.
  package let index: UInt64?
}

extension ReplayFinding: CustomStringConvertible {
  /// The kind and the place.
  package var description: String {
    index.map { "\(kind.rawValue) at leaf \($0)" } ?? kind.rawValue
  }
}

/// How many entries of each sort a log has.
package struct ReplaySummary: Hashable, Codable, Sendable {
  /// The number of entries that were read.
  package let entries: Int
  /// By kind of entry.
  package let kinds: [String: Int]
  /// By the actor's authority; those without one are left out.
  package let authorities: [String: Int]
  /// By purpose; those without one are left out.
  package let purposes: [String: Int]
  /// By what was decided.
  package let decisions: [String: Int]
  /// By kind and decision, `view/allowed`.
  package let outcomes: [String: Int]
  /// The time of the first entry (UTC).
  package let first: Date?
  /// The time of the last entry (UTC).
  package let last: Date?

  /// Counts frames.
  package init(_ frames: [LogFrame]) {
    func count(_ name: (LogFrame) -> String?) -> [String: Int] {
      Dictionary(frames.compactMap(name).map { ($0, 1) }, uniquingKeysWith: +)
    }
    entries = frames.count
    kinds = count { $0.kind.rawValue }
    authorities = count { $0.authority?.description }
    purposes = count { $0.purpose?.rawValue }
    decisions = count { $0.decision.rawValue }
    outcomes = count { "\($0.kind.rawValue)/\($0.decision.rawValue)" }
    first = frames.first?.time
    last = frames.last?.time
  }
}

/// What an auditor's replay found.
package struct ReplayReport: Sendable {
  /// The checkpoint that the hub shows; nil where it does not verify.
  package let checkpoint: VerifiedCheckpoint?
  /// The number of leaves that were read.
  package let size: UInt64
  /// The entries that the auditor could read, in order.
  package let entries: [ReplayedEntry]
  /// What is wrong; empty in a log that holds together.
  package let findings: [ReplayFinding]
  /// Counts of what was read.
  package let summary: ReplaySummary

  /// The openings of emergency sets that were not reviewed in 7 days: an alarm, though the log holds
  /// together.
  package func unreviewed(at time: Date) -> [ReplayedEntry] {
    let reviewed = Set(entries.filter { $0.frame.kind == .review }.map(\.frame.document))
    var told: Set<DocumentHash?> = []
    return entries.filter { entry in
      entry.frame.kind == .emergency && entry.frame.decision == .allowed
        && entry.frame.time.addingTimeInterval(EmergencyOpening.reviewTime) <= time
        && !reviewed.contains(entry.frame.document) && told.insert(entry.frame.document).inserted
    }
  }

  /// Whether nothing is wrong.
  package var isSound: Bool { findings.isEmpty }

  /// The note to keep for the next replay; nil unless the log holds together.
  package var noteToSave: Data? { isSound ? checkpoint?.note.bytes : nil }
}
