import Foundation
import PersonalNetwork

extension PersonalNetwork {
  /// The member whom a text names: their whole label, or the beginning of their identifier.
  func member(named text: String) throws -> MemberID {
    let labelled = members.filter {
      $0.card.label.unicodeScalars.elementsEqual(text.unicodeScalars)
    }
    if labelled.count == 1 { return labelled[0].id }
    let identified =
      text.utf8.count >= 4 ? members.filter { $0.id.description.hasPrefix(text) } : []
    if labelled.isEmpty, identified.count == 1 { return identified[0].id }
    throw CommandFailure.invalid(
      labelled.count > 1
        ? say("several members have this label", fr: "plusieurs membres portent ce nom")
        : say(
          "no member has this label or identifier",
          fr: "aucun membre ne porte ce nom ou cet identifiant"),
      hint: say("see 'maille member list'", fr: "voyez « maille member list »"))
  }

  /// The item of a kind whose identifier begins with a text; a card also by its label.
  func item(_ text: String, of kind: ItemContent.Kind? = nil) throws -> NetworkItem {
    let found = items.filter {
      (kind == nil || $0.content.kind == kind) && $0.id.description.hasPrefix(text)
    }
    if text.utf8.count >= 4, found.count == 1 { return found[0] }
    if kind == nil || kind == .card, let member = try? member(named: text),
      let card = self[member.card]
    {
      return card
    }
    throw CommandFailure.invalid(
      say(
        "no single item has this identifier", fr: "aucun élément unique ne porte cet identifiant"),
      hint: say(
        "give at least 4 characters of one, see 'maille record show'",
        fr: "donnez-en au moins 4 caractères, voyez « maille record show »"))
  }
}

extension NetworkError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    .invalid(
      say(
        "the record would not be right: \(code.rawValue) at \(place)",
        fr: "le dossier ne serait pas correct : \(code.rawValue) (\(place))"),
      hint: hint)
  }

  private var hint: String {
    switch code {
    case .stillReferenced:
      say(
        "other items depend on it; remove with --with-dependents",
        fr: "d'autres éléments en dépendent ; retirez avec --with-dependents")
    case .domainWithoutTie:
      say(
        "one of the two must be tied to you in that domain first",
        fr: "l'un des deux doit d'abord être lié à vous dans ce domaine")
    case .tooManyReferents:
      say(
        "two référents may stand; dismiss one first",
        fr: "deux référents au plus ; retirez-en un d'abord")
    case .textTooLong, .emptyText, .textNotAllowed:
      say("shorten or complete the text", fr: "raccourcissez ou complétez le texte")
    case .endBeforeStart:
      say("the end must not come before the start", fr: "la fin ne peut précéder le début")
    default:
      say(
        "check the values given; nothing was changed", fr: "vérifiez les valeurs ; rien n'a changé")
    }
  }
}
