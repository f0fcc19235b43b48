import Foundation
import Keys

/// Who could open what at one moment, sorted out of a ledger: the scopes behind each figure.
struct Standing {
  /// A viewer who acts alone, or everyone under one topmost parent.
  private enum Group: Hashable, Comparable {
    case viewer(Fingerprint)
    case authority(AuthorityID)
  }

  /// The scopes that the subject can open now or once they begin, the proposal included.
  let live: [GrantedScope]
  /// The scopes that the subject's authority could open in 24 months.
  let group: [GrantedScope]
  /// The scopes that anybody could open in 24 months.
  let remembered: [GrantedScope]
  /// The same by viewer.
  let persons: [[GrantedScope]]
  /// The same by authority, a viewer without one being their own.
  let groups: [[GrantedScope]]
  /// Whether the subject is a référent now, and for as long as the proposal lasts.
  let viewerIsReferent: Bool
  /// Whether a viewer of the subject's authority is one now, or would be.
  let groupIsReferent: Bool

  private let now: Date
  private let byViewer: [Fingerprint: [GrantedScope]]

  init(
    subject: Whole.Subject, proposal: GrantedScope?, ledger: Ledger, authorities: Authorities,
    now: Date
  ) {
    func groupOf(_ viewer: Fingerprint, _ authority: AuthorityID?) -> Group {
      authority.map { .authority(authorities.topmostParent(of: $0)) } ?? .viewer(viewer)
    }
    let proposed = proposal.map { [$0] } ?? []
    // A grant that has not begun counts as begun, so that two of them do not pass a bound together;
    // but it makes nobody a référent yet.
    let alive =
      ledger.lines.filter { $0.isLive(at: max(now, $0.scope.from)) }.map(\.scope) + proposed
    let referents = ledger.lines.filter { $0.scope.referent && $0.isLive(at: now) }
    let isProposed = proposal?.referent ?? false
    let remembered =
      ledger.lines.filter { $0.isRemembered(at: now) }.map(\.scope)
      + proposed.filter { $0.from < $0.until }
    let byViewer = Dictionary(grouping: remembered, by: \.viewer)
    // Whoever worked for two authorities brings what they saw to both.
    var members: [Group: Set<Fingerprint>] = [:]
    for scope in remembered {
      members[groupOf(scope.viewer, scope.authority), default: []].insert(scope.viewer)
    }
    let own = groupOf(subject.viewer, subject.authority)
    members[own, default: []].insert(subject.viewer)
    func scopes(of group: Group) -> [GrantedScope] {
      (members[group] ?? []).sorted().flatMap { byViewer[$0] ?? [] }
    }
    live = alive.filter { $0.viewer == subject.viewer }
    group = scopes(of: own)
    self.remembered = remembered
    persons = byViewer.keys.sorted().map { byViewer[$0] ?? [] }
    groups = members.keys.sorted().map { scopes(of: $0) }
    let colleagues = members[own] ?? []
    viewerIsReferent =
      isProposed
      || referents.contains {
        $0.scope.viewer == subject.viewer && $0.end >= proposal?.until ?? now
      }
    groupIsReferent = isProposed || referents.contains { colleagues.contains($0.scope.viewer) }
    self.byViewer = byViewer
    self.now = now
  }

  /// What the viewers whose own authority this is could open, parents and children aside.
  func colleagues(in authority: AuthorityID) -> [GrantedScope] {
    let viewers = Set(remembered.filter { $0.authority == authority }.map(\.viewer))
    return viewers.sorted().flatMap { byViewer[$0] ?? [] }
  }

  /// The weights of the record at each grant of the last 30 days, each state once.
  func snapshots(of ledger: Ledger) -> [MeasuredWeights] {
    let first = now.addingTimeInterval(-Ledger.snapshotMemory)
    let weights = ledger.snapshots.filter { $0.time > first && $0.time <= now }.map(\.weights)
    return Array(Set(weights))
  }
}
