import Foundation
package import Keys
package import PersonalNetwork

/// The names that a grant's text needs and the grant does not hold.
package struct ConsentNames: Hashable, Sendable {
  /// The viewer's name, from their card.
  package let viewer: String
  /// The authority's name, from the register; present exactly where the grant names an authority.
  package let authority: String?

  /// Names the viewer and their authority.
  ///
  /// Refuses a name that is empty, over 200 bytes, or holds a control, a line break or a character
  /// that changes the direction of writing: a name must not be able to write sentences of its own.
  package init(viewer: String, authority: String?) throws(ConsentError) {
    for (name, place) in [(viewer, "viewer.name"), (authority ?? "-", "authority.name")] {
      guard (1...200).contains(name.utf8.count), name.unicodeScalars.allSatisfy(Self.isPlain) else {
        throw ConsentError(.malformedText, at: place)
      }
    }
    self.viewer = viewer
    self.authority = authority
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default: true
    }
  }
}

/// What the owner reads before consenting: short sentences made from the grant itself.
///
/// Text and rule cannot differ, since the same terms and names give the same bytes on every
/// device, and the grant holds the hash.
package struct ConsentText: Hashable, Sendable {
  /// The catalogue of sentences; it changes whenever a sentence does.
  package static let catalogue = "maille-consent-1"

  /// The language.
  package let language: Language
  /// The sentences, one a line, in reading order.
  package let lines: [String]

  /// Writes the text for terms.
  ///
  /// Throws ``ConsentError/Code/contradiction`` where the terms name an authority and the names do
  /// not, or the reverse.
  package init(
    terms: GrantTerms, names: ConsentNames, language: Language
  ) throws(ConsentError) {
    guard (terms.authority == nil) == (names.authority == nil) else {
      throw ConsentError(.contradiction, at: "authority.name")
    }
    self.language = language
    guard !terms.isEmergency else {
      lines = Self.emergency(terms, names, language) + Self.until(terms, language)
      return
    }
    lines =
      Self.who(terms, names, language) + Self.what(terms, language)
      + Self.why(terms, language) + Self.until(terms, language) + Self.promises(language)
  }

  /// The whole text, lines joined by a line feed.
  package var text: String { lines.joined(separator: "\n") }

  /// SHA-256 over label, catalogue, language and text, each with its length.
  package var hash: DocumentHash {
    DocumentHash(
      of: labelled(
        "maille/v1/consent-text", Data(Self.catalogue.utf8), Data(language.rawValue.utf8),
        Data(text.utf8)))
  }

  /// What a grant holds to name this text.
  package var reference: ConsentTextReference {
    ConsentTextReference(catalogue: Self.catalogue, language: language, hash: hash)
  }

  /// Whether a draft names exactly the text that its own terms give.
  package static func matches(_ draft: GrantDraft, names: ConsentNames) throws(ConsentError) -> Bool
  {
    try ConsentText(terms: draft.terms, names: names, language: draft.text.language).reference
      == draft.text
  }
}

extension ConsentText {
  /// What the owner reads of an emergency set.
  private static func emergency(
    _ terms: GrantTerms, _ names: ConsentNames, _ language: Language
  ) -> [String] {
    let (service, count) = (names.authority ?? names.viewer, terms.selection.count)
    switch language {
    case .french:
      return [
        "En cas d’urgence : une personne qui travaille pour « \(service) ».",
        "Elle pourra voir \(count) \(count == 1 ? "élément choisi" : "éléments choisis") par vous.",
        "Tout le reste demeure fermé.",
        "Il faut sa clé et celle du service. L’accès dure 24 heures au plus, puis se ferme seul.",
        "Vous êtes prévenu tout de suite. Vous lisez qui a ouvert et pourquoi.",
        "Chaque ouverture est contrôlée dans les 7 jours.",
        "« Tout arrêter » ferme aussi ceci. Vous pouvez le retirer à tout moment.",
        "Ce qui a été vu peut rester en mémoire. Vous pouvez aussi dire non.",
      ]
    case .english:
      return [
        "In an emergency: a person who works for “\(service)”.",
        "They will be able to see \(count) \(count == 1 ? "item" : "items") that you chose.",
        "Everything else stays closed.",
        "It takes their key and the service’s. It lasts at most 24 hours, then closes by itself.",
        "You are told at once. You read who opened it and why.",
        "Each opening is reviewed within 7 days.",
        "“Stop everything” closes this too. You can take it back at any moment.",
        "What was seen may be remembered. You can also say no.",
      ]
    }
  }

  private static func who(
    _ terms: GrantTerms, _ names: ConsentNames, _ language: Language
  ) -> [String] {
    var lines: [String] = []
    if let authority = names.authority {
      lines.append(
        language.pick(
          "Qui : \(names.viewer), de « \(authority) ».",
          "Who: \(names.viewer), of “\(authority)”."))
    } else {
      lines.append(
        language.pick(
          "Qui : \(names.viewer), en son nom propre.",
          "Who: \(names.viewer), in their own name."))
    }
    lines.append(
      language.pick(
        "Cette personne seule. Pas son équipe.", "This person alone. Not their team."))
    if terms.referent {
      lines.append(
        language.pick(
          "Cette personne sera votre référent de proximité.",
          "This person will be your référent."))
    }
    return lines
  }

  private static func what(_ terms: GrantTerms, _ language: Language) -> [String] {
    var lines: [String] = []
    if !terms.compartments.isEmpty {
      lines.append(
        language.pick("Cette personne pourra voir :", "This person will be able to see:"))
      for domain in LifeDomain.allCases {
        let facets = terms.compartments.filter { $0.domain == domain }.compactMap(\.facet)
        guard !facets.isEmpty else { continue }
        let words = facets.map { facetWords($0, language) }.joined(separator: ", ")
        lines.append(
          language.pick(
            "– \(domain.title(language)) : \(words).", "– \(domain.title(language)): \(words)."))
      }
    }
    if !terms.selection.isEmpty {
      let count = terms.selection.count
      let (singular, alone) = (count == 1, terms.compartments.isEmpty)
      lines.append(
        language.pick(
          alone
            ? "Cette personne pourra voir \(count) \(singular ? "élément choisi" : "éléments choisis")"
              + " par vous."
            : "– Et \(count) \(singular ? "élément choisi" : "éléments choisis") par vous.",
          alone
            ? "This person will be able to see \(count) \(singular ? "item" : "items") that you chose."
            : "– And \(count) \(singular ? "item" : "items") that you chose."))
    }
    lines.append(
      language.pick("Tout le reste demeure fermé.", "Everything else stays closed."))
    return lines
  }

  private static func why(_ terms: GrantTerms, _ language: Language) -> [String] {
    [
      language.pick(
        "Pour quoi : \(terms.purpose.title(language)). Rien d’autre.",
        "What for: \(terms.purpose.title(language)). Nothing else.")
    ]
  }

  private static func until(_ terms: GrantTerms, _ language: Language) -> [String] {
    let (start, end) = (words(terms.notBefore, language), words(terms.notAfter, language))
    return [
      language.pick("À partir du : \(start).", "From: \(start)."),
      language.pick(
        "Jusqu’au : \(end). Après, c’est fermé.", "Until: \(end). After that, it is closed."),
    ]
  }

  private static func promises(_ language: Language) -> [String] {
    switch language {
    case .french:
      [
        "Cette personne ne peut pas donner cet accès à quelqu’un d’autre.",
        "Chaque fois qu’elle regarde, c’est noté. Vous pouvez le lire.",
        "Vous pouvez tout retirer à tout moment. Vous ne devez pas dire pourquoi.",
        "Ce qu’elle a déjà vu, elle peut s’en souvenir.",
        "Vous pouvez aussi dire non.",
      ]
    case .english:
      [
        "This person cannot pass this access on to anyone.",
        "Each time they look, it is written down. You can read it.",
        "You can take it back at any moment. You do not have to say why.",
        "What they have already seen, they may remember.",
        "You can also say no.",
      ]
    }
  }

  private static func facetWords(_ facet: Facet, _ language: Language) -> String {
    switch facet {
    case .people: language.pick("qui est là", "who is there")
    case .ties: language.pick("les liens avec ces personnes", "how they are linked")
    case .contact: language.pick("comment les joindre", "how to reach them")
    case .plan: language.pick("les projets et les rendez-vous", "plans and appointments")
    case .obstacles: language.pick("ce qui fait obstacle", "what stands in the way")
    case .notes: language.pick("les notes", "notes")
    }
  }
}
