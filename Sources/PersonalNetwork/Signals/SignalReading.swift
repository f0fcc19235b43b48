package import Foundation

/// Computes the signals of a record at a time; pure, and in the items and facts but for a sort.
package struct SignalReading {
  /// How many openings for one contact make surveillance, in ``surveillanceDays``.
  package static let openingsPerContact = 2.0
  /// Over how many days openings are held against contacts.
  package static let surveillanceDays = 30
  /// By how much help falls after a refusal to be told, as a share.
  package static let fallOfHelp = 0.3
  /// How many days before and after a refusal are compared.
  package static let refusalDays = 60
  /// How many new viewers are not told yet, in ``viewerDays``.
  package static let newViewers = 3
  /// Over how many days new viewers are counted.
  package static let viewerDays = 90
  /// After how many days without contact a tie is silent.
  package static let silentDays = 365
  /// Over how many days imposed appointments are counted.
  package static let appointmentDays = 28

  /// The record read.
  package let network: PersonalNetwork
  let facts: SignalFacts
  let now: Date
  /// The day, where the owner is.
  package let day: Day
  let members: [MemberID: Member]
  /// The owner's ties that stand, with members who are there.
  let ties: [(id: NetworkItemID, tie: Tie)]
  let contacts: [ContactEvent]

  /// Reads a record on a day at a time; the day is where the owner is.
  package init(
    _ network: PersonalNetwork, _ facts: SignalFacts = SignalFacts(), at now: Date, on day: Day
  ) {
    self.network = network
    self.facts = facts
    self.now = now
    self.day = day
    let members = Dictionary(
      uniqueKeysWithValues: network.members.filter { $0.card.stands(on: day) }
        .map { ($0.id, $0.card) })
    self.members = members
    ties = network.ties().filter { _, tie in
      members[tie.member] != nil && tie.qualities.stands(on: day)
    }
    contacts = network.items.compactMap { item in
      guard case .event(let event) = item.content, event.time <= now else { return nil }
      return event
    }
  }

  /// Every signal, raised or not, in the order of their kinds.
  package var signals: [Signal] { Signal.Kind.allCases.map(signal) }

  /// One signal.
  package func signal(_ kind: Signal.Kind) -> Signal {
    switch kind {
    case .concentration: concentration
    case .singleAuthority: singleAuthority
    case .formalShare: formalShare
    case .nobodyClose: nobodyClose
    case .mediated: mediated
    case .surveillance: surveillance
    case .helpAfterRefusal: helpAfterRefusal
    case .othersObjectives: othersObjectives
    case .imposed: imposed
    case .newViewers: newViewers
    case .silent: silent
    case .oneThread: oneThread
    }
  }

  /// A signal that every case raises, its figure the number of cases.
  func counted(_ kind: Signal.Kind, _ subjects: [Signal.Subject], of basis: Int) -> Signal {
    Signal(
      kind: kind, figure: Double(subjects.count), bound: nil, raised: !subjects.isEmpty,
      subjects: subjects, basis: basis)
  }

  /// The time so many days ago.
  func ago(_ days: Int) -> Date { now.addingTimeInterval(-86_400 * Double(days)) }
}
