extension ProposeText {
  package var english: String {
    switch self {
    case .link: "Propose an addition"
    case .linkHint: "The person decides. You are not told their answer."
    case .askKind: "What do you propose to add?"
    case .askDomain: "In which life domain?"
    case .askAbout: "Whom is it about?"
    case .askWords: "What should it say?"
    case .askCheck: "Is this right?"
    case .kind: "Kind of addition"
    case .domain: "Life domain"
    case .about: "The person or service"
    case .nobody: "Nobody in particular"
    case .words: "The text"
    case .name: "The name"
    case .detailKind: "Kind of contact detail"
    case .memberKind: "Kind of member"
    case .day: "The day"
    case .hour: "The time"
    case .place: "The place"
    case .origin: "Chosen or imposed"
    case .strength: "How strong the tie is"
    case .strengthUnknown: "Not said"
    case .goOn: "Go on"
    case .send: "Send"
    case .startAgain: "Start again"
    case .wrong: "This answer does not fit. Nothing is sent."
    case .nothingToPropose: "This access allows no addition."
    case .to: "For: {name}"
    case .sent: "It is sent. The person decides, and you are not told what."
    }
  }
}
