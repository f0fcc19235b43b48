import PersonalNetwork

/// Shows who holds each domain and what would be left without someone.
struct FragilityPrinter: Encodable {
  private let network: PersonalNetwork
  private let fragility: Fragility

  /// Reads a record on a day.
  init(_ network: PersonalNetwork, on day: Day) {
    self.network = network
    fragility = Fragility(network, on: day)
  }

  /// Writes a table of domains and one of departures.
  func tables() {
    Printer.table(
      [say("DOMAIN", fr: "DOMAINE"), say("COVER", fr: "COUVERTURE"), ""],
      LifeDomain.allCases.map { domain in
        let cover = fragility.cover(domain)
        let word =
          switch cover {
          case 0: say("orphan", fr: "orphelin")
          case 1: say("on one thread", fr: "tient à un fil")
          default: ""
          }
        return [domain.title(Speech.language), "\(cover)", word]
      })
    let departures = fragility.departures
    guard !departures.isEmpty else { return }
    Printer.line()
    Printer.table(
      [
        say("IF THEY LEAVE", fr: "EN CAS DE DÉPART"), say("UNCOVERED", fr: "SANS PERSONNE"),
        say("ON ONE THREAD", fr: "TIENT À UN FIL"),
      ],
      departures.map { [name($0.leaver), titles($0.uncovered), titles($0.onOneThread)] })
  }

  private func titles(_ domains: [LifeDomain]) -> String {
    domains.map { $0.title(Speech.language) }.joined(separator: ", ")
  }

  private func name(_ leaver: Fragility.Leaver) -> String {
    switch leaver {
    case .member(let member): network.card(member)?.label ?? member.description
    case .service(let service): say("service ", fr: "service ") + service.description
    case .parentAuthority(let parent):
      say("parent authority ", fr: "pouvoir organisateur ") + parent.description
    }
  }

  private struct Cover: Encodable {
    let domain: LifeDomain
    let members: [MemberID]
  }

  private struct Departure: Encodable {
    let member: MemberID?
    let service: AuthorityReference?
    let parentAuthority: AuthorityReference?
    let uncovered: [LifeDomain]
    let onOneThread: [LifeDomain]

    init(_ departure: Fragility.Departure) {
      var (member, service, parent): (MemberID?, AuthorityReference?, AuthorityReference?)
      switch departure.leaver {
      case .member(let leaver): member = leaver
      case .service(let leaver): service = leaver
      case .parentAuthority(let leaver): parent = leaver
      }
      self.member = member
      self.service = service
      parentAuthority = parent
      uncovered = departure.uncovered
      onOneThread = departure.onOneThread
    }
  }

  private enum CodingKeys: String, CodingKey { case domains, orphans, onOneThread, departures }

  /// Encodes the cover of each domain and the departures that matter.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(
      LifeDomain.allCases.map { domain in
        Cover(domain: domain, members: fragility.coverers[domain]?.sorted() ?? [])
      }, forKey: .domains)
    try fields.encode(fragility.orphans, forKey: .orphans)
    try fields.encode(fragility.onOneThread, forKey: .onOneThread)
    try fields.encode(fragility.departures.map(Departure.init), forKey: .departures)
  }
}
