import Foundation
import Keys
import TransparencyLog

/// What a log must tell from entry to entry, whatever it tells.
struct ReplayRules {
  /// What the replay knows of a grant; under the pseudonym of the quarter it was signed in.
  private struct KnownGrant {
    let viewer: Pseudonym
    let viewerQuarter: Quarter
    let from: Date
    let until: Date
    var isRevoked = false
  }

  /// One record's sequence, or the hub's own, as far as it was read.
  private struct Trace {
    var record: Pseudonym?
    var quarter: Quarter
    var sequence: Int
    var head: DocumentHash?
    var version: Int?
    var isStopped = false
    /// Set where an earlier entry of the sequence could not be read.
    var isPartial = false
    var grants: [Pseudonym: KnownGrant] = [:]
    var limits = ReplayedLimits()
  }

  private(set) var register: [DocumentHash] = []
  private(set) var bundles: [DocumentHash] = []
  /// The sequences by the hash of their last leaf, over which each next entry must chain.
  private var traces: [Data: Trace] = [:]
  /// The records that have a sequence, by the pseudonym of the quarter.
  private var known: Set<Pseudonym?> = []
  private var lastTime = Date.distantPast
  private var bundleInUse = 0
  private var registerVersion: Int?
  private var bundleVersion: Int?
  /// The leaves that could not be read.
  private var lost: Set<Data> = []

  /// Notes a leaf that could not be read; whichever sequence chains to it goes on from there.
  mutating func skip(_ leaf: Leaf) { lost.insert(leaf.hash.bytes) }

  /// What is wrong with the next entry.
  mutating func read(_ frame: LogFrame, leaf: Leaf) -> [ReplayFinding.Kind] {
    var found: [ReplayFinding.Kind] = []
    if frame.time < lastTime { found.append(.timeBackwards) }
    lastTime = max(lastTime, frame.time)
    found += readDocuments(frame)
    var (trace, faults) = trace(before: frame)
    found += faults
    found += apply(frame, to: &trace)
    trace.record = frame.record
    trace.quarter = Quarter(of: frame.time)
    trace.sequence = frame.sequence
    traces[leaf.hash.bytes] = trace
    known.insert(frame.record)
    return found
  }

  // MARK: Sequences

  private mutating func trace(before frame: LogFrame) -> (Trace, [ReplayFinding.Kind]) {
    let quarter = Quarter(of: frame.time)
    var fresh = Trace(record: frame.record, quarter: quarter, sequence: frame.sequence)
    guard let previous = frame.previous else {
      return (fresh, known.contains(frame.record) ? [.secondSequence] : [])
    }
    guard let trace = traces.removeValue(forKey: previous.bytes) else {
      // Without the leaf that is missing, what came before is not known either.
      fresh.isPartial = true
      return (fresh, lost.contains(previous.bytes) ? [] : [.brokenChain])
    }
    var found: [ReplayFinding.Kind] = []
    if frame.sequence != trace.sequence + 1 { found.append(.brokenSequence) }
    // The pseudonym stays within a quarter; from one to the next only the chain says who it is.
    let isSame = (frame.record == nil) == (trace.record == nil)
    if !isSame || (trace.quarter == quarter && trace.record != frame.record) {
      found.append(.otherRecord)
    }
    return (trace, found)
  }

  // MARK: The hub's documents

  private mutating func readDocuments(_ frame: LogFrame) -> [ReplayFinding.Kind] {
    var found: [ReplayFinding.Kind] = []
    if frame.kind == .register, let document = frame.document {
      found += Self.step(&registerVersion, to: frame.version)
      register.append(document)
    }
    if frame.kind == .policy, let document = frame.document {
      found += Self.step(&bundleVersion, to: frame.version)
      bundles.append(document)
    }
    if let bundle = frame.bundle {
      // A bundle may be announced before it is in force, but none comes back.
      if let place = bundles.lastIndex(of: bundle), place >= bundleInUse {
        bundleInUse = place
      } else {
        found.append(.unknownPolicy)
      }
    } else if Self.decidedByPolicy.contains(frame.kind) {
      found.append(.unknownPolicy)
    }
    return found
  }

  /// The first version in a log may be any, for a hub is set up before it has a log.
  private static func step(_ version: inout Int?, to next: Int?) -> [ReplayFinding.Kind] {
    defer { version = next ?? version }
    guard let next else { return [.skippedVersion] }
    return version.map { next == $0 + 1 } ?? true ? [] : [.skippedVersion]
  }

  private static let decidedByPolicy: Set<EntryKind> = [.view, .grant, .emergency, .proposal]

  // MARK: The record

  private func apply(_ frame: LogFrame, to trace: inout Trace) -> [ReplayFinding.Kind] {
    guard frame.decision == .allowed else { return [] }
    switch frame.kind {
    case .head:
      defer {
        trace.head = frame.document
        trace.version = frame.version ?? trace.version
      }
      return frame.version ?? .min > trace.version ?? .min ? [] : [.headBackwards]
    case .stop: trace.isStopped = true
    case .resume: trace.isStopped = false
    case .limit:
      return trace.limits.read(frame) || trace.isPartial ? [] : [.impossibleLimit]
    case .grant:
      guard let grant = frame.grant else { return [.unknownGrant] }
      trace.grants[grant.signedAs] = KnownGrant(
        viewer: grant.viewer, viewerQuarter: Quarter(of: frame.time), from: grant.from,
        until: grant.until)
      let length = grant.until.timeIntervalSince(grant.from)
      return (length > 0 && length <= 180 * 86_400 ? [] : [.endlessGrant])
        + (trace.isPartial || trace.limits.allow(frame) ? [] : [.brokenLimit])
    case .revocation:
      guard let grant = frame.grant, trace.grants[grant.signedAs] != nil else {
        return trace.isPartial ? [] : [.unknownGrant]
      }
      trace.grants[grant.signedAs]?.isRevoked = true
    case .view: return judge(view: frame, in: trace)
    case .proposal: return judge(proposal: frame, in: trace)
    case .emergency: return judge(emergency: frame, in: trace)
    default: break
    }
    return []
  }

  /// An emergency set opens as a grant does, to someone else than its key's holder.
  private func judge(emergency frame: LogFrame, in trace: Trace) -> [ReplayFinding.Kind] {
    var found: [ReplayFinding.Kind] = trace.isStopped ? [.stoppedRecord] : []
    guard let set = frame.grant, set.authority == frame.authority, frame.document != nil else {
      return found + [.unknownGrant]
    }
    guard let known = trace.grants[set.signedAs] else {
      return trace.isPartial ? found : found + [.unknownGrant]
    }
    if known.isRevoked { found.append(.revokedGrant) }
    if !(known.from <= frame.time && frame.time < known.until) { found.append(.endedGrant) }
    return found
  }

  private func judge(view frame: LogFrame, in trace: Trace) -> [ReplayFinding.Kind] {
    var found: [ReplayFinding.Kind] = []
    if trace.isStopped { found.append(.stoppedRecord) }
    if !trace.isPartial, !trace.limits.allow(frame) { found.append(.brokenLimit) }
    let isHeadKnown = trace.head != nil || !trace.isPartial
    if frame.document == nil || isHeadKnown && frame.document != trace.head {
      found.append(.staleHead)
    }
    return found + judge(grantOf: frame, in: trace)
  }

  /// A proposal rests on a grant as a view does, and reads nothing.
  private func judge(proposal frame: LogFrame, in trace: Trace) -> [ReplayFinding.Kind] {
    (trace.isStopped ? [.stoppedRecord] : []) + judge(grantOf: frame, in: trace)
  }

  /// What is wrong with the grant under which someone acted.
  private func judge(grantOf frame: LogFrame, in trace: Trace) -> [ReplayFinding.Kind] {
    var found: [ReplayFinding.Kind] = []
    guard let grant = frame.grant else { return found + [.unknownGrant] }
    guard let known = trace.grants[grant.signedAs] else {
      return trace.isPartial ? found : found + [.unknownGrant]
    }
    if known.isRevoked { found.append(.revokedGrant) }
    if !(known.from <= frame.time && frame.time < known.until) { found.append(.endedGrant) }
    let isSameQuarter = known.viewerQuarter == Quarter(of: frame.time)
    if grant.viewer != frame.actor || (isSameQuarter && grant.viewer != known.viewer) {
      found.append(.otherViewer)
    }
    return found
  }
}
