extension ReferentText {
  package var french: String {
    switch self {
    case .heading: "Comment va cette aide"
    case .intro: "Chaque ligne se lit seule. Ce n’est pas une note."
    case .value: "{value} sur 1"
    case .unknown: "on ne sait pas"
    case .figure: "{part} : {value}"
    case .capture: "Beaucoup de choses passent par cette seule personne."
    case .parts: "Parties de votre réseau : {now}. Sans cette personne : {count}."
    case .uncovered: "Sans cette personne, il ne reste personne ici : {domains}."
    case .silent: "Le hub ne répond pas. Il manque qui a regardé."
    }
  }
}
