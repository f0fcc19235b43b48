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
    let bytes = data.span
    let letters = alphabet
    let count = bytes.count
    var text = [UInt8](repeating: 0, count: (count * 4 + 2) / 3)
    var place = 0
    for start in stride(from: 0, to: count, by: 3) {
      var group = UInt32(bytes[start]) << 16
      if start + 1 < count { group |= UInt32(bytes[start + 1]) << 8 }
      if start + 2 < count { group |= UInt32(bytes[start + 2]) }
      text[place] = letters[Int(group >> 18)]
      text[place + 1] = letters[Int(group >> 12 & 63)]
      if start + 1 < count { text[place + 2] = letters[Int(group >> 6 & 63)] }
      if start + 2 < count { text[place + 3] = letters[Int(group & 63)] }
      place += 4
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of `text`, or nil if it is padded, has a foreign character or unused bits that are not zero.
  package static func decode(_ text: String) -> Data? {
    let characters = Array(text.utf8)
    let count = characters.count
    guard count % 4 != 1 else { return nil }
    let table = values
    var bytes = [UInt8](repeating: 0, count: count * 3 / 4)
    var place = 0
    for start in stride(from: 0, to: count, by: 4) {
      let end = min(start + 4, count)
      var group: UInt32 = 0
      for position in start..<end {
        let value = table[Int(characters[position])]
        guard value != .max else { return nil }
        group = group << 6 | UInt32(value)
      }
      // Of the last 2 or 3 characters, 4 or 2 bits are left over.
      group <<= UInt32(6 * (start + 4 - end))
      let whole = min(3, bytes.count - place)
      for byte in 0..<whole {
        bytes[place + byte] = UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * byte))
      }
      guard whole == 3 || group << UInt32(8 + 8 * whole) == 0 else { return nil }
      place += whole
    }
    return Data(bytes)
  }
}
