import Foundation

/// Reads the strict PEM armor that some age files wear.
///
/// White space around the armor is allowed and CRLF line ends too; nothing else that is not canonical.
enum Armor {
  private static let opening = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  private static let closing = Array("-----END AGE ENCRYPTED FILE-----".utf8)
  private static let columns = 64

  /// Whether `file` begins, white space aside, like armor.
  static func isArmored(_ file: Data) -> Bool {
    file.drop(while: isBlank).starts(with: "-----BEGIN ".utf8)
  }

  static func decode(_ file: Data) throws(AgeError) -> Data {
    var text = file.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line in line.last == UInt8(ascii: "\r") ? line.dropLast() : line }[...]
    guard let first = lines.popFirst(), first.elementsEqual(opening),
      let last = lines.popLast(), last.elementsEqual(closing)
    else { throw .armor }
    var body = Data()
    for (number, line) in lines.enumerated() {
      let isLast = number == lines.count - 1
      guard isLast ? (1...columns).contains(line.count) : line.count == columns else {
        throw .armor
      }
      guard line.count % 4 == 0, isLast || line.last != UInt8(ascii: "="),
        let bytes = Data(base64Encoded: Data(line)),
        bytes.base64EncodedData().elementsEqual(line)
      else { throw .armor }
      body.append(bytes)
    }
    return body
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0a, 0x0d].contains(byte)
  }
}
