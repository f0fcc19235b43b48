package import Foundation

/// SHA-256 over both public keys of an identity, signing key first.
package struct Fingerprint: FixedBytes {
  package static var byteCount: Int { 32 }

  package let bytes: Data

  package init(unchecked bytes: Data) { self.bytes = bytes }

  /// Twelve groups of five digits, separated by spaces, that two people can compare aloud.
  ///
  /// The hash as a big-endian number, modulo 10^60, in decimal with leading zeros (about 199 bits).
  package var digits: String {
    var number = [UInt8](bytes)
    var groups = [String]()
    for _ in 0..<12 {
      var remainder = 0
      for index in number.indices {
        let value = remainder << 8 | Int(number[index])
        number[index] = UInt8(value / 100_000)
        remainder = value % 100_000
      }
      let text = String(remainder)
      groups.append(String(repeating: "0", count: 5 - text.count) + text)
    }
    return groups.reversed().joined(separator: " ")
  }

  /// Whether `text`, spaces and line breaks aside, holds the same sixty digits.
  package func matches(digits text: String) -> Bool {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
    return text.utf8.filter { !blanks.contains($0) } == digits.utf8.filter { $0 != 0x20 }
  }
}
