package import Crypto
package import Foundation

/// Secret bytes without a printable form, compared in constant time and wiped when released.
package struct SecretBytes: Sendable, Equatable, CustomReflectable {
  /// The same bytes as a key, for ciphers and key derivation.
  package let symmetricKey: SymmetricKey

  package init(_ symmetricKey: SymmetricKey) { self.symmetricKey = symmetricKey }

  /// Copies `bytes`; the caller's copy is the caller's to forget.
  package init(_ bytes: some Sequence<UInt8>) {
    symmetricKey = SymmetricKey(data: Data(bytes))
  }

  /// `count` bytes from the system's random number generator.
  package static func random(count: Int) -> SecretBytes {
    SecretBytes(SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)))
  }

  /// The number of bytes.
  package var count: Int { symmetricKey.bitCount / 8 }

  /// Gives `body` a copy of the bytes, which must not outlive the call.
  package func withBytes<Result, Failure: Error>(
    _ body: (Data) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe symmetricKey.withUnsafeBytes { unsafe Data($0) })
  }

  /// Shows nothing, so that a dump of a containing value does not print the bytes.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
