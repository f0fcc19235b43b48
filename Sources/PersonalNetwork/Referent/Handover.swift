/// A référent's time, from being proposed to the end, and how it passes to the next.
///
/// It takes events and answers with what is to be proposed to the owner: it opens nothing, grants
/// nothing and hands on no key. Whatever the next one may see is consented anew, compartment by
/// compartment. Source: DOMAIN.md §4.
package struct Handover: Hashable, Sendable {
  /// The shortest doubling, in days.
  package static let doublingDays = 30
  /// How many three-way contacts a doubling needs at least.
  package static let threeWayContacts = 2

  /// How far it is.
  package enum State: String, CaseIterable, Sendable {
    case proposed, accepted, active, doubling, transferred, closed
  }

  /// What happens.
  package enum Event: Hashable, Sendable {
    /// The one proposed says yes.
    case accept
    /// The owner designates them from a day on.
    case begin(Day)
    /// The owner chooses the next one, who doubles from a day on.
    case double(MemberID, Day)
    /// The owner, the référent and the next one met.
    case threeWayContact(Day)
    /// The owner says that the next one takes over.
    case transfer(Day)
    /// What the former référent could see has ended.
    case close
    /// The owner ends it at once, whatever the state.
    case dismiss
    /// The référent left suddenly.
    case depart
  }

  /// What is proposed to the owner; none of it is done without them.
  package enum Proposal: Hashable, Sendable {
    /// To consent anew to these compartments for a member, nothing ticked, none beyond them.
    case consentAnew(MemberID, atMost: Set<Compartment>)
    /// To end every access of a member.
    case endAccess(MemberID)
    /// To name the substitute as référent, with the emergency set first.
    case nameSubstitute(MemberID)
  }

  /// Why an event was refused.
  package enum Refusal: String, Error, Equatable, Sendable {
    /// It does not belong to this state.
    case wrongState = "wrong-state"
    /// The next one is the référent.
    case samePerson = "same-person"
    /// It is dated before what came before.
    case beforeStart = "before-start"
    /// The doubling has not lasted long enough.
    case tooEarly = "too-early"
    /// There were too few three-way contacts.
    case tooFewContacts = "too-few-contacts"
  }

  /// How far it is.
  package private(set) var state: State
  /// The référent.
  package let referent: MemberID
  /// The substitute named in advance.
  package let substitute: MemberID?
  /// What the référent was granted.
  package let scope: Set<Compartment>
  /// The next one, from the doubling on.
  package private(set) var successor: MemberID?
  /// Since when they are active.
  package private(set) var activeSince: Day?
  /// Since when the next one doubles.
  package private(set) var doublingSince: Day?
  /// The days of three-way contacts of this doubling, each once.
  package private(set) var threeWayDays: Set<Day> = []

  /// Proposes a référent; `scope` is what they would be granted at most.
  package init(
    referent: MemberID, substitute: MemberID? = nil, scope: Set<Compartment>
  ) throws(Refusal) {
    guard substitute != referent else { throw .samePerson }
    state = .proposed
    self.referent = referent
    self.substitute = substitute
    self.scope = scope
  }

  /// Takes an event and returns what is to be proposed; on a refusal nothing has changed.
  package mutating func take(_ event: Event) throws(Refusal) -> [Proposal] {
    switch (state, event) {
    case (.proposed, .accept):
      state = .accepted
      return []
    case (.accepted, .begin(let day)):
      state = .active
      activeSince = day
      return [.consentAnew(referent, atMost: scope)]
    case (.active, .double(let next, let day)): return try double(next, day)
    case (.doubling, .threeWayContact(let day)):
      guard let doublingSince, doublingSince <= day else { throw .beforeStart }
      threeWayDays.insert(day)
      return []
    case (.doubling, .transfer(let day)): return try transfer(day)
    case (.transferred, .close):
      state = .closed
      return []
    case (.closed, _): throw .wrongState
    case (_, .dismiss):
      let hadAccess = [.active, .doubling, .transferred].contains(state)
      state = .closed
      return hadAccess ? [.endAccess(referent)] : []
    case (.active, .depart), (.doubling, .depart):
      state = .closed
      return [.endAccess(referent)] + (substitute.map { [.nameSubstitute($0)] } ?? [])
    default: throw .wrongState
    }
  }

  private mutating func double(_ next: MemberID, _ day: Day) throws(Refusal) -> [Proposal] {
    guard next != referent else { throw .samePerson }
    guard let activeSince, activeSince <= day else { throw .beforeStart }
    state = .doubling
    successor = next
    doublingSince = day
    return [.consentAnew(next, atMost: scope)]
  }

  private mutating func transfer(_ day: Day) throws(Refusal) -> [Proposal] {
    guard let doublingSince, doublingSince <= day else { throw .beforeStart }
    guard day.count - doublingSince.count >= Self.doublingDays else { throw .tooEarly }
    guard threeWayDays.count(where: { $0 <= day }) >= Self.threeWayContacts else {
      throw .tooFewContacts
    }
    state = .transferred
    return [.endAccess(referent)]
  }
}
