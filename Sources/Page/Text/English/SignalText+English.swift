extension SignalText {
  package var english: String {
    switch self {
    case .heading: "What your network says"
    case .intro: "A sign never stops anything. It helps you see."
    case .open: "See what your network says"
    case .none: "Nothing to say now."
    case .silent: "The hub does not answer. Requests and who looked are missing."
    case .basis: "Where this comes from"
    case .singleAuthority: "Parts of life where one service alone helps you: {figure}."
    case .nobodyClose: "Nobody is very close to you unless it is their work."
    case .mediated: "Ties with close people that go through a service: {figure}."
    case .surveillance: "Someone looks more often than they meet you."
    case .helpAfterRefusal: "You said no. After that, there was less help."
    case .othersObjectives: "Things that others want for you: {figure}."
    case .imposed: "Times that others set for you, a week: {figure}."
    case .newViewers: "New people with access in three months: {figure}."
    case .quiet: "Ties with no contact for a year: {figure}."
    case .oneThread: "Parts of life where one person alone helps you: {figure}."
    case .maybe: "Something in the way to write down?"
    case .yours: "The choice is yours. Nothing is there without you."
    case .note: "Write down what is in the way"
    case .why: "Why this question:"
    case .pressing: "This request leaves you little choice."
    case .instead: "Instead, you can give the contact of {name}, and an emergency number."
    case .insteadNumber: "Instead, you can give an emergency number."
    }
  }
}
