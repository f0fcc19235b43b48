/// The signals of who is there and how they are tied.
extension SignalReading {
  /// The topmost authority told of a member: the parent where there is one.
  private func topmost(_ member: MemberID) -> AuthorityReference? {
    members[member].flatMap { $0.parentAuthority ?? $0.authority }
  }

  /// The authorities that serve each domain, where any does.
  private var serving: [LifeDomain: Set<AuthorityReference>] {
    var serving: [LifeDomain: Set<AuthorityReference>] = [:]
    for (_, tie) in ties {
      if let authority = topmost(tie.member) { serving[tie.domain, default: []].insert(authority) }
    }
    return serving
  }

  /// The domains that an authority is alone to serve, in order, by authority.
  var soleDomains: [AuthorityReference: [LifeDomain]] {
    var sole: [AuthorityReference: [LifeDomain]] = [:]
    for (domain, authorities) in serving where authorities.count == 1 {
      for authority in authorities { sole[authority, default: []].append(domain) }
    }
    return sole.mapValues { $0.sorted() }
  }

  /// The shares are of the pairs of an authority and a domain it serves, so that they add up to 1.
  var concentration: Signal {
    var counts: [AuthorityReference: Int] = [:]
    for authority in serving.values.joined() { counts[authority, default: 0] += 1 }
    let total = Double(counts.values.reduce(0, +))
    let index = counts.values.reduce(0.0) { $0 + Double($1) / total * (Double($1) / total) }
    let greatest = counts.values.max()
    return Signal(
      kind: .concentration, figure: counts.isEmpty ? nil : index, bound: nil, raised: false,
      subjects: counts.filter { $0.value == greatest }.keys.sorted().map(Signal.Subject.authority),
      basis: counts.count)
  }

  var singleAuthority: Signal {
    let serving = serving
    let domains = LifeDomain.allCases.filter { serving[$0]?.count == 1 }
    return counted(.singleAuthority, domains.map(Signal.Subject.domain), of: serving.count)
  }

  var formalShare: Signal {
    let formal = members.values.count { $0.formal }
    return Signal(
      kind: .formalShare,
      figure: members.isEmpty ? nil : Double(formal) / Double(members.count), bound: nil,
      raised: false, subjects: [], basis: members.count)
  }

  /// The figure is how many informal members are in circle 1; it is raised at none.
  var nobodyClose: Signal {
    let close = members.values.count { !$0.formal && $0.circle == .closest }
    return Signal(
      kind: .nobodyClose, figure: Double(close), bound: nil, raised: close == 0, subjects: [],
      basis: members.count)
  }

  /// A tie between two members is informal when both are.
  var mediated: Signal {
    func isInformal(_ member: MemberID) -> Bool { members[member].map { !$0.formal } ?? false }
    let own = ties.filter { isInformal($0.tie.member) }
    let between = network.memberTies.filter { _, tie in
      isInformal(tie.from) && isInformal(tie.to) && tie.qualities.stands(on: day)
    }
    let cases =
      own.filter { $0.tie.qualities.mediatedBy != nil }.map(\.id)
      + between.filter { $0.tie.qualities.mediatedBy != nil }.map(\.id)
    return counted(
      .mediated, cases.map(Signal.Subject.item), of: own.count + between.count)
  }

  /// A tie is as silent as its member: contacts are noted in any domain.
  var silent: Signal {
    var latest = Dictionary(contacts.map { ($0.member, $0.time) }, uniquingKeysWith: max)
    latest = latest.filter { members[$0.key] != nil }
    let known = ties.filter { latest[$0.tie.member] != nil }
    let limit = ago(Self.silentDays)
    let cases = known.filter { latest[$0.tie.member].map { $0 < limit } ?? false }
    return counted(.silent, cases.map { .item($0.id) }, of: known.count)
  }

  var oneThread: Signal {
    let fragility = Fragility(network, on: day)
    return counted(
      .oneThread, fragility.onOneThread.map(Signal.Subject.domain), of: ties.count)
  }
}
