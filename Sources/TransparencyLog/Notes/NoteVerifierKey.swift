import Crypto
public import Foundation

/// A public key that verifies signatures on notes: C2SP signed-note's *vkey*.
///
/// Text form: `<name>+<key ID, 8 hex digits>+<base64 of type byte and key>`. The key ID must be the
/// recommended one, SHA-256 over name, type and key, cut to four bytes.
public struct NoteVerifierKey: Hashable, Sendable {
  /// What a signature by the key covers; the raw value is the type byte of C2SP signed-note.
  public enum Algorithm: UInt8, Hashable, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 0x01
    /// Ed25519 over a time and a checkpoint (C2SP tlog-cosignature, `cosignature/v1`).
    case cosignature = 0x04
  }

  /// The key's name; neither empty nor with spaces or `+`.
  public let name: String
  /// The first four bytes of the hash over name, type and key: an identifier, not a commitment.
  public let id: UInt32
  /// What a signature covers.
  public let algorithm: Algorithm
  /// The Ed25519 public key, 32 bytes.
  public let publicKey: Data

  /// Names an Ed25519 public key.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for a name with spaces or `+`, or a key that
  /// is not 32 bytes.
  public init(
    name: String, algorithm: Algorithm, publicKey: Data
  ) throws(TransparencyLogError) {
    guard NoteFormat.isKeyName(name),
      (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil
    else { throw .init(.malformed, at: "verifier key") }
    self.name = name
    self.algorithm = algorithm
    self.publicKey = Data(publicKey)
    var hasher = SHA256()
    hasher.update(data: Data(name.utf8) + [StrictText.newline, algorithm.rawValue] + publicKey)
    id = hasher.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads the text form.
  ///
  /// Throws ``TransparencyLogError/Code/unsupported`` for another type of key and
  /// ``TransparencyLogError/Code/malformed`` where anything else is wrong, the key ID included.
  public init(_ text: String) throws(TransparencyLogError) {
    let place = "verifier key"
    // The base64 part may hold further plus signs.
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard text.utf8.count <= NoteFormat.maximumLineBytes, parts.count == 3,
      let name = String(validating: parts[0], as: UTF8.self),
      let material = StrictText.base64(parts[2]), let type = material.first
    else { throw .init(.malformed, at: place) }
    guard let algorithm = Algorithm(rawValue: type) else { throw .init(.unsupported, at: place) }
    try self.init(name: name, algorithm: algorithm, publicKey: Data(material.dropFirst()))
    guard StrictText.same(self.text, text) else { throw .init(.malformed, at: place) }
  }

  /// The text form.
  public var text: String {
    let material = Data([algorithm.rawValue]) + publicKey
    return "\(name)+\(id.hexadecimal)+\(material.base64EncodedString())"
  }

  /// Whether a signature line claims to be by this key.
  public func matches(_ signature: NoteSignature) -> Bool {
    id == signature.keyID && StrictText.same(name, signature.keyName)
  }

  /// Verifies one signature over a note's text; gives the time that it states, if its kind does.
  ///
  /// Throws ``TransparencyLogError/Code/badSignature`` unless it is this key's signature.
  public func verify(
    _ signature: NoteSignature, text: Data
  ) throws(TransparencyLogError) -> NoteSigner {
    let failure = TransparencyLogError(.badSignature, at: "signature by \(name)")
    guard matches(signature),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
    else { throw failure }
    switch algorithm {
    case .ed25519:
      guard key.isValidSignature(signature.signature, for: text) else { throw failure }
      return NoteSigner(key: self, timestamp: nil)
    case .cosignature:
      guard let timestamp = UInt64(bigEndianBytes: signature.signature.prefix(8)),
        let message = NoteFormat.cosigned(text, at: timestamp),
        key.isValidSignature(Data(signature.signature.dropFirst(8)), for: message)
      else { throw failure }
      return NoteSigner(key: self, timestamp: timestamp)
    }
  }
}

/// A key whose signature on a note was verified.
public struct NoteSigner: Hashable, Sendable {
  /// The key.
  public let key: NoteVerifierKey
  /// The time that a cosignature states, in seconds since 1970 UTC; `nil` for other signatures.
  public let timestamp: UInt64?
}

extension UInt32 {
  /// Eight lowercase hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
