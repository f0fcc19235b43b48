extension NoticeText {
  package var english: String {
    switch self {
    case .asked: "{who} asked for access, {when}."
    case .proposed: "{who} proposed an addition, {when}."
    case .looked: "{who} looked, {when}."
    case .refused: "{who} could see nothing, {when}."
    case .attested: "{who} attested, {when}."
    case .ended: "{who} ended an access, {when}."
    case .stopped: "{who} stopped everything, {when}."
    case .emergency: "Emergency: {who}, {when}."
    case .named: "{who} had a name opened, {when}."
    case .recovery: "A key changed, or is to change, {when}."
    case .limit: "You changed a limit, {when}. See “My limits”."
    case .endingSoon: "The access of {who} ends, {when}."
    case .someone: "Someone"
    }
  }
}
