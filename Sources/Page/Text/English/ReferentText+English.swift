extension ReferentText {
  package var english: String {
    switch self {
    case .heading: "How this help goes"
    case .intro: "Read each line alone. It says nothing of how good someone is."
    case .value: "{value} of 1"
    case .unknown: "not known"
    case .figure: "{part}: {value}"
    case .capture: "Much goes through this one person."
    case .parts: "Parts of your network: {now}. Without this person: {count}."
    case .uncovered: "Without this person, nobody is left here: {domains}."
    case .silent: "The hub does not answer. Who looked is missing."
    }
  }
}
