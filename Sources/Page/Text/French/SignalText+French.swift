extension SignalText {
  package var french: String {
    switch self {
    case .heading: "Ce que dit votre réseau"
    case .intro: "Un signe ne bloque jamais rien. Il vous aide à voir."
    case .open: "Voir ce que dit votre réseau"
    case .none: "Rien à dire maintenant."
    case .silent: "Le hub ne répond pas. Il manque les demandes et qui a regardé."
    case .basis: "D’où cela vient"
    case .singleAuthority: "Domaines où un seul service vous aide : {figure}."
    case .nobodyClose: "Personne n’est très proche de vous sans que ce soit son travail."
    case .mediated: "Liens avec des proches qui passent par un service : {figure}."
    case .surveillance: "Quelqu’un regarde plus souvent qu’il ne vous voit."
    case .helpAfterRefusal: "Vous avez dit non. Après, il y a eu moins d’aide."
    case .othersObjectives: "Choses que d’autres veulent pour vous : {figure}."
    case .imposed: "Rendez-vous que vous n’avez pas choisis, par semaine : {figure}."
    case .newViewers: "Nouvelles personnes avec un accès en trois mois : {figure}."
    case .quiet: "Liens sans contact depuis un an : {figure}."
    case .oneThread: "Domaines où une seule personne vous aide : {figure}."
    case .maybe: "Un obstacle à noter ?"
    case .yours: "Le choix est à vous. Rien ne s’écrit sans vous."
    case .note: "Noter cet obstacle"
    case .why: "Pourquoi cette question :"
    case .pressing: "Cette demande vous laisse peu de choix."
    case .instead: "À la place, vous pouvez donner le contact de {name}, et un numéro d’urgence."
    case .insteadNumber: "À la place, vous pouvez donner un numéro d’urgence."
    }
  }
}
