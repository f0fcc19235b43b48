import PersonalNetwork

/// What a person adds to the network, or changes in it, with one form.
enum NetworkFormKind: String, CaseIterable {
  case member, tie, between, contact, appointment, note, event, objective, obstacle, referent

  /// The form that changes a content; nil where the page has none.
  init?(_ content: ItemContent) {
    switch content {
    case .card: self = .member
    case .tie: self = .tie
    case .memberTie: self = .between
    case .contact: self = .contact
    case .appointment: self = .appointment
    case .note: self = .note
    case .event: self = .event
    case .objective: self = .objective
    case .obstacle: self = .obstacle
    case .referent: self = .referent
    case .mask: return nil
    }
  }

  /// What can be added about a member.
  static let aboutMember: [NetworkFormKind] = [
    .tie, .contact, .appointment, .note, .event, .objective, .obstacle, .referent,
  ]

  /// How many members there must be before one can be added.
  var fewestMembers: Int {
    switch self {
    case .member, .appointment, .note, .objective, .obstacle: 0
    case .tie, .contact, .event, .referent: 1
    case .between: 2
    }
  }

  /// Whether it may go into the secret garden; who is référent is the owner's alone in any case.
  var mayBeReserved: Bool { self != .referent }

  /// What is added, in words.
  func title(_ language: Language) -> String {
    let text: NetworkText =
      switch self {
      case .member: .addMember
      case .tie: .addTie
      case .between: .addBetween
      case .contact: .addContact
      case .appointment: .addAppointment
      case .note: .addNote
      case .event: .addEvent
      case .objective: .addObjective
      case .obstacle: .addObstacle
      case .referent: .addReferent
      }
    return text(language)
  }

  /// The picture beside the words.
  var pictogram: Pictogram {
    switch self {
    case .member: .people
    case .tie, .between: .network
    case .contact: .bell
    case .appointment: .clock
    case .note: .paper
    case .event: .hand
    case .objective: .flag
    case .obstacle: .stop
    case .referent: .people
    }
  }
}
