/// An obstacle that the owner may wish to note, with what suggests it; it records nothing.
///
/// Only the two obstacles that are the network itself are ever proposed: a network too encompassing
/// (`O17`) and collaboration as an injunction (`O18`). Source: DOMAIN.md §3, §5.
package struct ObstacleProposal: Hashable, Sendable {
  /// In how many domains one authority must serve alone to suggest a total institution.
  ///
  /// Sleep, play and work under one roof. Source: Goffman, Asylums, 1961.
  package static let soleDomains = 3
  /// Above which share of paid or mandated members nobody close suggests a closed network.
  package static let formalShare = 0.5

  /// What suggests an obstacle.
  package enum Ground: Hashable, Sendable {
    /// An authority that alone serves these domains.
    case soleAuthority(AuthorityReference, [LifeDomain])
    /// A signal that is raised.
    case signal(Signal.Kind)
    /// A request that presses.
    case request(PressingRequest)
  }

  /// The obstacle.
  package let code: ObstacleCode
  /// What suggests it; at least one.
  package let grounds: [Ground]

  /// The requests among what suggests it.
  private var requests: [PressingRequest] {
    grounds.compactMap { ground in
      guard case .request(let request) = ground else { return nil }
      return request
    }
  }

  /// Whether a request suggests it, so that the owner may offer something else instead.
  package var isAsked: Bool { !requests.isEmpty }

  /// The member it may be about: whoever asked, where all that asked are one known member.
  package var member: MemberID? {
    let members = Set(requests.map(\.member))
    return members.count == 1 ? members.first ?? nil : nil
  }

  /// What to propose to the owner; nothing that stands in the record already.
  package static func proposals(
    _ reading: SignalReading, requests: [PressingRequest] = []
  ) -> [ObstacleProposal] {
    let noted = Set(
      reading.network.items.compactMap { item -> ObstacleCode? in
        guard case .obstacle(let obstacle) = item.content else { return nil }
        return obstacle.stands(on: reading.day) ? obstacle.code : nil
      })
    let found = [
      ObstacleProposal(code: .encompassing, grounds: encompassing(reading)),
      ObstacleProposal(code: .injunction, grounds: injunction(reading, requests)),
    ]
    return found.filter { !$0.grounds.isEmpty && !noted.contains($0.code) }
  }

  /// What closes the network on the owner.
  private static func encompassing(_ reading: SignalReading) -> [Ground] {
    var grounds: [Ground] = reading.soleDomains.filter { $0.value.count >= soleDomains }
      .sorted { $0.key < $1.key }.map { .soleAuthority($0.key, $0.value) }
    let share = reading.signal(.formalShare).figure ?? 0
    if share > formalShare, reading.signal(.nobodyClose).raised {
      grounds.append(.signal(.nobodyClose))
    }
    for kind in [Signal.Kind.mediated, .surveillance] where reading.signal(kind).raised {
      grounds.append(.signal(kind))
    }
    return grounds
  }

  /// What takes the owner's yes for granted.
  private static func injunction(
    _ reading: SignalReading, _ requests: [PressingRequest]
  ) -> [Ground] {
    let asked = requests.sorted { ($0.time, $0.id) < ($1.time, $1.id) }.map(Ground.request)
    let signals = [Signal.Kind.helpAfterRefusal, .imposed].filter { reading.signal($0).raised }
    return asked + signals.map(Ground.signal)
  }
}

extension Obstacle {
  /// Whether it is still there on a day.
  fileprivate func stands(on day: Day) -> Bool {
    outcome == .remains && until.map { $0 >= day } ?? true
  }
}

extension ObstacleProposal.Ground {
  /// What suggests the obstacle, as the owner reads it; a name in it is as it came.
  package func title(_ language: Language) -> String {
    switch self {
    case .soleAuthority(let authority, let domains):
      let list = domains.map { $0.title(language) }.joined(separator: ", ")
      return language.pick(
        "\(authority) est seule à servir : \(list)", "\(authority) alone serves: \(list)")
    case .signal(let kind): return kind.title(language)
    case .request(let request):
      let ways = PressingRequest.Pressure.allCases.filter(request.pressures.contains)
        .map { $0.title(language) }.joined(separator: ", ")
      return language.pick("\(request.name) : \(ways)", "\(request.name): \(ways)")
    }
  }

  /// What it is computed from, as the owner reads it.
  package func basis(_ language: Language) -> String {
    switch self {
    case .soleAuthority: Signal.Kind.singleAuthority.basis(language)
    case .signal(let kind): kind.basis(language)
    case .request:
      language.pick(
        "la demande reçue : sa raison, et les limites qui la refusent",
        "the request received: its reason, and the limits that refuse it")
    }
  }
}

extension PressingRequest.Pressure: Titled {
  /// The pressure as the owner reads it.
  package func title(_ language: Language) -> String {
    switch self {
    case .condition:
      language.pick("l’accès est une condition d’entrée", "the access is a condition of admission")
    case .wholeNetwork:
      language.pick(
        "la demande vise presque tout le réseau", "the request is for nearly the whole network")
    }
  }
}
