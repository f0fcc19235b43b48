/// Why a document, identifier or other value of `Keys` is refused.
///
/// A `place` names a field, never a value.
package enum DocumentError: Error, Hashable, Sendable {
  /// The compact form is not three parts of canonical base64url, or is too long.
  case compactForm
  /// The header is not exactly `alg` EdDSA, `kid` and `typ`.
  case header
  /// The document is of another kind than expected.
  case documentType(expected: String, found: String)
  /// The payload lacks a field or has one of the wrong shape.
  case payload(place: String)
  /// The payload is readable but not in its canonical spelling.
  case notCanonical
  /// A field breaks a rule of its document kind.
  case rule(place: String, String)
  /// A value has the wrong number of bytes.
  case length(place: String, expected: Int)
  /// Padding is not what the writer makes.
  case padding
  /// The document names another signer than the key it is verified with.
  case wrongSigner
  /// The signature does not match.
  case signature
  /// The document is not in force at the given time.
  case notInForce
  /// The authority is not in the register.
  case unknownAuthority
  /// Fewer signatures than required, a repeated signer, or payloads that differ.
  case cosignatures
  /// A library refused to sign or to make a key.
  case signing
  /// A sealed box or file does not open with this key and context.
  case sealed
}

extension DocumentError: CustomStringConvertible {
  /// One line in lower case for the cause.
  package var description: String {
    switch self {
    case .compactForm: "not a signed document"
    case .header: "the document's header is not ours"
    case .documentType(let expected, let found):
      "expected a document of type \(expected), found \(found.prefix(64))"
    case .payload(let place):
      place.isEmpty
        ? "the document is not valid JSON" : "the document's \(place) is missing or wrong"
    case .notCanonical: "the document is not in its canonical form"
    case .rule(let place, let reason): "\(place): \(reason)"
    case .length(let place, let expected): "\(place) is not \(expected) bytes"
    case .padding: "the padding is wrong"
    case .wrongSigner: "the document is signed by another key"
    case .signature: "the signature does not match"
    case .notInForce: "the document is not in force now"
    case .unknownAuthority: "the authority is not in the register"
    case .cosignatures: "a required signature is missing or differs"
    case .signing: "the document could not be signed"
    case .sealed: "the sealed data does not open with this key"
    }
  }
}

/// An error of a payload's own rules, which reading a document reports as `.rule`.
package protocol DocumentRuleError: Error {
  /// The field that breaks the rule, never a value.
  var place: String { get }
  /// The rule, as a code.
  var rule: String { get }
}
