import Foundation
import Interchange
import PersonalNetwork

extension ImportError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    .invalid(
      say(description, fr: "\(code.frenchWords) : \(frenchPlace)"), hint: hint)
  }

  private var hint: String {
    switch code {
    case .severalNetworks:
      say(
        "choose one by its number, as in --network 1",
        fr: "choisissez-en un par son numéro, comme --network 1")
    case .unknownFormat:
      say(
        "say which with --format json, graphml, network-canvas, table or vcard",
        fr: "dites lequel : --format json, graphml, network-canvas, table ou vcard")
    case .mixedFormats:
      say(
        "give the files of one network, of one format, together",
        fr: "donnez ensemble les fichiers d'un même réseau, d'un même format")
    case .missingColumn:
      say(
        "name the columns as the examples of the documentation, or give --map",
        fr: "nommez les colonnes comme les exemples de la documentation, ou donnez --map")
    default:
      say(
        "nothing was imported; correct this place and try again",
        fr: "rien n'a été importé ; corrigez cet endroit et recommencez")
    }
  }

  private var frenchPlace: String {
    let words = [
      ("the record as a whole", "le dossier entier"), ("the files", "les fichiers"),
      ("the file", "le fichier"), ("the mapping", "la correspondance"),
      ("the nodes", "les nœuds"), (" networks)", " réseaux)"), ("line ", "ligne "),
      ("file ", "fichier "), ("column ", "colonne "),
    ]
    return words.reduce(place) { place, word in
      place.replacingOccurrences(of: word.0, with: word.1)
    }
  }
}

extension ImportError.Code {
  /// What was wrong, in French.
  fileprivate var frenchWords: String {
    switch self {
    case .tooLarge: "le fichier est trop grand"
    case .notUTF8: "le fichier n'est pas en UTF-8"
    case .malformedJSON: "ce n'est pas du JSON"
    case .nestedTooDeeply: "trop d'emboîtements"
    case .duplicateField: "un champ est là deux fois"
    case .unknownField: "champ inconnu"
    case .missingField: "il manque un champ"
    case .wrongType: "il faut une valeur d'un autre type"
    case .unknownWord: "ce mot n'est pas de la liste"
    case .malformedDate: "ce n'est pas une date"
    case .wrongFormat: "ce n'est pas un dossier ni un réseau, ou sa version est inconnue ici"
    case .unknownName: "un nom qu'aucun membre ne porte"
    case .duplicateName: "un nom utilisé deux fois"
    case .missingColumn: "il manque une colonne"
    case .duplicateColumn: "une colonne est là deux fois"
    case .unclosedQuote: "un guillemet n'est pas fermé"
    case .textAfterQuote: "du texte suit un guillemet fermant"
    case .nothingToImport: "rien à importer"
    case .malformedXML: "ce n'est pas du XML"
    case .documentType: "un type de document avec ses déclarations n'est pas lu"
    case .malformedCard: "ce n'est pas une carte vCard"
    case .unknownFormat: "un format inconnu ici"
    case .mixedFormats: "des fichiers qui ne vont pas ensemble"
    case .malformedMatrix: "ce n'est pas une matrice carrée de liens"
    case .severalNetworks: "plusieurs réseaux, dont il faut choisir un"
    case .noSuchNetwork: "aucun réseau ni nœud de ce nom ou numéro"
    case .tooMany: "plus d'entrées qu'il n'en est lu"
    case .refused(let code): "ce qu'aucun dossier ne peut contenir (\(code.rawValue))"
    }
  }
}
