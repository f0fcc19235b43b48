extension PictureText {
  package var english: String {
    switch self {
    case .sameInList: "The list says the same."
    case .sight:
      "{name} sees {seen} of them by name. Without a name: {nameless}. Not at all: {unseen}."
    case .keyUnseen: "Small round: {name} does not see it."
    case .keyNameless: "(…): {name} does not see the name."
    case .sightHeading: "What {name} sees, as a picture"
    case .support: "supports you"
    case .stress: "weighs on you"
    case .mixed: "supports you and weighs on you"
    case .unsaid: "nothing is said"
    case .reserved: "secret garden"
    case .unseen: "not seen"
    case .past: "My network on another date"
    case .pastDay: "The day"
    case .pastShow: "Show that day"
    case .pastTold: "This is your network on {day}."
    case .pastKept: "What has no date is as it is today."
    case .pastNow: "Back to today"
    case .pastWrong: "There is no such day. Choose another."
    }
  }
}
