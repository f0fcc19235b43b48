extension LimitsText {
  package var french: String {
    switch self {
    case .heading: "Mes limites"
    case .intro: "Une limite empêche quelqu’un de voir trop de choses. Elle refuse à votre place."
    case .neverHelp: "Une limite porte sur ce qu’on voit. Elle n’empêche jamais une aide."
    case .small:
      "Votre dossier a moins de six domaines. Les parts se montrent ici, mais ne refusent rien."
    case .now: "Aujourd’hui : {figure}."
    case .boundMost: "La limite : {bound}, pas plus."
    case .boundUnder: "La limite : moins de {bound}."
    case .boundLeast: "La limite : {bound} au moins."
    case .roomLeft: "Il reste de la place."
    case .roomNone: "La limite est là : il ne reste plus de place."
    case .roomOver: "C’est plus que la limite. Aucun nouvel accès ne passe ici."
    case .nearest: "Le plus près de la limite : {name}."
    case .percent: "{number} %"
    case .domain: "{count} domaine"
    case .domains: "{count} domaines"
    case .day: "{count} jour"
    case .days: "{count} jours"
    case .viewerShare: "Ce qu’une personne voit"
    case .viewerDomains: "Les domaines qu’une personne voit"
    case .authorityShare: "Ce qu’un service voit"
    case .authorityDomains: "Les domaines qu’un service voit"
    case .coalition: "Ce que plusieurs voient ensemble"
    case .reserve: "Ce que personne ne voit"
    case .duration: "La durée d’un accès"
    case .run: "Les accès qui se suivent"
    case .rate: "Les jours où quelqu’un regarde"
    case .wall: "Ce qu’un service ne doit pas voir"
    case .batch: "Plusieurs dossiers à la fois"
    case .exit: "Partir quand on veut"
    case .protectsViewerShare:
      "Personne ne doit connaître toute votre vie. Votre référent peut voir un peu plus."
    case .protectsViewerDomains:
      "Une personne aide dans quelques domaines. Elle n’a pas besoin des autres."
    case .protectsAuthorityShare:
      "Les collègues d’un service comptent ensemble, pendant deux ans. Changer de collègue ne donne rien de plus."
    case .protectsAuthorityDomains: "Un seul service ne doit pas être partout dans votre vie."
    case .protectsCoalition:
      "Trois personnes, ou deux services, ne doivent pas tout savoir en parlant entre eux."
    case .protectsReserve: "Une part de votre vie reste à vous seul. Votre jardin secret y est."
    case .protectsDuration:
      "Un accès se ferme seul. Vous choisissez alors de le donner encore, ou non."
    case .protectsRun: "Après deux ans, il faut une pause, ou la parole d’une autre personne."
    case .protectsRate:
      "Regarder tous les jours, c’est surveiller. Ici on compte les sept derniers jours."
    case .protectsWall:
      "Votre employeur ou votre assurance ne voit rien de votre santé. Vous ne pouvez pas le leur donner."
    case .protectsBatch: "On ouvre un dossier, pour une personne. Jamais une liste de dossiers."
    case .protectsExit: "Vous pouvez partir en une fois, avec tout. Personne ne doit être d’accord."
    case .wallMore:
      "Le service qui vous loge ne voit pas votre argent. Un tribunal ne voit pas votre moral."
    case .walled: "{name} voit un domaine que son service ne doit pas voir : {domains}."
    case .kappa: "Combien de personnes pour voir presque tout"
    case .kappaWhat:
      "Presque tout, c’est huit parts sur dix de votre dossier. Plus il en faut, mieux c’est."
    case .kappaPersons: "Il faut au moins {count} personnes ensemble."
    case .kappaNoPersons: "Même toutes ensemble, les personnes ne voient pas presque tout."
    case .kappaServices: "Il faut au moins {count} services ensemble."
    case .kappaNoServices: "Même tous ensemble, les services ne voient pas presque tout."
    case .next: "Si vous dites encore oui"
    case .nextSilent: "Le hub ne répond pas. Il garde les demandes. Réessayez dans un moment."
    case .nextNobody: "Personne ne demande rien en ce moment."
    case .nextName: "Oui à {name}, pour toute sa demande"
    case .nextAllowed: "Aucune limite ne le refuse."
    case .nextRefused: "Une limite refuse cette demande :"
    case .nextCaption: "Vos limites, avec un oui à {name}"
    case .nextOpen: "Voir la demande"
    case .column: "Limite"
    case .columnNow: "Aujourd’hui"
    case .columnAfter: "Après un oui"
    case .moves: "Des limites vont changer"
    case .movesWhat: "Un changement attend trois jours. Vous pouvez encore l’annuler."
    case .move: "De {from} à {to}, {when}."
    case .moveCancel: "Annuler ce changement"
    case .columnBound: "Jusqu’où"
    }
  }
}
