/// A language in which everything a beneficiary reads exists.
public enum Language: String, CaseIterable, Codable, Sendable {
  case french = "fr"
  case english = "en"

  /// The shorter name used where titles are asked for: `title(.fr)`.
  public static let fr = Language.french
  /// The shorter name used where titles are asked for: `title(.en)`.
  public static let en = Language.english
}

/// A value that has a title a person can read, in every language.
public protocol Titled {
  /// The words shown on screen for this value.
  func title(_ language: Language) -> String
}

extension Language {
  /// Picks the text of this language.
  package func pick(_ french: String, _ english: String) -> String {
    switch self {
    case .french: french
    case .english: english
    }
  }
}
