import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// Where a limit stands now: the figure nearest to the bound, and whose it is.
struct LimitStanding: Equatable {
  /// The limit.
  let limit: LimitID
  /// What the figure counts.
  let unit: Refusal.Unit
  /// The figure.
  let figure: Int
  /// The bound for it.
  let bound: Int
  /// Who is nearest to the bound; nil where it is about nobody alone, or nobody sees anything.
  var nearest: String?

  /// Where the gauge ends.
  var scale: Int {
    switch (unit, limit) {
    case (.share, _): 10_000
    case (.domains, _): LifeDomain.allCases.count
    case (.days, .rate): 7
    case (.days, _): bound + bound / 4
    }
  }

  /// How it stands.
  enum Room: Equatable { case left, none, over }

  /// Whether there is room up to the bound; a reserve must not fall under it, several together must
  /// not even reach it.
  var room: Room {
    switch limit {
    case .reserve: figure > bound ? .left : figure == bound ? .none : .over
    case .coalition: figure < bound ? .left : .over
    default: figure < bound ? .left : figure == bound ? .none : .over
    }
  }
}

/// Where a record stands under all its limits.
struct LimitStandings {
  /// Who has what figures, and by which name the owner knows them.
  private struct Holder {
    let viewer: String
    let authority: String
    let figures: Figures
  }

  /// The figures that are the same for everybody.
  let whole: Figures
  /// The limits that are measured, in their order.
  let standings: [LimitStanding]
  /// Who sees domains that their service must not see.
  let walled: [(name: String, domains: [LifeDomain])]

  /// Works it out from what the device keeps.
  ///
  /// - Parameter openings: On how many of the last seven days each viewer looked; nil where only the
  ///   hub knows.
  init(_ state: OwnerState, openings: [Fingerprint: Int]?, at now: Date) throws {
    let known = try LimitHolders(state, at: now)
    let names = KnownViewers(state)
    let holders = known.all.map { holder in
      let viewer = holder.viewer ?? names.unknown
      return Holder(
        viewer: viewer, authority: holder.authority ?? viewer, figures: holder.figures)
    }
    whole = known.whole
    standings =
      Self.standings(holders, whole: known.whole, state.limits(at: now))
      + Self.times(holders, state, openings: openings, names: names, at: now)
    walled = holders.filter { !$0.figures.walledDomains.isEmpty }
      .map { ($0.viewer, $0.figures.walledDomains) }
  }

  /// What persons, services, several together and nobody see.
  private static func standings(
    _ holders: [Holder], whole: Figures, _ limits: Limits
  ) -> [LimitStanding] {
    func most(
      _ limit: LimitID, _ unit: Refusal.Unit, name: (Holder) -> String,
      figure: (Figures) -> Int, bound: (Figures) -> Int
    ) -> LimitStanding {
      let all = holders.filter { figure($0.figures) > 0 }.map { holder in
        LimitStanding(
          limit: limit, unit: unit, figure: figure(holder.figures), bound: bound(holder.figures),
          nearest: name(holder))
      }
      return all.max { $0.figure * $1.bound < $1.figure * $0.bound }
        ?? LimitStanding(limit: limit, unit: unit, figure: 0, bound: bound(whole))
    }
    return [
      most(
        .viewerShare, .share, name: \.viewer, figure: \.viewerShare,
        bound: { limits.viewerShare(referent: $0.viewerIsReferent) }),
      most(
        .viewerDomains, .domains, name: \.viewer, figure: \.viewerDomains,
        bound: {
          limits.viewerDomains(referent: $0.viewerIsReferent, smallRecord: $0.isSmallRecord)
        }),
      most(
        .authorityShare, .share, name: \.authority, figure: \.authorityShare,
        bound: { limits.authorityShare(referent: $0.authorityHoldsReferent) }),
      most(
        .authorityDomains, .domains, name: \.authority, figure: \.authorityDomains,
        bound: { limits.authorityDomains(referent: $0.authorityHoldsReferent) }),
      LimitStanding(
        limit: .coalition, unit: .share,
        figure: max(whole.coalitionPersons, whole.coalitionAuthorities), bound: limits.coalition),
      LimitStanding(
        limit: .reserve, unit: .share, figure: whole.neverSeen, bound: limits.reserve),
    ]
  }

  /// How long accesses last, how long they followed each other, and how often someone looked.
  private static func times(
    _ holders: [Holder], _ state: OwnerState, openings: [Fingerprint: Int]?, names: KnownViewers,
    at now: Date
  ) -> [LimitStanding] {
    let longest = state.standingGrants(at: now).map(\.publication)
      .map { (grant: $0, days: days(of: $0.grant.payload.terms)) }
      .max { $0.days < $1.days }
    let run = holders.max { $0.figures.runDays < $1.figures.runDays }
    var times = [
      LimitStanding(
        limit: .duration, unit: .days, figure: longest?.days ?? 0,
        bound: state.limits(at: now).durationDays, nearest: longest?.grant.viewerCard.payload.name),
      LimitStanding(
        limit: .run, unit: .days, figure: run?.figures.runDays ?? 0, bound: Limits.runDays,
        nearest: (run?.figures.runDays ?? 0) > 0 ? run?.viewer : nil),
    ]
    if let openings {
      let most = openings.max { $0.value == $1.value ? $0.key < $1.key : $0.value < $1.value }
      times.append(
        LimitStanding(
          limit: .rate, unit: .days, figure: most?.value ?? 0,
          bound: state.limits(at: now).openingDays,
          nearest: most.map { names[$0.key] }))
    }
    return times
  }

  /// How long a grant lasts, in days, rounded up.
  private static func days(of terms: GrantTerms) -> Int {
    (Int(terms.notAfter.timeIntervalSince(terms.notBefore)) + 86_399) / 86_400
  }
}

/// The names by which the owner knows those who see, or saw.
struct KnownViewers {
  private let names: [Fingerprint: String]
  /// What someone is called whose card is not known.
  let unknown: String

  /// The viewers of an owner's grants; the newest card counts.
  init(_ state: OwnerState) {
    names = Dictionary(
      state.grants.map {
        ($0.publication.viewerCard.signer, $0.publication.viewerCard.payload.name)
      }, uniquingKeysWith: { _, newer in newer })
    unknown = NoticeText.someone(state.language)
  }

  /// The name of a viewer.
  subscript(viewer: Fingerprint) -> String { names[viewer] ?? unknown }
}
