package import Foundation
package import Keys

/// What a hub remembers of a record's grants and openings, and what every figure is computed from.
///
/// Lines are kept for 24 months after their end, openings for 4 weeks, and the weights at each grant
/// for 30 days. Revocation deletes no line. It is a value with a hash, which each log entry holds.
///
/// INVARIANT: lines are sorted by publication, then grant, no grant twice; openings and snapshots
/// are sorted by time.
package struct Ledger: Hashable, Sendable {
  /// How long a line counts after its end: 730 days, in seconds.
  package static let memory: TimeInterval = 730 * 86_400
  /// How long the weights at a grant count: 30 days, in seconds.
  package static let snapshotMemory: TimeInterval = 30 * 86_400
  /// How long an opening is kept: 28 days, in seconds.
  package static let openingMemory: TimeInterval = 28 * 86_400

  /// One opening of a view.
  package struct Opening: Hashable, Codable, Sendable {
    /// Who opened it.
    package let viewer: Fingerprint
    /// Under which grant.
    package let grant: GrantID
    /// When, in whole seconds.
    package let time: Date
    /// Whether it was an emergency, which does not count in the rate.
    package let emergency: Bool

    /// Records an opening; the time is cut to whole seconds.
    package init(viewer: Fingerprint, grant: GrantID, time: Date, emergency: Bool = false) {
      self.viewer = viewer
      self.grant = grant
      self.time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
      self.emergency = emergency
    }
  }

  /// The weights of the record as they were when a grant was published.
  package struct Snapshot: Hashable, Codable, Sendable {
    /// When the grant was published.
    package let time: Date
    /// The weights then.
    package let weights: MeasuredWeights

    /// Remembers weights; the time is cut to whole seconds.
    package init(time: Date, weights: MeasuredWeights) {
      self.time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
      self.weights = weights
    }
  }

  /// The grants of the last 24 months and those that stand.
  package private(set) var lines: [LedgerLine]
  /// The openings of the last 4 weeks.
  package private(set) var openings: [Opening]
  /// The weights at each grant of the last 30 days.
  package private(set) var snapshots: [Snapshot]

  /// A ledger of a record without grants.
  package init() {
    lines = []
    openings = []
    snapshots = []
  }

  /// Puts a ledger together from its parts, in any order; refuses a grant that is there twice.
  package init(
    lines: [LedgerLine], openings: [Opening] = [], snapshots: [Snapshot] = []
  ) throws(ConsentError) {
    guard Set(lines.map(\.grant)).count == lines.count else {
      throw ConsentError(.contradiction, at: "ledger.lines")
    }
    self.lines = lines.sorted { Self.precedes($0, $1) }
    self.openings = openings.sorted { $0.time < $1.time }
    self.snapshots = snapshots.sorted { $0.time < $1.time }
  }

  /// The line of a grant.
  package subscript(grant: GrantID) -> LedgerLine? {
    lines.first { $0.grant == grant }
  }

  /// The grants that open something at a time.
  package func live(at time: Date) -> [LedgerLine] { lines.filter { $0.isLive(at: time) } }

  /// The items of every selection that still counts at a time: what measures must hold.
  package func rememberedSelection(at time: Date) -> Set<SelectedItem> {
    Set(lines.filter { $0.isRemembered(at: time) }.flatMap(\.scope.selection))
  }

  /// Adds a grant with the weights of the record at its publication.
  ///
  /// - Throws: ``ConsentError`` `.contradiction` when the grant is already there.
  package mutating func publish(
    _ line: LedgerLine, weights: MeasuredWeights
  ) throws(ConsentError) {
    guard self[line.grant] == nil else {
      throw ConsentError(.contradiction, at: "ledger.grant")
    }
    lines.append(line)
    lines.sort { Self.precedes($0, $1) }
    // The same weights again count from the later time on, which is the longer.
    if snapshots.last?.weights == weights { snapshots.removeLast() }
    snapshots.append(Snapshot(time: line.grantedAt, weights: weights))
    snapshots.sort { $0.time < $1.time }
  }

  /// Ends grants at a time; unknown ones and those already ended are left as they are.
  package mutating func end(_ grants: some Sequence<GrantID>, at time: Date) {
    let ended = Set(grants)
    lines = lines.map { ended.contains($0.grant) ? $0.ending(at: time) : $0 }
  }

  /// Records an opening.
  package mutating func record(_ opening: Opening) {
    openings.append(opening)
    openings.sort { $0.time < $1.time }
  }

  /// Forgets what no longer counts at a time.
  package mutating func trim(at time: Date) {
    lines.removeAll { $0.end <= time.addingTimeInterval(-Self.memory) }
    openings.removeAll { $0.time <= time.addingTimeInterval(-Self.openingMemory) }
    snapshots.removeAll { $0.time <= time.addingTimeInterval(-Self.snapshotMemory) }
  }

  /// How much the ledger names: the compartments and items of its lines and weights, and openings.
  package var extent: Int {
    lines.reduce(0) { $0 + 1 + $1.scope.compartments.count + $1.scope.selection.count }
      + snapshots.reduce(0) {
        $0 + 1 + $1.weights.compartments.count + $1.weights.selectable.count
      } + openings.count
  }

  /// SHA-256 of the ledger's canonical JSON.
  package var hash: DocumentHash {
    get throws { DocumentHash(of: try CanonicalJSON.encode(self)) }
  }

  private static func precedes(_ one: LedgerLine, _ other: LedgerLine) -> Bool {
    one.grantedAt == other.grantedAt ? one.grant < other.grant : one.grantedAt < other.grantedAt
  }
}

extension Ledger: Codable {
  private enum CodingKeys: String, CodingKey { case lines, openings, snapshots }

  /// Decodes a ledger and refuses one that breaks the invariant.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    lines = try fields.decode([LedgerLine].self, forKey: .lines)
    openings = try fields.decode([Opening].self, forKey: .openings)
    snapshots = try fields.decode([Snapshot].self, forKey: .snapshots)
    guard zip(lines, lines.dropFirst()).allSatisfy({ Self.precedes($0, $1) }),
      zip(openings, openings.dropFirst()).allSatisfy({ $0.time <= $1.time }),
      zip(snapshots, snapshots.dropFirst()).allSatisfy({ $0.time <= $1.time })
    else { throw ConsentError(.unsorted, at: "ledger") }
    guard Set(lines.map(\.grant)).count == lines.count else {
      throw ConsentError(.contradiction, at: "ledger.lines")
    }
  }
}
