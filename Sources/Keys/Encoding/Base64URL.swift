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
    let bytes = [UInt8](data)
    var text = [UInt8]()
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var position = 0
    while position < bytes.count {
      let left = min(3, bytes.count - position)
      var group = UInt32(bytes[position]) << 16
      if left > 1 { group |= UInt32(bytes[position + 1]) << 8 }
      if left > 2 { group |= UInt32(bytes[position + 2]) }
      for index in 0...left {
        text.append(alphabet[Int(group >> UInt32(18 - 6 * index)) & 63])
      }
      position += 3
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of `text`, or nil if it is padded, has a foreign character or unused bits that are not zero.
  package static func decode(_ text: String) -> Data? {
    let utf8 = Array(text.utf8)
    guard utf8.count % 4 != 1 else { return nil }
    var bytes = [UInt8]()
    bytes.reserveCapacity(utf8.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for byte in utf8 {
      let value = values[Int(byte)]
      guard value != .max else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      bits &= 1 << UInt32(count) - 1
    }
    guard bits == 0 else { return nil }
    return Data(bytes)
  }
}
