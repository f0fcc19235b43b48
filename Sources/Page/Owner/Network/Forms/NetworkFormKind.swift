import PersonalNetwork

/// What a person adds to the network, or changes in it, with one form.
enum NetworkFormKind: String, CaseIterable {
  case member, tie, between, contact, appointment, note, event

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
    case .objective, .obstacle, .referent, .mask: return nil
    }
  }

  /// What can be added about a member.
  static let aboutMember: [NetworkFormKind] = [.tie, .contact, .appointment, .note, .event]

  /// How many members there must be before one can be added.
  var fewestMembers: Int {
    switch self {
    case .member, .appointment, .note: 0
    case .tie, .contact, .event: 1
    case .between: 2
    }
  }

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
    }
  }
}
