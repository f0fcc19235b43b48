extension NoticeText {
  package var french: String {
    switch self {
    case .asked: "{who} a demandé un accès, {when}."
    case .proposed: "{who} a proposé un ajout, {when}."
    case .looked: "{who} a regardé, {when}."
    case .refused: "{who} n’a rien pu voir, {when}."
    case .attested: "{who} a attesté, {when}."
    case .ended: "{who} a mis fin à un accès, {when}."
    case .stopped: "{who} a tout arrêté, {when}."
    case .emergency: "Urgence : {who}, {when}."
    case .named: "{who} a fait ouvrir un nom, {when}."
    case .recovery: "Une clé a changé ou doit changer, {when}."
    case .limit: "Vous avez changé une limite, {when}. Voyez « Mes limites »."
    case .endingSoon: "L’accès de {who} se termine, {when}."
    case .someone: "Quelqu’un"
    }
  }
}
