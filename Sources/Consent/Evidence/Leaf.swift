package import Foundation
package import Keys
package import TransparencyLog

/// What the log holds of one event: 97 bytes that commit to entry, frame and receipt.
///
/// `0x02`, SHA-256 of the entry file, SHA-256 of the frame file, SHA-256 of the receipt.
package struct Leaf: Hashable, Sendable {
  /// The number of bytes.
  package static let byteCount = 97
  /// The first byte: the version of this format.
  package static let version: UInt8 = 0x02

  /// The hash of the entry, an age file.
  package let entry: DocumentHash
  /// The hash of the frame, an age file.
  package let frame: DocumentHash
  /// The hash of the receipt, canonical JSON.
  package let receipt: DocumentHash

  /// Takes the three hashes.
  package init(entry: DocumentHash, frame: DocumentHash, receipt: DocumentHash) {
    self.entry = entry
    self.frame = frame
    self.receipt = receipt
  }

  /// Hashes the three files.
  package init(entryFile: Data, frameFile: Data, receipt: Data) {
    self.init(
      entry: DocumentHash(of: entryFile), frame: DocumentHash(of: frameFile),
      receipt: DocumentHash(of: receipt))
  }

  /// Reads 97 bytes; any other number, or another version, is refused.
  package init(bytes: Data) throws(ConsentError) {
    let bytes = Data(bytes)
    guard bytes.count == Self.byteCount, bytes.first == Self.version else {
      throw ConsentError(.wrongLength, at: "leaf")
    }
    self.init(
      entry: DocumentHash(unchecked: Data(bytes[1..<33])),
      frame: DocumentHash(unchecked: Data(bytes[33..<65])),
      receipt: DocumentHash(unchecked: Data(bytes[65..<97])))
  }

  /// The 97 bytes.
  package var bytes: Data {
    Data([Self.version]) + entry.bytes + frame.bytes + receipt.bytes
  }

  /// The leaf's hash in the tree (RFC 6962 §2.1).
  package var hash: MerkleHash { .leaf(bytes) }
}
