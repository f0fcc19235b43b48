extension PictureText {
  package var french: String {
    switch self {
    case .sameInList: "La liste dit la même chose."
    case .sight:
      "{name} en voit {seen} avec leur nom. Sans leur nom : {nameless}. Pas du tout : {unseen}."
    case .keyUnseen: "Petit rond : {name} ne le voit pas."
    case .keyNameless: "(…) : {name} ne voit pas le nom."
    case .sightHeading: "Ce que {name} voit, en image"
    case .support: "vous soutient"
    case .stress: "vous pèse"
    case .mixed: "vous soutient et vous pèse"
    case .unsaid: "rien n’est dit"
    case .reserved: "jardin secret"
    case .unseen: "pas vu"
    case .past: "Mon réseau à une autre date"
    case .pastDay: "Le jour"
    case .pastShow: "Montrer ce jour-là"
    case .pastTold: "Voici votre réseau le {day}."
    case .pastKept: "Ce qui n’a pas de date y est comme aujourd’hui."
    case .pastNow: "Revenir à aujourd’hui"
    case .pastWrong: "Ce jour n’existe pas. Choisissez-en un autre."
    }
  }
}
