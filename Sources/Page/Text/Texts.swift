package import PersonalNetwork

/// The texts of a part of the page, in every language.
///
/// `Text/French` and `Text/English` are the catalogues: a text that lacks one does not compile.
package protocol Texts: CaseIterable, Hashable, Sendable {
  /// The French text.
  var french: String { get }
  /// The English text.
  var english: String { get }
}

extension Texts {
  /// The text in a language.
  ///
  /// - Parameter values: What stands for each `{name}` in it.
  package func callAsFunction(
    _ language: Language, _ values: KeyValuePairs<String, String> = [:]
  ) -> String {
    let text: String
    switch language {
    case .french: text = french
    case .english: text = english
    }
    return values.isEmpty ? text : Self.fill(text, values)
  }

  /// Fills in from left to right; what is filled in is not looked at again.
  private static func fill(_ text: String, _ values: KeyValuePairs<String, String>) -> String {
    var filled = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
      let name = rest[rest.index(after: start)..<end]
      filled += rest[..<start]
      filled += values.first { $0.key == name }?.value ?? ""
      rest = rest[rest.index(after: end)...]
    }
    return filled + rest
  }
}
