package import Foundation

/// Base64url without padding (RFC 4648 §5), in its only canonical spelling.
package enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The value of each byte, or 0xFF for one that is not of the alphabet.
  private static let values: [UInt8] = {
    var values = Array(repeating: UInt8.max, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  /// The unpadded base64url text of `data`.
  package static func encode(_ data: Data) -> String {
    data.base64EncodedString(options: [.base64URLAlphabet, .omitPaddingCharacter])
  }

  /// The bytes of `text`, or nil if it is padded, has a foreign character or unused bits that are not zero.
  package static func decode(_ text: String) -> Data? {
    let characters = Array(text.utf8)
    let tail = characters.count % 4
    guard tail != 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: characters.count * 3 / 4)
    let (source, table) = (characters.span, values.span)
    var target = bytes.mutableSpan
    var place = 0
    for start in stride(from: 0, to: characters.count - tail, by: 4) {
      let first = table[Int(source[start])]
      let second = table[Int(source[start + 1])]
      let third = table[Int(source[start + 2])]
      let fourth = table[Int(source[start + 3])]
      guard first | second | third | fourth < 64 else { return nil }
      target[place] = first << 2 | second >> 4
      target[place + 1] = second << 4 | third >> 2
      target[place + 2] = third << 6 | fourth
      place += 3
    }
    guard tail > 0 else { return Data(bytes) }
    let first = table[Int(source[source.count - tail])]
    let second = table[Int(source[source.count - tail + 1])]
    let third = tail == 3 ? table[Int(source[source.count - 1])] : 0
    guard first | second | third < 64 else { return nil }
    target[place] = first << 2 | second >> 4
    if tail == 3 { target[place + 1] = second << 4 | third >> 2 }
    // Of the last character, 4 or 2 bits are left over.
    guard (tail == 3 ? third << 6 : second << 4) == 0 else { return nil }
    return Data(bytes)
  }
}
