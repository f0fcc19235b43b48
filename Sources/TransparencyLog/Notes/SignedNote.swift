public import Foundation

/// A text with signature lines, read but not verified (C2SP signed-note).
///
/// Nothing may be made of the text before ``verified(by:)`` has named a signer. Whatever parses
/// serialises to the same bytes. Read up to 256 KiB and 64 signatures.
public struct SignedNote: Hashable, Sendable {
  /// The text, in UTF-8, its last newline included.
  public let text: Data
  /// The signature lines in their order, those of unknown keys included; never empty.
  public let signatures: [NoteSignature]

  /// Reads a note.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` with the line, or
  /// ``TransparencyLogError/Code/tooLarge``.
  public init(_ bytes: some Collection<UInt8>) throws(TransparencyLogError) {
    guard bytes.count <= NoteFormat.maximumBytes else { throw .init(.tooLarge, at: "note") }
    let bytes = Array(bytes)
    guard NoteFormat.isText(bytes),
      let textEnd = bytes.indices.dropLast().last(where: {
        bytes[$0] == StrictText.newline && bytes[$0 + 1] == StrictText.newline
      }),
      let lines = StrictText.lines(bytes[(textEnd + 2)...])
    else { throw .init(.malformed, at: "note") }
    guard lines.count <= NoteFormat.maximumSignatures else { throw .init(.tooLarge, at: "note") }
    let text = Data(bytes[...textEnd])
    var lineNumber = text.count { $0 == StrictText.newline } + 2
    var signatures: [NoteSignature] = []
    for line in lines {
      signatures.append(try NoteSignature(line: line, place: "note line \(lineNumber)"))
      lineNumber += 1
    }
    self.text = text
    self.signatures = signatures
  }

  /// Puts a text and its signatures together.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for a text that is not UTF-8, does not end in a
  /// newline or has other control characters, and for no signature.
  public init(text: Data, signatures: [NoteSignature]) throws(TransparencyLogError) {
    guard NoteFormat.isText(text), !signatures.isEmpty else {
      throw .init(.malformed, at: "note")
    }
    guard signatures.count <= NoteFormat.maximumSignatures else {
      throw .init(.tooLarge, at: "note")
    }
    self.text = Data(text)
    self.signatures = signatures
  }

  /// The note as it is stored and sent.
  public var bytes: Data {
    var bytes = text
    bytes.append(StrictText.newline)
    for signature in signatures { bytes.append(Data((signature.line + "\n").utf8)) }
    return bytes
  }

  /// The note with further signature lines, those that it already has left out.
  public func adding(_ more: [NoteSignature]) throws(TransparencyLogError) -> SignedNote {
    var signatures = signatures
    for signature in more where !signatures.contains(signature) { signatures.append(signature) }
    return try SignedNote(text: text, signatures: signatures)
  }

  /// Verifies every signature by one of the known keys and ignores those of other keys.
  ///
  /// Throws ``TransparencyLogError/Code/badSignature`` where a known key's signature does not
  /// verify, even if another does, and ``TransparencyLogError/Code/notSigned`` where no known key
  /// signed. A key that signed twice is named once.
  public func verified(by keys: [NoteVerifierKey]) throws(TransparencyLogError) -> VerifiedNote {
    var signers: [NoteSigner] = []
    for signature in signatures {
      guard let key = keys.first(where: { $0.matches(signature) }) else { continue }
      let signer = try key.verify(signature, text: text)
      if !signers.contains(where: { $0.key == key }) { signers.append(signer) }
    }
    guard !signers.isEmpty else { throw .init(.notSigned, at: "note") }
    return VerifiedNote(note: self, signers: signers)
  }
}

/// A note that at least one known key has signed; only verification makes one.
public struct VerifiedNote: Hashable, Sendable {
  /// The note, unknown signatures included.
  public let note: SignedNote
  /// The known keys that signed, each once; never empty.
  public let signers: [NoteSigner]

  init(note: SignedNote, signers: [NoteSigner]) {
    self.note = note
    self.signers = signers
  }

  /// The text, in UTF-8, its last newline included.
  public var text: Data { note.text }
}
