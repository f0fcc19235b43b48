import Foundation

/// The signals of what is done: opened, refused, planned.
extension SignalReading {
  /// How many openings of a viewer there were for one contact; with no contact, for one all the same.
  package func openingsPerContact(of member: MemberID) -> Double {
    let openings = facts.openings.count { $0.member == member && isRecent($0.time) }
    return Double(openings) / Double(max(1, recentContacts(with: member)))
  }

  private func isRecent(_ time: Date) -> Bool { ago(Self.surveillanceDays) < time && time <= now }

  private func recentContacts(with member: MemberID) -> Int {
    contacts.count { $0.member == member && isRecent($0.time) }
  }

  var surveillance: Signal {
    let openings = Dictionary(grouping: facts.openings.filter { isRecent($0.time) }, by: \.viewer)
    let figures = openings.mapValues { openings in
      let members = Set(openings.compactMap(\.member))
      let contacts = members.reduce(0) { $0 + recentContacts(with: $1) }
      return Double(openings.count) / Double(max(1, contacts))
    }
    let cases = figures.filter { $0.value > Self.openingsPerContact }.keys.sorted()
    return Signal(
      kind: .surveillance, figure: figures.values.max(), bound: Self.openingsPerContact,
      raised: !cases.isEmpty, subjects: cases.map(Signal.Subject.viewer),
      basis: openings.values.reduce(0) { $0 + $1.count })
  }

  /// A refusal counts once all its days after have passed, and where there was help before.
  var helpAfterRefusal: Signal {
    let span = 86_400 * Double(Self.refusalDays)
    let falls: [(member: MemberID, fall: Double)] = facts.refusals.compactMap { refusal in
      guard refusal.time.addingTimeInterval(span) <= now else { return nil }
      let authority = network.card(refusal.member)?.authority
      let helpers = contacts.filter { event in
        event.member == refusal.member
          || authority != nil && network.card(event.member)?.authority == authority
      }.map { $0.time.timeIntervalSince(refusal.time) }
      let before = helpers.count { (-span..<0).contains($0) }
      let after = helpers.count { (0..<span).contains($0) }
      guard before > 0 else { return nil }
      return (refusal.member, Double(before - after) / Double(before))
    }
    let cases = Set(falls.filter { $0.fall > Self.fallOfHelp }.map(\.member)).sorted()
    return Signal(
      kind: .helpAfterRefusal, figure: falls.map(\.fall).max(), bound: Self.fallOfHelp,
      raised: !cases.isEmpty, subjects: cases.map(Signal.Subject.member), basis: falls.count)
  }

  var othersObjectives: Signal {
    let live = network.items.compactMap { item -> (id: NetworkItemID, objective: Objective)? in
      guard case .objective(let objective) = item.content else { return nil }
      switch objective.state {
      case .proposed, .active, .paused: return (item.id, objective)
      case .reached, .dropped: return nil
      }
    }
    let cases = live.filter { $0.objective.author != .owner }
    return counted(.othersObjectives, cases.map { .item($0.id) }, of: live.count)
  }

  var imposed: Signal {
    let start = ago(Self.appointmentDays)
    let recent = network.items.compactMap { item -> (id: NetworkItemID, imposed: Bool)? in
      guard case .appointment(let appointment) = item.content, start < appointment.time,
        appointment.time <= now
      else { return nil }
      return (item.id, appointment.origin == .imposed)
    }
    let cases = recent.filter(\.imposed)
    return Signal(
      kind: .imposed, figure: Double(cases.count) / (Double(Self.appointmentDays) / 7), bound: nil,
      raised: !cases.isEmpty, subjects: cases.map { .item($0.id) }, basis: recent.count)
  }

  var newViewers: Signal {
    let start = ago(Self.viewerDays)
    let new = facts.viewers.filter { start < $0.since && $0.since <= now }
    return Signal(
      kind: .newViewers, figure: Double(new.count), bound: Double(Self.newViewers),
      raised: new.count > Self.newViewers, subjects: new.map { .viewer($0.name) },
      basis: facts.viewers.count)
  }
}
