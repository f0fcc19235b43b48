package import Foundation

/// A signed request as a receipt keeps it: what was signed, and the signature.
package struct SignedRequestEvidence: Codable, Hashable, Sendable {
  /// The signature base, lines of ASCII.
  package let base: String
  /// The Ed25519 signature over it, 64 bytes.
  package let signature: Data

  /// Pairs a base and a signature, which need not match.
  package init(base: String, signature: Data) {
    self.base = base
    self.signature = signature
  }

  /// What the last line of the base says that the signature covers.
  package var input: SignatureInput {
    get throws(HTTPSignatureError) {
      let prefix = "\"@signature-params\": "
      let last = base.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
      guard last.hasPrefix(prefix) else { throw .malformed(field: "signature-input") }
      return try SignatureInput(parsing: String(last.dropFirst(prefix.count)))
    }
  }

  /// The nonce of a request of ours, 32 bytes.
  package var nonce: Data {
    get throws(HTTPSignatureError) { try RequestParameters(input).nonce }
  }

  /// The signed value of a component, such as `@path` or a field's name; nil where it was not signed.
  package func value(of component: String) -> String? {
    let prefix = "\"\(component)\": "
    let line = base.split(separator: "\n", omittingEmptySubsequences: false).first {
      $0.utf8.starts(with: prefix.utf8)
    }
    return line.map { String($0.dropFirst(prefix.count)) }
  }

  /// Whether both ask the same hub for the same with the same content, signed at whatever time.
  package func asksTheSame(as other: SignedRequestEvidence) -> Bool {
    ["@method", "@authority", "@path", "@query", "content-digest"].allSatisfy { component in
      guard let value = value(of: component), let other = other.value(of: component) else {
        return false
      }
      return value.utf8.elementsEqual(other.utf8)
    }
  }

  /// Whether `identity` made the signature.
  package func isSigned(by identity: PublicIdentity) -> Bool {
    identity.isValidSignature(signature, for: Data(base.utf8))
  }
}
