import HubClient

extension HomeError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    switch self {
    case .unreadable:
      .local(
        say("file cannot be read", fr: "fichier illisible"),
        hint: say(
          "check that the path exists and that you may read it",
          fr: "vérifiez que le chemin existe et que vous pouvez le lire"))
    case .notAFile:
      .local(
        say("file cannot be read", fr: "fichier illisible"),
        hint: say("give a file, not a folder", fr: "donnez un fichier, pas un dossier"))
    case .tooLarge(let mebibytes):
      .invalid(
        say("file is too large", fr: "fichier trop grand"),
        hint: say("at most \(mebibytes) MiB", fr: "au plus \(mebibytes) Mio"))
    case .notText:
      .invalid(
        say("file is not UTF-8 text", fr: "le fichier n'est pas du texte UTF-8"),
        hint: say(
          "give the file as it was written by maille",
          fr: "donnez le fichier tel que maille l'a écrit"))
    case .unwritable:
      .local(
        say("file cannot be written", fr: "fichier impossible à écrire"),
        hint: say(
          "check that the folder exists and that there is room",
          fr: "vérifiez que le dossier existe et qu'il reste de la place"))
    case .folderNotMade:
      .local(
        say("folder cannot be made", fr: "dossier impossible à créer"),
        hint: say("check the path and your rights", fr: "vérifiez le chemin et vos droits"))
    case .unreadableBook:
      .local(
        say("the book of cards cannot be read", fr: "le carnet de cartes est illisible"),
        hint: say(
          "restore cards/book.json from a copy", fr: "restaurez cards/book.json d'une copie"))
    case .notACard:
      .invalid(
        say("this is not a card", fr: "ce n'est pas une carte"),
        hint: say(
          "make one with 'maille card show --out FILE'",
          fr: "faites-en une avec « maille card show --out FICHIER »"))
    case .noCard:
      .invalid(
        say(
          "no card has this name, and no file", fr: "aucune carte ne porte ce nom, ni aucun fichier"
        ), hint: say("see 'maille card list'", fr: "voyez « maille card list »"))
    case .severalCards:
      .invalid(
        say("several cards have this name", fr: "plusieurs cartes portent ce nom"),
        hint: say("see 'maille card list'", fr: "voyez « maille card list »"))
    }
  }
}

extension DeskError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    switch self {
    case .cardNeeded:
      .local(
        say(
          "their card is needed to seal a note", fr: "leur carte est nécessaire pour fermer un mot"),
        hint: say(
          "ask for it and keep it with 'maille card add'",
          fr: "demandez-la et gardez-la avec « maille card add »"))
    case .auditMemoryUnreadable:
      .local(
        say("audit/seen.json cannot be read", fr: "audit/seen.json est illisible"),
        hint: say(
          "restore it from a copy; without it a shortened log would go unnoticed",
          fr: "restaurez-le d'une copie ; sans lui, un journal raccourci passerait inaperçu"))
    case .left:
      .local(
        say("you have left this hub", fr: "vous avez quitté ce hub"),
        hint: say(
          "what is on this device can still be shown; begin anew with 'maille init --record FOLDER'",
          fr:
            "ce qui est sur cet appareil se montre encore ; recommencez avec « maille init --record DOSSIER »"
        ))
    case .kept:
      CommandFailure(
        .hubUnreachable, say("the hub does not answer", fr: "le hub ne répond pas"),
        hint: say(
          "what you signed is kept here and is not in force yet; 'maille sync' sends it",
          fr:
            "ce que vous avez signé est gardé ici et ne vaut pas encore ; « maille sync » l'envoie"
        ))
    case .undecided(let conflicts):
      CommandFailure(
        .conflict,
        say(
          "\(conflicts.count) item(s) were changed on two devices",
          fr: "\(conflicts.count) élément(s) changés sur deux appareils"),
        hint: say(
          "nothing was lost; 'maille sync' shows both, then choose with --mine, --theirs or --both ITEM",
          fr:
            "rien n'est perdu ; « maille sync » montre les deux, puis choisissez : --mine, --theirs ou --both ÉLÉMENT"
        ))
    case .addressWithoutHost:
      .invalid(
        say("the address names no host", fr: "l'adresse ne nomme pas d'hôte"),
        hint: say(
          "ask the person for their address again", fr: "redemandez son adresse à la personne"))
    case .noSuchGrant: .notAvailable
    case .noSuchRequest:
      .invalid(
        say(
          "no single request has this identifier",
          fr: "aucune demande unique ne porte cet identifiant"),
        hint: say("see 'maille inbox'", fr: "voyez « maille inbox »"))
    case .outsideGrant:
      .invalid(
        say(
          "your access does not open this part", fr: "votre accès n'ouvre pas cette partie"),
        hint: say(
          "see with 'maille views' what it opens", fr: "voyez ce qu'il ouvre : « maille views »"))
    case .unreadableProposal:
      .invalid(
        say("what is proposed does not open", fr: "ce qui est proposé ne s'ouvre pas"),
        hint: say(
          "decline it, and ask for it again", fr: "refusez-le, et redemandez-le"))
    case .notRegistered:
      .invalid(
        say(
          "this is not the card of a service in the hub's register",
          fr: "ce n'est pas la carte d'un service du registre du hub"),
        hint: say("ask the service for its card", fr: "demandez sa carte au service"))
    }
  }
}
