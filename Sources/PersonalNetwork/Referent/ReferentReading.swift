import Foundation

/// Computes the five bars of one référent; pure.
package struct ReferentReading {
  private let designation: ReferentDesignation
  private let facts: ReferentFacts
  private let signals: SignalReading
  private let graph: NetworkGraph
  private let place: Int?
  private let contacts: [ContactEvent]
  private let fragility: Fragility

  /// Reads a record for a référent, at the time of the signals.
  ///
  /// - Throws: ``NetworkError`` when the record is larger than a graph may be.
  package init(
    _ designation: ReferentDesignation, _ facts: ReferentFacts, signals: SignalReading
  ) throws(NetworkError) {
    self.designation = designation
    self.facts = facts
    self.signals = signals
    graph = try NetworkGraph(signals.network, on: signals.day, relation: .knows)
    let id = designation.member.description
    place = graph.nodes.firstIndex { $0.id == id }
    contacts = signals.contacts.filter { $0.member == designation.member }
      .sorted { $0.time < $1.time }
    fragility = Fragility(signals.network, on: signals.day)
  }

  /// The five bars, in the order of the characteristics.
  package var bars: [ReferentBar] { [proximity, centrality, flexibility, proactivity, continuity] }

  /// What would be left uncovered if they left.
  package var departure: Fragility.Departure {
    fragility.departure(of: .member(designation.member))
  }

  /// Into how many parts the members fall now and without them.
  package var parts: (now: Int, without: Int) {
    let numbers = Components.numbers(Adjacency(graph))
    guard let place else { return (Set(numbers).count, Set(numbers).count) }
    let kept = graph.edges.filter { $0.from != place && $0.to != place }
    let without =
      (try? NetworkGraph(nodes: graph.nodes, edges: kept)).map {
        Set(Components.numbers(Adjacency($0))).count - 1
      } ?? 0
    return (Set(numbers).count, without)
  }

  private func bar(
    _ characteristic: ReferentBar.Characteristic, _ figures: [ReferentBar.Figure],
    ceiling: Double = 1
  ) -> ReferentBar {
    ReferentBar(characteristic: characteristic, figures: figures, ceiling: ceiling)
  }

  /// A figure whose score is the raw one, or comes from it; both cut to 0…1.
  private func figure(
    _ part: ReferentBar.Part, _ raw: Double?, score: (Double) -> Double = { $0 }
  ) -> ReferentBar.Figure {
    ReferentBar.Figure(part: part, raw: raw, score: raw.map { min(1, max(0, score($0))) })
  }

  private func share(_ count: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(count) / Double(whole) : nil
  }

  private var proximity: ReferentBar {
    let gaps = zip(contacts, contacts.dropFirst()).map {
      $1.time.timeIntervalSince($0.time) / 86_400
    }
    let chosen = contacts.filter { $0.startedBy == .owner }
    return bar(
      .proximity,
      [
        figure(.daysBetween, Self.median(gaps)) { 1 - $0 / 30 },
        figure(.inPerson, share(chosen.count { $0.medium == .inPerson }, of: chosen.count)),
        figure(.closeness, facts.closeness),
      ])
  }

  private var centrality: ReferentBar {
    guard let place else { return bar(.centrality, []) }
    let adjacency = Adjacency(graph)
    let known = Set(adjacency.row(place).map { graph.nodes[Int(adjacency.neighbours[$0])].id })
    let covered = LifeDomain.allCases.filter { fragility.cover($0) > 0 }
    let reached = covered.filter { domain in
      fragility.coverers[domain]?.contains { known.contains($0.description) } ?? false
    }
    let betweenness = Betweenness.normalised(
      Betweenness.all(adjacency)[place], members: adjacency.count)
    return bar(
      .centrality,
      [
        figure(.degree, share(known.count, of: adjacency.count - 1)),
        figure(.betweenness, betweenness),
        figure(.knownDomains, share(reached.count, of: covered.count)),
      ])
  }

  private var flexibility: ReferentBar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = facts.timeZone
    let usual = Set(
      signals.ties.filter { $0.tie.member == designation.member }
        .compactMap(\.tie.qualities.medium))
    let unusual = contacts.count { event in
      let isWeekend = [1, 7].contains(calendar.component(.weekday, from: event.time))
      let isOff = !(8..<18).contains(calendar.component(.hour, from: event.time))
      return isWeekend || isOff || !usual.isEmpty && !usual.contains(event.medium)
    }
    let places = Dictionary(grouping: contacts.compactMap(\.place)) { $0 }.mapValues(\.count)
    let placed = places.values.reduce(0, +)
    let together = places.values.reduce(0.0) { sum, count in
      sum + pow(Double(count) / Double(placed), 2)
    }
    return bar(
      .flexibility,
      [
        figure(.offHours, share(unusual, of: contacts.count)),
        figure(.places, placed > 0 ? 1 - together : nil),
        figure(.revised, facts.revised?.value),
      ])
  }

  /// Bounded by the signal of surveillance: twice as many openings for a contact as raise it halve
  /// the ceiling.
  private var proactivity: ReferentBar {
    let started = contacts.count { $0.startedBy == .member && $0.occasion == .planned }
    let looks = signals.openingsPerContact(of: designation.member)
    let delays = facts.incidentDays
    let delay = delays.isEmpty ? nil : delays.reduce(0, +) / Double(delays.count)
    return bar(
      .proactivity,
      [
        figure(.started, share(started, of: contacts.count)),
        figure(.renewals, facts.renewals?.value),
        figure(.incident, delay) { 1 - $0 / 7 },
      ], ceiling: looks > 0 ? min(1, SignalReading.openingsPerContact / looks) : 1)
  }

  private var continuity: ReferentBar {
    let months = Double(signals.day.count - designation.since.count) / (365.25 / 12)
    let served = signals.contacts.filter { event in
      event.member == designation.member || signals.network.card(event.member)?.formal == true
    }
    let counts = Dictionary(grouping: served, by: \.member).values.map { Double($0.count) }
    return bar(
      .continuity,
      [
        figure(.tenure, max(0, months)) { $0 / 36 },
        figure(.kept, facts.keptAcrossServices.map { $0 ? 1 : 0 }),
        figure(.careIndex, Self.careIndex(counts)),
        figure(.substitute, designation.substitute == nil ? 0 : 1),
      ])
  }

  /// Nil with fewer than two contacts.
  private static func careIndex(_ counts: [Double]) -> Double? {
    let total = counts.reduce(0, +)
    guard total > 1 else { return nil }
    return (counts.reduce(0) { $0 + $1 * $1 } - total) / (total * (total - 1))
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
