import Foundation
package import Keys

/// The secret from which every key of a record is derived: 32 random bytes with a generation.
///
/// It lies in the owner's key file under the name ``secretName`` and nowhere else.
package struct Root: Sendable {
  /// The name under which a key file keeps it.
  package static let secretName = "root"

  /// The 32 bytes.
  let secret: SecretBytes
  /// Counts from 1; a root replaced after a loss has the next one.
  package let generation: Int

  /// Draws a root at random.
  package init() {
    secret = .random(count: 32)
    generation = 1
  }

  /// Takes a root's parts; refuses other than 32 bytes.
  package init(secret: SecretBytes, generation: Int) throws(RecordError) {
    guard secret.count == 32, generation >= 1 else { throw RecordError(.wrongLength, at: "root") }
    self.secret = secret
    self.generation = generation
  }

  /// Reads what a key file keeps: the generation in 8 bytes, then the 32.
  package init(stored: SecretBytes) throws(RecordError) {
    guard stored.count == 40 else { throw RecordError(.wrongLength, at: "root") }
    let parts = stored.withBytes { bytes in
      (
        bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) },
        SecretBytes(bytes.dropFirst(8))
      )
    }
    guard let generation = Int(exactly: parts.0) else {
      throw RecordError(.malformed, at: "root.generation")
    }
    try self.init(secret: parts.1, generation: generation)
  }

  /// What a key file keeps.
  package var stored: SecretBytes {
    secret.withBytes { SecretBytes(integerPart(generation) + $0) }
  }
}

/// A count as a part of labelled bytes: eight big-endian bytes.
///
/// INVARIANT: counts are never negative.
func integerPart(_ value: Int) -> Data {
  LabelledBytes.integer(UInt64(clamping: value))
}
