import Foundation

/// Base64 without padding (RFC 4648 §4), in its only canonical spelling.
enum Base64 {
  static func encode(_ data: Data) -> [UInt8] {
    var text = Array(data.base64EncodedData())
    while text.last == UInt8(ascii: "=") { text.removeLast() }
    return text
  }

  static func decode(_ text: some Collection<UInt8>) -> Data? {
    guard text.count % 4 != 1, !text.contains(UInt8(ascii: "=")) else { return nil }
    var padded = Data(text)
    while padded.count % 4 != 0 { padded.append(UInt8(ascii: "=")) }
    guard let data = Data(base64Encoded: padded), encode(data).elementsEqual(text) else {
      return nil
    }
    return data
  }
}
