/// Who holds each life domain, and what would be left without someone.
///
/// A member *covers* a domain when they were there on the day and a tie of theirs with the owner in
/// that domain was not over and is not told as bringing no support at all. Ties between members
/// cover nothing. Source: DOMAIN.md §3.
package struct Fragility: Hashable, Sendable {
  /// Who may leave.
  package enum Leaver: Hashable, Sendable {
    /// One member.
    case member(MemberID)
    /// Every member of one service, by its legal id.
    case service(AuthorityReference)
    /// Every member under one parent authority, by its legal id.
    case parentAuthority(AuthorityReference)
  }

  /// What a departure leaves uncovered.
  package struct Departure: Hashable, Sendable {
    /// Who leaves.
    package let leaver: Leaver
    /// The members who leave, ascending.
    package let members: [MemberID]
    /// The domains that somebody covers now and nobody would, in order.
    package let uncovered: [LifeDomain]
    /// The domains that several cover now and one alone would, in order.
    package let onOneThread: [LifeDomain]
  }

  /// Who covers each of the twelve domains.
  package let coverers: [LifeDomain: Set<MemberID>]
  private let services: [AuthorityReference: Set<MemberID>]
  private let parents: [AuthorityReference: Set<MemberID>]

  /// Reads who covers what on a day; linear in the items.
  package init(_ network: PersonalNetwork, on day: Day) {
    var coverers = Dictionary(
      uniqueKeysWithValues: LifeDomain.allCases.map { ($0, Set<MemberID>()) })
    var services: [AuthorityReference: Set<MemberID>] = [:]
    var parents: [AuthorityReference: Set<MemberID>] = [:]
    var standing: Set<MemberID> = []
    for (member, card) in network.members where card.stands(on: day) {
      standing.insert(member)
      if let service = card.authority { services[service, default: []].insert(member) }
      if let parent = card.parentAuthority { parents[parent, default: []].insert(member) }
    }
    for (_, tie) in network.ties()
    where standing.contains(tie.member) && tie.qualities.stands(on: day)
      && tie.qualities.support != TieDegree.none
    {
      coverers[tie.domain, default: []].insert(tie.member)
    }
    self.coverers = coverers
    self.services = services
    self.parents = parents
  }

  /// How many members cover a domain.
  package func cover(_ domain: LifeDomain) -> Int { coverers[domain]?.count ?? 0 }

  /// The domains that nobody covers, in order.
  package var orphans: [LifeDomain] { LifeDomain.allCases.filter { cover($0) == 0 } }

  /// The domains that one member alone covers, in order.
  package var onOneThread: [LifeDomain] { LifeDomain.allCases.filter { cover($0) == 1 } }

  /// What would be left without someone.
  package func departure(of leaver: Leaver) -> Departure {
    let gone: Set<MemberID> =
      switch leaver {
      case .member(let member): [member]
      case .service(let service): services[service] ?? []
      case .parentAuthority(let parent): parents[parent] ?? []
      }
    var (uncovered, onOneThread): ([LifeDomain], [LifeDomain]) = ([], [])
    for domain in LifeDomain.allCases {
      let now = coverers[domain] ?? []
      let left = now.subtracting(gone).count
      guard left < now.count else { continue }
      if left == 0 { uncovered.append(domain) }
      if left == 1 { onOneThread.append(domain) }
    }
    return Departure(
      leaver: leaver, members: gone.sorted(), uncovered: uncovered, onOneThread: onOneThread)
  }

  /// The departures that would leave any domain uncovered or on one thread: of each member, service
  /// and parent authority, in this order, each by identifier.
  package var departures: [Departure] {
    let members = Set(coverers.values.joined()).sorted().map(Leaver.member)
    let leavers =
      members + services.keys.sorted().map(Leaver.service)
      + parents.keys.sorted().map(Leaver.parentAuthority)
    return leavers.map(departure).filter { !$0.uncovered.isEmpty || !$0.onOneThread.isEmpty }
  }
}
