extension PersonalNetwork {
  /// The record as it was on a day.
  ///
  /// What says a period is there from its first to its last day, both included; an end that was not
  /// said leaves it open. What took place at a time is there from that day on, in UTC. What says no
  /// day, such as a note, is there as it is now, unless it needs the card of a member who was not
  /// there yet or no more, or a tie that was not.
  package func on(_ day: Day) throws(NetworkError) -> PersonalNetwork {
    let there = items.filter { $0.content.stands(on: day) }
    let members = Set(there.compactMap(\.member))
    let known = there.filter { item in
      ([item.carrier].compactMap(\.self) + item.content.names).allSatisfy(members.contains)
    }
    var tied: [MemberID: Set<LifeDomain>] = [:]
    for item in known {
      if case .tie(let tie) = item.content { tied[tie.member, default: []].insert(tie.domain) }
    }
    return try PersonalNetwork(
      items: known.filter { item in
        guard case .memberTie(let tie) = item.content else { return true }
        return [tie.from, tie.to].contains { tied[$0]?.contains(tie.domain) == true }
      })
  }
}

extension ItemContent {
  /// Whether what is said held on a day, by the days and times in it alone.
  package func stands(on day: Day) -> Bool {
    switch self {
    case .card(let card): card.stands(on: day)
    case .tie(let tie): tie.qualities.stands(on: day)
    case .memberTie(let tie): tie.qualities.stands(on: day)
    case .event(let event): Day(of: event.time).map { $0 <= day } ?? false
    case .appointment(let appointment): Day(of: appointment.time).map { $0 <= day } ?? false
    case .obstacle(let obstacle):
      obstacle.from.map { $0 <= day } ?? true && obstacle.until.map { day <= $0 } ?? true
    case .referent(let designation): designation.since <= day
    case .contact, .objective, .note, .mask: true
    }
  }
}
