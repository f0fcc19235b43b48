package import Foundation

/// Base64url without padding (RFC 4648 §5), in its only canonical spelling.
package enum Base64URL {
  /// The unpadded base64url text of `data`.
  package static func encode(_ data: Data) -> String {
    var text = data.base64EncodedString()
    text = text.replacingOccurrences(of: "+", with: "-")
    text = text.replacingOccurrences(of: "/", with: "_")
    while text.utf8.last == UInt8(ascii: "=") { text.removeLast() }
    return text
  }

  /// The bytes of `text`, or nil if it is padded, has a foreign character or unused bits that are not zero.
  package static func decode(_ text: String) -> Data? {
    let utf8 = Array(text.utf8)
    guard utf8.count % 4 != 1 else { return nil }
    var standard = [UInt8]()
    standard.reserveCapacity(utf8.count + 3)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        standard.append(byte)
      case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    while standard.count % 4 != 0 { standard.append(UInt8(ascii: "=")) }
    guard let data = Data(base64Encoded: Data(standard)) else { return nil }
    guard encode(data).utf8.elementsEqual(utf8) else { return nil }
    return data
  }
}
