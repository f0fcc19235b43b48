/// Someone a file can be encrypted to.
public protocol AgeRecipient: Sendable {
  /// The stanza that lets this recipient recover the file key.
  func wrap(_ fileKey: FileKey) throws(AgeError) -> Stanza
}

/// A secret that may open a file.
public protocol AgeIdentity: Sendable {
  /// The file key from the stanza addressed to this identity, or nil if there is none that it opens.
  ///
  /// Stanzas of other types are ignored. Throws `.header` for a malformed stanza of its own type.
  func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey?
}
