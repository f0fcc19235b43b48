package import Keys
package import PersonalNetwork

/// Which text the owner was shown, so that text and rule can be compared.
package struct ConsentTextReference: Hashable, Codable, Sendable {
  /// The catalogue of sentences from which the text was made.
  package let catalogue: String
  /// The language it was shown in.
  package let language: Language
  /// The hash of the text, see ``ConsentText/hash``.
  package let hash: DocumentHash

  /// Names a text.
  package init(catalogue: String, language: Language, hash: DocumentHash) {
    self.catalogue = catalogue
    self.language = language
    self.hash = hash
  }
}
