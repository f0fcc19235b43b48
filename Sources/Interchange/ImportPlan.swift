package import PersonalNetwork

/// What an import would do: every item it would add, and what became of each line.
///
/// Nothing is half imported: the plan exists only if all of its items fit together, and whoever
/// carries it out puts them in one step.
package struct ImportPlan: Hashable, Sendable {
  /// What became of one line or entry of a file.
  package struct Line: Hashable, Codable, Sendable {
    /// Whether it was used.
    package enum Outcome: String, Codable, CaseIterable, Sendable {
      /// It became an item, or several.
      case taken
      /// It said the same as another line, or added to it.
      case merged
      /// It was left out.
      case dropped
    }

    /// Which table or list: `members`, `ties`; or the name of the file, as it was given.
    package let source: String
    /// The line of the file, from 1.
    package let line: Int
    /// Whether it was used.
    package let outcome: Outcome
    /// Why it was merged or dropped, in a closed list; nil when taken.
    package let reason: Reason?
  }

  /// Why a line was merged or dropped.
  package enum Reason: String, Codable, CaseIterable, Sendable {
    /// The same pair was there in the other direction.
    case reversed
    /// The same line was there before.
    case repeated
    /// A tie of a member with themself.
    case selfTie = "self-tie"
    /// An end that is no member.
    case unknownMember = "unknown-member"
    /// An empty cell where one is needed.
    case emptyCell = "empty-cell"
    /// The cell says that there is no tie.
    case noTie = "no-tie"
    /// A cell that the mapping does not know.
    case unknownWord = "unknown-word"
    /// More or fewer cells than columns.
    case cellCount = "cell-count"
    /// Neither end is tied to the owner in a domain.
    case noDomain = "no-domain"
    /// A text that no record may hold.
    case notAllowed = "not-allowed"
    /// The record holds it already.
    case present
    /// A variable, property or element that is not read; what else the line says is.
    case notRead = "not-read"
  }

  /// The items to put in one step.
  package internal(set) var items: [NetworkItem]
  /// The identifiers given to the names that the file uses.
  package internal(set) var names: [String: NetworkItemID]
  /// What became of each line.
  package internal(set) var lines: [Line]

  /// How many lines of a source had an outcome; of all sources without one.
  package func count(_ outcome: Line.Outcome, of source: String? = nil) -> Int {
    lines.count { $0.outcome == outcome && (source == nil || $0.source == source) }
  }
}

extension ImportPlan.Reason: Titled {
  /// Why, as the owner reads it.
  package func title(_ language: Language) -> String {
    switch (self, language) {
    case (.reversed, .french): "le même lien, dans l'autre sens"
    case (.reversed, .english): "the same tie, the other way round"
    case (.repeated, .french): "déjà dit par une autre ligne"
    case (.repeated, .english): "already said by another line"
    case (.selfTie, .french): "un lien avec soi-même"
    case (.selfTie, .english): "a tie with oneself"
    case (.unknownMember, .french): "une personne qui n'est pas dans la liste"
    case (.unknownMember, .english): "someone who is not in the list"
    case (.emptyCell, .french): "une case vide"
    case (.emptyCell, .english): "an empty cell"
    case (.noTie, .french): "pas de lien"
    case (.noTie, .english): "no tie"
    case (.unknownWord, .french): "un mot inconnu"
    case (.unknownWord, .english): "an unknown word"
    case (.cellCount, .french): "trop de cases, ou pas assez"
    case (.cellCount, .english): "too many cells, or too few"
    case (.noDomain, .french): "aucun domaine de vie pour ce lien"
    case (.noDomain, .english): "no life domain for this tie"
    case (.notAllowed, .french): "un texte qui n'est pas permis"
    case (.notAllowed, .english): "a text that is not allowed"
    case (.present, .french): "déjà dans le dossier"
    case (.present, .english): "already in the record"
    case (.notRead, .french): "une information qui n'est pas lue"
    case (.notRead, .english): "something that is not read"
    }
  }
}
