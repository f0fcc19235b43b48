import Consent
import Foundation
import Keys
import PersonalNetwork

/// The limits on the whole, written a second time and as plainly as the domain page states them.
///
/// It knows notes about nobody only, so that the units of a domain are shared by its notes.
struct WholeModel {
  struct Note: Hashable {
    let id: ItemID
    let domain: LifeDomain
    var reserved: Bool
  }

  struct Grant {
    let id: GrantID
    let viewer: Fingerprint
    let authority: AuthorityID?
    let referent: Bool
    let thirdPerson: Bool
    let domains: Set<LifeDomain>
    let selection: Set<ItemID>
    let from: Date
    let until: Date
    var ended: Date?

    var end: Date { min(until, ended ?? until) }
    func isLive(at time: Date) -> Bool { from <= time && time < end }
  }

  /// The record as it was at a grant.
  struct State {
    let time: Date
    let notes: Set<Note>
    let selectable: Set<ItemID>
  }

  static let day: TimeInterval = 86_400

  var notes: Set<Note> = []
  var grants: [Grant] = []
  var states: [State] = []
  var parents: [AuthorityID: AuthorityID] = [:]
  var walls: [AuthorityID: Set<LifeDomain>] = [:]

  // MARK: What is open to whom

  private func top(_ authority: AuthorityID) -> AuthorityID {
    var top = authority
    while let parent = parents[top] { top = parent }
    return top
  }

  private func group(_ grant: Grant) -> String {
    grant.authority.map { "authority \(top($0))" } ?? "viewer \(grant.viewer)"
  }

  private func remembered(at now: Date, with proposal: Grant?) -> [Grant] {
    grants.filter { $0.from < $0.end && $0.end > now - 730 * Self.day }
      + (proposal.map { [$0] } ?? [])
  }

  private func open(_ grants: [Grant], on notes: Set<Note>, selectable: Set<ItemID>) -> Set<Note> {
    notes.filter { note in
      !note.reserved
        && grants.contains {
          $0.domains.contains(note.domain)
            || ($0.selection.contains(note.id) && selectable.contains(note.id))
        }
    }
  }

  private func units(_ chosen: Set<Note>, of notes: Set<Note>) -> Int {
    let counts = Dictionary(grouping: notes, by: \.domain).mapValues(\.count)
    return chosen.reduce(0) { $0 + 1_000_000_000 / counts.count / (counts[$1.domain] ?? 1) }
  }

  /// What must refuse a grant, on the state after it, now and at each later moment that is already
  /// decided; sorted.
  func refusals(of proposal: Grant, at now: Date) -> [String] {
    let remembered = remembered(at: now, with: proposal)
    let known = Set(remembered.flatMap(\.selection))
    let present = State(time: now, notes: notes, selectable: known)
    let counting = states.filter { $0.time > now - 30 * Self.day } + [present]
    var broken: Set<String> = []

    func share(_ grants: [Grant], on state: State) -> Int {
      let total = units(state.notes, of: state.notes)
      let seen = units(
        self.open(grants, on: state.notes, selectable: state.selectable), of: state.notes)
      return (seen * 10_000 + total - 1) / total
    }
    func worst(_ grants: [Grant]) -> Int { counting.map { share(grants, on: $0) }.max() ?? 0 }
    func domains(_ grants: [Grant]) -> Int {
      Set(self.open(grants, on: notes, selectable: known).map(\.domain)).count
    }

    // A viewer, at every moment from now on at which something of theirs begins or ends.
    let own = grants.filter { $0.viewer == proposal.viewer && $0.end > now && $0.from < $0.end }
    let isReferent =
      proposal.referent
      || own.contains { $0.referent && $0.isLive(at: now) && $0.end >= proposal.until }
    let open = own + [proposal]
    if worst(open) > (isReferent ? 5000 : 3500) { broken.insert("viewer-share") }
    if domains(open) > (isReferent ? 7 : 4) { broken.insert("viewer-domains") }

    // Authorities, and those of their people who work for more than one.
    var members: [String: Set<Fingerprint>] = [:]
    for grant in remembered { members[group(grant), default: []].insert(grant.viewer) }
    let colleagues = members[group(proposal)] ?? []
    func seen(_ viewers: Set<Fingerprint>) -> [Grant] {
      remembered.filter { viewers.contains($0.viewer) }
    }
    let holds =
      proposal.referent
      || grants.contains { $0.referent && $0.isLive(at: now) && colleagues.contains($0.viewer) }
    if worst(seen(colleagues)) > (holds ? 6000 : 5000) { broken.insert("authority-share") }
    if domains(seen(colleagues)) > (holds ? 8 : 6) { broken.insert("authority-domains") }

    // Any three viewers, any two authorities.
    let viewers = Set(remembered.map(\.viewer)).sorted()
    let groups = members.keys.sorted()
    for first in viewers {
      for second in viewers {
        for third in viewers where first <= second && second <= third {
          if worst(seen([first, second, third])) >= 8000 { broken.insert("coalition") }
        }
      }
    }
    for first in groups {
      for second in groups where first <= second {
        if worst(seen((members[first] ?? []).union(members[second] ?? []))) >= 8000 {
          broken.insert("coalition")
        }
      }
    }

    // What nobody ever saw.
    for state in counting {
      let total = units(state.notes, of: state.notes)
      let seen = self.open(remembered, on: state.notes, selectable: state.selectable)
      if (total - units(seen, of: state.notes)) * 10_000 / total < 1500 { broken.insert("reserve") }
    }
    let unseen = notes.subtracting(self.open(remembered, on: notes, selectable: known))
    if Set(unseen.map(\.domain)).count < 2 { broken.insert("reserve") }

    if proposal.until.timeIntervalSince(proposal.from) > 180 * Self.day {
      broken.insert("duration")
    }
    if run(of: proposal) > 730 * Self.day, !proposal.thirdPerson { broken.insert("run") }
    if let authority = proposal.authority, let closed = walls[authority] {
      let colleagues = Set(remembered.filter { $0.authority == authority }.map(\.viewer))
      let held = self.open(seen(colleagues), on: notes, selectable: known).map(\.domain)
      if !closed.isDisjoint(with: proposal.domains.union(held)) { broken.insert("wall") }
    }
    return broken.sorted()
  }

  /// How long the viewer's grants have followed each other with the proposal, in seconds.
  private func run(of proposal: Grant) -> TimeInterval {
    var first = proposal.from
    var last = proposal.until
    var others = grants.filter { $0.viewer == proposal.viewer && $0.from < $0.end }
    while let index = others.firstIndex(where: {
      $0.from.timeIntervalSince(last) < 30 * Self.day
        && first.timeIntervalSince($0.end) < 30 * Self.day
    }) {
      let other = others.remove(at: index)
      first = min(first, other.from)
      last = max(last, other.end)
    }
    return last.timeIntervalSince(first)
  }

  // MARK: What happens

  mutating func accept(_ grant: Grant, at now: Date) {
    let known = Set(remembered(at: now, with: grant).flatMap(\.selection))
    states.append(State(time: now, notes: notes, selectable: known))
    grants.append(grant)
  }

  mutating func end(_ ids: [GrantID], at now: Date) {
    for index in grants.indices where ids.contains(grants[index].id) {
      grants[index].ended = min(grants[index].ended ?? now, now)
    }
  }
}
