import Crypto
package import Foundation

/// The `Content-Digest` field (RFC 9530) with SHA-256 and nothing else.
package enum ContentDigest {
  private static let prefix = "sha-256="

  /// The field's value for `body`.
  package static func value(of body: Data) -> String {
    prefix + ByteSequence.encode(Data(SHA256.hash(data: body)))
  }

  /// Throws `.contentDigest` unless `value` is exactly the field's value for `body`.
  package static func verify(_ value: String, of body: Data) throws(HTTPSignatureError) {
    guard value.utf8.elementsEqual(Self.value(of: body).utf8) else { throw .contentDigest }
  }
}
