/// Why an age file cannot be written or read.
///
/// Equal by case. No case holds a key, a passphrase or plaintext.
public enum AgeError: Error, Hashable, Sendable {
  /// The ASCII armor around the file is not in its strict form.
  case armor
  /// The header is malformed, or a stanza addressed to the identity is; the text names the part.
  case header(String)
  /// No identity opens any stanza of the header.
  case noMatch
  /// The header was changed after it was written.
  case headerMAC
  /// The payload was changed or cut off; chunks are counted from 0.
  case payload(chunk: UInt64)
  /// The work factor of a passphrase stanza is over the reader's limit.
  case workFactor(Int)
  /// There is no recipient, or these recipients cannot share a file.
  case recipients
  /// A recipient's or identity's text or bytes are not a key of that type.
  case key
  /// A passphrase is empty.
  case emptyPassphrase
  /// A cipher refused its input; should not happen.
  case cipher
}

extension AgeError: CustomStringConvertible {
  /// One line in lower case for the cause.
  public var description: String {
    switch self {
    case .armor: "the armor around the age file is malformed"
    case .header(let part): "the age header is malformed: \(part)"
    case .noMatch: "no key opens this age file"
    case .headerMAC: "the age header was changed"
    case .payload(let chunk): "the age payload was changed or cut off, at chunk \(chunk)"
    case .workFactor(let factor): "the age file's work factor \(factor) is over the limit"
    case .recipients: "these recipients cannot share an age file"
    case .key: "not an age key of this type"
    case .emptyPassphrase: "the passphrase is empty"
    case .cipher: "the cipher refused its input"
    }
  }
}
