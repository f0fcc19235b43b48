extension ProposeText {
  package var french: String {
    switch self {
    case .link: "Proposer un ajout"
    case .linkHint: "La personne décide. On ne vous dit pas sa réponse."
    case .askKind: "Que proposez-vous d’ajouter ?"
    case .askDomain: "Dans quel domaine de vie ?"
    case .askAbout: "De qui s’agit-il ?"
    case .askWords: "Que faut-il écrire ?"
    case .askCheck: "Est-ce bien cela ?"
    case .kind: "Genre d’ajout"
    case .domain: "Domaine de vie"
    case .about: "La personne ou le service"
    case .nobody: "Personne en particulier"
    case .words: "Le texte"
    case .name: "Le nom"
    case .detailKind: "Genre de coordonnée"
    case .memberKind: "Genre de membre"
    case .day: "Le jour"
    case .hour: "L’heure"
    case .place: "Le lieu"
    case .origin: "Choisi ou imposé"
    case .strength: "Force du lien"
    case .strengthUnknown: "Pas précisée"
    case .goOn: "Continuer"
    case .send: "Envoyer"
    case .startAgain: "Recommencer"
    case .wrong: "Cette réponse ne convient pas. Rien n’est envoyé."
    case .nothingToPropose: "Cet accès ne permet aucun ajout."
    case .to: "Pour : {name}"
    case .sent: "C’est envoyé. La personne décide, et on ne vous dit pas quoi."
    }
  }
}
