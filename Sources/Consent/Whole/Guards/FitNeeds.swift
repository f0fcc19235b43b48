import Foundation
import Keys
import PersonalNetwork

/// What a proposal must leave out to be within every limit, once some grants have ended.
///
/// Every figure that a smaller scope can mend is the weight, or the domains, of a union with what is
/// seen already; so each broken limit is a need that the parts of the proposal add up to.
struct FitNeeds {
  /// The needs; nil where nothing left out would be enough.
  private(set) var needs: [LeastDrops.Need]? = []

  private let proposal: GrantedScope
  private let parts: [FitPart]
  private let limits: Limits
  private let standing: Standing

  /// Works the needs out.
  ///
  /// - Parameters:
  ///   - proposal: The grant, with its end, without what has to be left out anyway.
  ///   - parts: What of it can be left out.
  ///   - states: The record now first, then as it was at each grant of the last 30 days.
  init(
    _ proposal: GrantedScope, parts: [FitPart], states: [Atoms], ledger: Ledger,
    authorities: Authorities, limits: Limits, now: Date
  ) {
    self.proposal = proposal
    self.parts = parts
    self.limits = limits
    // The proposal as a grant of nothing: what it makes of the viewer, without what it opens.
    let nothing = GrantedScope(
      viewer: proposal.viewer, authority: proposal.authority, referent: proposal.referent,
      thirdPerson: proposal.thirdPerson, compartments: [], selection: [], from: proposal.from,
      until: proposal.until)
    standing = Standing(
      subject: .init(viewer: proposal.viewer, authority: proposal.authority), proposal: nothing,
      ledger: ledger, authorities: authorities, now: now)
    guard let present = states.first else { return }
    addDomains(on: present)
    guard present.domainCount >= Limits.decidingDomains else { return }
    addReserveDomains(on: present)
    for (index, atoms) in states.enumerated() { addShares(on: atoms, state: index) }
  }

  private mutating func add(_ need: LeastDrops.Need?) {
    guard let need else { return needs = nil }
    needs?.append(need)
  }

  // MARK: Domains

  private mutating func addDomains(on atoms: Atoms) {
    keep(
      standing.live, on: atoms,
      under: limits.viewerDomains(
        referent: standing.viewerIsReferent,
        smallRecord: atoms.domainCount < Limits.decidingDomains))
    keep(
      standing.group, on: atoms,
      under: limits.authorityDomains(referent: standing.groupIsReferent))
  }

  private mutating func keep(_ scopes: [GrantedScope], on atoms: Atoms, under bound: Int) {
    let seen = atoms.domains(of: atoms.union(scopes))
    let new = atoms.domains(of: atoms.set(proposal)).subtracting(seen)
    let excess = seen.count + new.count - bound
    guard excess > 0 else { return }
    guard excess <= new.count else { return add(nil) }
    add(
      .emptied(
        groups: parts.map { part in
          new.contains(part.domain) && !part.sets[0].isEmpty ? part.group : nil
        }, atLeast: excess))
  }

  private mutating func addReserveDomains(on atoms: Atoms) {
    let seen = atoms.union(standing.remembered)
    let left = atoms.domains(outside: seen.union(atoms.set(proposal)))
    let missing = Limits.reserveDomains - left.count
    guard missing > 0 else { return }
    let groups = parts.map { part in
      !left.contains(part.domain) && !part.sets[0].isSubset(of: seen) ? part.group : nil
    }
    guard Set(groups.compactMap(\.self)).count >= missing else { return add(nil) }
    add(.touched(groups: groups, atLeast: missing))
  }

  // MARK: Shares

  private mutating func addShares(on atoms: Atoms, state: Int) {
    guard atoms.total > 0 else { return }
    func weight(_ share: Int) -> Int { share * atoms.total / 10_000 }
    let asked = atoms.set(proposal)
    let (live, group) = (atoms.union(standing.live), atoms.union(standing.group))
    let seen = atoms.union(standing.remembered)
    let reserve = (limits.reserve * atoms.total + 9999) / 10_000
    var bounds = [
      (live, weight(limits.viewerShare(referent: standing.viewerIsReferent))),
      (group, weight(limits.authorityShare(referent: standing.groupIsReferent))),
      (seen, atoms.total - reserve),
    ]
    // Several together may not even reach theirs.
    let together = weight(limits.coalition - 1)
    let groups = standing.groups.map { scopes in
      (set: atoms.union(scopes), isOwn: scopes.contains { $0.viewer == proposal.viewer })
    }
    let persons = standing.persons.map { scopes in
      (set: atoms.union(scopes), isOwn: scopes.contains { $0.viewer == proposal.viewer })
    }
    for (members, size) in [(persons, 3), (groups, 2)] {
      let others = members.filter { !$0.isOwn }.map(\.set)
      if Coalition(others, of: atoms).heaviestUnion(of: size) > together { return add(nil) }
      for own in members where own.isOwn {
        let rest = size == 3 ? others : others + members.filter(\.isOwn).map(\.set)
        bounds += Self.unions(of: own.set, asked, with: rest, size - 1, over: together, atoms)
          .map { ($0, together) }
      }
    }
    for (base, most) in bounds { keep(base, under: most, asked: asked, on: atoms, state: state) }
  }

  /// The unions of a set with so many others that are over a weight once something is added.
  private static func unions(
    of own: AtomSet, _ added: AtomSet, with others: [AtomSet], _ size: Int, over bound: Int,
    _ atoms: Atoms
  ) -> [AtomSet] {
    let gains = others.map { (set: $0, gain: atoms.gain($0, over: own.union(added))) }
      .sorted { $0.gain > $1.gain }
    var found: [AtomSet] = []
    func descend(from start: Int, base: AtomSet, left: Int) {
      let weight = atoms.weight(base.union(added))
      if left == 0 || start == gains.count {
        if weight > bound { found.append(base) }
        return
      }
      // Heaviest first: no later one adds more than this one.
      guard weight + gains[start].gain * left > bound else { return }
      for index in start..<gains.count {
        descend(from: index + 1, base: base.union(gains[index].set), left: left - 1)
      }
    }
    descend(from: 0, base: own, left: size)
    return found
  }

  private mutating func keep(
    _ base: AtomSet, under most: Int, asked: AtomSet, on atoms: Atoms, state: Int
  ) {
    let excess = atoms.weight(base.union(asked)) - most
    guard excess > 0 else { return }
    let gains = parts.map { atoms.gain($0.sets[state], over: base) }
    guard gains.reduce(0, +) >= excess else { return add(nil) }
    add(.weight(gains: gains, atLeast: excess))
  }
}

/// A part of a proposal that can be left out: a compartment with its items, or an item alone.
struct FitPart: Hashable {
  /// The compartment; the whole of it unless ``item`` is set.
  let compartment: Compartment
  /// The item picked, where its compartment is not asked for whole.
  let item: SelectedItem?
  /// The life domain.
  let domain: LifeDomain
  /// What it opens on each state of the record.
  let sets: [AtomSet]

  /// The domain's place, by which parts are tried after each other.
  var group: Int { domain.index }
}
