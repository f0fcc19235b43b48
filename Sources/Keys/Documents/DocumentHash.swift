import Crypto
package import Foundation

/// SHA-256 of a signed document's signing input, or of other bytes that stand for a document.
package struct DocumentHash: FixedBytes {
  package static var byteCount: Int { 32 }

  package let bytes: Data

  package init(unchecked bytes: Data) { self.bytes = bytes }

  /// The SHA-256 hash of `data`.
  package init(of data: some DataProtocol) { bytes = Data(SHA256.hash(data: data)) }
}
