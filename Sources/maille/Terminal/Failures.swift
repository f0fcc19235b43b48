import Consent
import HubClient
import Keys
import PersonalNetwork
import Record

extension RecordError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    switch code {
    case .locked:
      .local(
        say("another maille is using these files", fr: "un autre maille utilise ces fichiers"),
        hint: say(
          "wait until it has ended, then try again",
          fr: "attendez qu'il se termine, puis recommencez"))
    case .noLocalFile:
      .local(
        say("there is no record here", fr: "il n'y a pas de dossier ici"),
        hint: say(
          "begin one with 'maille init', take yours up with 'maille restore record', or --record",
          fr: "« maille init » en commence un, « maille restore record » reprend le vôtre"))
    case .localFileExists:
      .local(
        say("there is a record here already", fr: "il y a déjà un dossier ici"),
        hint: say(
          "it was left as it is; name another place with --record",
          fr: "il est resté tel quel ; nommez un autre endroit avec --record"))
    case .localFileUnreadable, .localFileUnwritable:
      .local(
        say(
          "a local file cannot be read or written", fr: "un fichier local est illisible ou protégé"),
        hint: say("check the folder and your rights", fr: "vérifiez le dossier et vos droits"))
    case .localFileBehind:
      CommandFailure(
        .conflict,
        say(
          "the hub has a newer record than this device",
          fr: "le hub a un dossier plus récent que cet appareil"),
        hint: say("take it up with 'maille sync'", fr: "reprenez-le avec « maille sync »"))
    case .conflict, .staleEpoch, .alreadyDone, .counterNotHigher:
      CommandFailure(
        .conflict,
        say("something else came first (\(place))", fr: "autre chose est arrivé avant (\(place))"),
        hint: say(
          "nothing was lost; run 'maille sync' and try again",
          fr: "rien n'est perdu ; faites « maille sync » et recommencez"))
    case .notLive: .notAvailable
    case .refused where place.hasPrefix("recovery"):
      CommandFailure(
        .refused,
        say("it takes the pieces of more people", fr: "il faut les pièces de plus de personnes"),
        hint: say(
          "ask another of those who hold the kit", fr: "demandez à une autre personne de la trousse"
        ))
    case .cannotOpen where place.hasPrefix("recovery"), .cannotOpen where place == "printed key":
      .local(
        say("\(place): not for this key", fr: "\(place) : pas pour cette clé"),
        hint: say(
          "use the key and the file that belong together",
          fr: "prenez la clé et le fichier qui vont ensemble"))
    case .malformed where place == "printed key":
      .invalid(
        say("a letter of the printed key is wrong", fr: "une lettre de la clé imprimée est fausse"),
        hint: say("compare it with the paper", fr: "comparez-la au papier"))
    case .refused:
      CommandFailure(
        .refused, say("refused at \(place)", fr: "refusé : \(place)"),
        hint: say("check who signed it", fr: "vérifiez qui l'a signé"))
    case .noRecoveryKey:
      .local(
        say("this key has no recovery key", fr: "cette clé n'a pas de clé de secours"),
        hint: say(
          "keys made before had none; 'maille backup paper' works for them",
          fr: "les clés plus anciennes n'en ont pas ; « maille backup paper » leur convient"))
    case .attestationMissing:
      CommandFailure(
        .refused,
        say("a helper's attestation is required", fr: "l'attestation d'une aide est nécessaire"),
        hint: say(
          "draft with --draft FILE, have it attested, then sign with --from",
          fr: "préparez avec --draft FICHIER, faites attester, puis signez avec --from"))
    case .notSelectable:
      .invalid(
        say("an item chosen cannot be shared", fr: "un élément choisi ne peut être partagé"),
        hint: say(
          "what is in the reserve stays with you", fr: "ce qui est au jardin secret reste chez vous"
        ))
    case .unknownDraft:
      .invalid(
        say("this draft is not waiting here", fr: "ce projet n'attend pas ici"),
        hint: say(
          "it may be signed already, see 'maille grants'; else draft again with --draft FILE",
          fr: "peut-être est-il signé, voyez « maille grants » ; sinon refaites-le avec --draft"))
    case .unknownHelper where place == "card":
      .invalid(
        say("this card is not a helper's", fr: "cette carte n'est pas celle d'une aide"),
        hint: say(
          "a helper makes a key with 'maille key new --kind helper'",
          fr: "une aide fait sa clé avec « maille key new --kind helper »"))
    case .unknownHelper:
      .invalid(
        say("nobody of this name is your helper", fr: "aucune aide ne porte ce nom"),
        hint: say("see 'maille status'", fr: "voyez « maille status »"))
    case .malformed where place == "viewerCard.kind":
      .invalid(
        say("this card is not a professional's", fr: "cette carte n'est pas d'un professionnel"),
        hint: say(
          "an access is given to one person, never to an institution",
          fr: "un accès se donne à une personne, jamais à une institution"))
    case .unknownItem, .unknownGrant, .malformed, .wrongLength:
      .invalid(
        say(
          "not found or not readable: \(code.rawValue) at \(place)",
          fr: "introuvable ou illisible : \(code.rawValue) (\(place))"),
        hint: say(
          "check the identifier or the file given", fr: "vérifiez l'identifiant ou le fichier donné"
        ))
    case .cannotOpen where place.hasSuffix(".maille"):
      .local(
        say(
          "the local file does not open with this key",
          fr: "le fichier local ne s'ouvre pas avec cette clé"),
        hint: say(
          "it was changed, or it is another person's",
          fr: "il a été modifié, ou il est à quelqu'un d'autre"))
    default:
      CommandFailure(
        .verificationFailed,
        say(
          "does not verify: \(code.rawValue) at \(place)",
          fr: "ne se vérifie pas : \(code.rawValue) (\(place))"),
        hint: say(
          "nothing was opened; keep the answer and tell the ethics officer",
          fr: "rien n'a été ouvert ; gardez la réponse et prévenez l'éthicien"))
    }
  }
}

extension ConsentError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    switch code {
    case .tooLong:
      CommandFailure(
        .refused, say("refused by the limit: duration", fr: "refusé par la limite : duration"),
        hint: say("an access lasts at most 180 days", fr: "un accès dure au plus 180 jours"))
    case .endNotAfterStart:
      .invalid(
        say("the end is not after the start", fr: "la fin n'est pas après le début"),
        hint: say("give --until a later time", fr: "donnez à --until un moment plus tard"))
    case .emptyScope:
      .usage(
        say("nothing to open was named", fr: "rien à ouvrir n'a été nommé"),
        hint: say(
          "give --domain and --facet, or --item", fr: "donnez --domain et --facet, ou --item"))
    case .emergencyCompartment:
      .invalid(
        say(
          "the emergency set is not granted this way",
          fr: "l'ensemble d'urgence ne se donne pas ainsi"),
        hint: say("choose domains and facets", fr: "choisissez des domaines et des facettes"))
    case .cannotOpen, .viewerDiffers, .attestationsDiffer, .contradiction:
      CommandFailure(
        .verificationFailed,
        say("does not fit together: \(description)", fr: "ne concorde pas : \(description)"),
        hint: say("ask for the original file", fr: "demandez le fichier d'origine"))
    default:
      .invalid(
        description, hint: say("check the values given", fr: "vérifiez les valeurs données"))
    }
  }
}

extension HubClientError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    switch self {
    case .unreachable:
      CommandFailure(
        .hubUnreachable, say("the hub does not answer", fr: "le hub ne répond pas"),
        hint: say(
          "nothing was done; check its address and the network, then try again",
          fr: "rien n'a été fait ; vérifiez son adresse et le réseau, puis recommencez"))
    case .notAvailable: .notAvailable
    case .refused(let problem):
      CommandFailure(
        .refused, Self.cause(problem),
        hint: say("see 'maille limits'", fr: "voyez « maille limits »"))
    case .unauthenticated:
      CommandFailure(
        .refused, say("the hub does not know this key", fr: "le hub ne connaît pas cette clé"),
        hint: say(
          "a professional needs an affiliation in force ('maille card add FILE'), an auditor must be named by the hub, an owner may have left it; check the clock too",
          fr:
            "un professionnel a besoin d'une affiliation en cours (« maille card add FICHIER »), un éthicien doit être nommé par le hub, une personne peut l'avoir quitté ; vérifiez aussi l'horloge"
        ))
    case .conflict:
      CommandFailure(
        .conflict, say("someone wrote first", fr: "quelqu'un a écrit avant"),
        hint: say(
          "nothing was lost; run 'maille sync' and try again",
          fr: "rien n'est perdu ; faites « maille sync » et recommencez"))
    case .tooMany:
      CommandFailure(
        .hubUnreachable, say("too many requests for now", fr: "trop de demandes pour l'instant"),
        hint: say("wait a minute and try again", fr: "attendez une minute et recommencez"))
    case .invalid(let problem):
      .invalid(
        Self.cause(problem),
        hint: problem.hint.map { Printer.harmless($0) }
          ?? say("check what was sent", fr: "vérifiez ce qui a été envoyé"))
    case .hubFailed:
      CommandFailure(
        .hubUnreachable, say("the hub failed", fr: "le hub a échoué"),
        hint: say(
          "try again; if it lasts, tell its operator",
          fr: "recommencez ; si cela dure, prévenez son opérateur"))
    case .malformedAnswer(let place):
      CommandFailure(
        .verificationFailed,
        say(
          "the hub's answer is not right at \(place)",
          fr: "la réponse du hub n'est pas correcte (\(place))"),
        hint: say(
          "check that --hub is a maille hub", fr: "vérifiez que --hub est bien un hub maille"))
    case .verification(.certificate):
      CommandFailure(
        .verificationFailed,
        say("the hub's certificate does not verify", fr: "le certificat du hub ne se vérifie pas"),
        hint: say(
          "nothing was sent; SSL_CERT_FILE may name the authority that the hub uses",
          fr: "rien n'a été envoyé ; SSL_CERT_FILE peut nommer l'autorité que le hub utilise"))
    case .verification(let place):
      CommandFailure(
        .verificationFailed,
        say(
          "the hub's answer does not verify: \(place.rawValue)",
          fr: "la réponse du hub ne se vérifie pas : \(place.rawValue)"),
        hint: say(
          "nothing was believed; tell the ethics officer",
          fr: "rien n'a été cru ; prévenez l'éthicien"))
    case .receipt(let error):
      CommandFailure(
        .verificationFailed,
        say(
          "the receipt does not verify: \(error.description)",
          fr: "le reçu ne se vérifie pas : \(error.description)"),
        hint: say(
          "nothing was opened; keep the answer and tell the ethics officer",
          fr: "rien n'a été ouvert ; gardez la réponse et prévenez l'éthicien"))
    case .watch(let error):
      CommandFailure(
        .verificationFailed,
        say(
          "the log is not the one seen before: \(error.description)",
          fr: "le journal n'est pas celui qui a été vu avant : \(error.description)"),
        hint: say(
          "keep this machine's files, they convict the hub; tell the ethics officer",
          fr: "gardez les fichiers de cette machine, ils confondent le hub ; prévenez l'éthicien"))
    case .signing:
      .local(
        say("the request could not be signed", fr: "la demande n'a pu être signée"),
        hint: say("check the key file", fr: "vérifiez le fichier de clés"))
    }
  }

  /// The cause as one lower-case line; limits by their ids.
  private static func cause(_ problem: Problem) -> String {
    let limits = (problem.refusals ?? []).map(\.limit) + (problem.policies ?? [])
    guard !limits.isEmpty else { return problem.title }
    return say("refused by: ", fr: "refusé par : ") + limits.joined(separator: ", ")
  }
}

extension PolicyEngineError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    CommandFailure(
      .verificationFailed,
      say(
        "the hub's rules do not validate: \(code.rawValue)",
        fr: "les règles du hub ne sont pas valides : \(code.rawValue)"),
      hint: say(
        "nothing was granted; tell the ethics officer",
        fr: "rien n'a été donné ; prévenez l'éthicien"))
  }
}
