/// Why a signed request is refused, or cannot be signed.
package enum HTTPSignatureError: Error, Hashable, Sendable {
  /// A required header field is absent.
  case missing(field: String)
  /// A header field that must be there once is repeated.
  case repeated(field: String)
  /// A header field, or a part of the request line, is not in its one allowed form.
  case malformed(field: String)
  /// A component is covered that is not supported.
  case unsupported(component: String)
  /// A component that must be covered is not, or others are.
  case components
  /// The parameters are not those of our requests, in their order.
  case parameters
  /// The signature was made too long ago, or in the future.
  case created
  /// The body does not have the signed digest.
  case contentDigest
  /// `keyid` is not the fingerprint of the card.
  case key
  /// The signature does not match.
  case signature
  /// The card or the affiliation is refused.
  case document(DocumentError)
}

extension HTTPSignatureError: CustomStringConvertible {
  /// One line in lower case for the cause.
  package var description: String {
    switch self {
    case .missing(let field): "the header field \(field) is missing"
    case .repeated(let field): "the header field \(field) is repeated"
    case .malformed(let field): "\(field) is malformed"
    case .unsupported(let component): "the component \(component) is not supported"
    case .components: "the signature does not cover what it must"
    case .parameters: "the signature's parameters are not those of a request"
    case .created: "the request was signed too long ago or in the future"
    case .contentDigest: "the body does not have the signed digest"
    case .key: "the signature's key is not the card's"
    case .signature: "the signature does not match"
    case .document(let error): "\(error)"
    }
  }

  /// One line in lower case for the next step, if there is one.
  package var hint: String? {
    self == .created ? "set the clock of this machine" : nil
  }
}
