import Foundation

/// A document in JWS compact form that is well formed but not yet verified.
///
/// INVARIANT: `compact` is three parts of canonical base64url; the header is exactly `alg`, `kid` and
/// `typ`; the payload is the canonical JSON of `payload`. Nothing is known about the signature.
/// Source: RFC 7515, docs/spec/card.md.
package struct SignedDocument<Payload: DocumentPayload>: Sendable {
  /// The longest compact form that is read, in bytes.
  package static var maximumCount: Int { 1 << 20 }

  /// `BASE64URL(header).BASE64URL(payload).BASE64URL(signature)`.
  package let compact: String
  /// What the document says, parsed and **not** verified.
  package let payload: Payload
  /// The key that claims to have signed, from `kid`.
  package let signer: Fingerprint
  /// SHA-256 of the signing input, which is the compact form up to its second dot.
  package let hash: DocumentHash

  /// Reads the compact form, without verifying the signature.
  package init(compact: String) throws(DocumentError) {
    let parts = try CompactParts(compact)
    let signer = try DocumentHeader.signer(of: parts.header, type: Payload.documentType)
    self.compact = compact
    self.payload = try CanonicalJSON.decode(Payload.self, from: parts.payload)
    self.signer = signer
    self.hash = DocumentHash(of: parts.signingInput)
  }
}

extension SignedDocument {
  /// The payload's bytes in base64url; texts that only look alike differ here.
  var encodedPayload: [UInt8] {
    let parts = compact.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return Array(parts[1])
  }
}

extension SignedDocument: Hashable {
  /// Equal when every byte is equal; of base64url and dots, no two texts are equal otherwise.
  package static func == (left: Self, right: Self) -> Bool { left.compact == right.compact }

  package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension SignedDocument: Codable {
  package init(from decoder: any Decoder) throws {
    try self.init(compact: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(compact)
  }
}

/// A document whose signature was verified; only verification makes one.
package struct VerifiedDocument<Payload: DocumentPayload>: Hashable, Sendable {
  /// The signed form.
  package let document: SignedDocument<Payload>
  /// What the signer said.
  package var payload: Payload { document.payload }
  /// The document's hash.
  package var hash: DocumentHash { document.hash }
  /// Who signed.
  package var signer: Fingerprint { document.signer }

  init(verified document: SignedDocument<Payload>) { self.document = document }
}
