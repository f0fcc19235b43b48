extension FrameText {
  package var french: String {
    switch self {
    case .title: "Carnet"
    case .skip: "Aller au contenu"
    case .menu: "Menu"
    case .leave: "Quitter vite"
    case .leaveHint: "La touche Échap fait pareil."
    case .language: "English"
    case .readAloud: "Lire à voix haute"
    case .failed: "Cela n’a pas marché"
    case .failedBack: "Revenir au début"
    case .nothingHere: "Il n’y a rien ici"
    case .nothingHereHint: "Revenez au début et choisissez dans le menu."
    case .closed: "Cette page est fermée"
    case .closedHint: "Ouvrez-la de nouveau depuis le terminal, avec « maille open »."
    case .locked: "La page est fermée à clé"
    case .lockedHint: "Écrivez votre phrase de passe pour continuer."
    case .lockedKept: "Ce que vous aviez écrit est gardé."
    case .lockedWrong: "Ce n’est pas la bonne phrase. Essayez encore dans deux secondes."
    case .passphrase: "Phrase de passe"
    case .unlock: "Ouvrir"
    case .again: "Vous étiez en train d’écrire"
    case .againHint: "Rien n’est encore fait. Voulez-vous continuer ?"
    case .againSend: "Continuer"
    case .againDrop: "Laisser tomber"
    case .harmless: "Soupe de légumes"
    case .harmlessLine1: "Coupez trois carottes, deux poireaux et un oignon."
    case .harmlessLine2: "Faites-les dorer cinq minutes dans un peu d’huile."
    case .harmlessLine3: "Ajoutez un litre d’eau et deux pommes de terre."
    case .harmlessLine4: "Laissez cuire vingt-cinq minutes, puis mixez."
    }
  }
}
