public import Foundation

/// The strict PEM armor that some age files wear, so that they can be pasted as text.
///
/// Source: C2SP age.md, "ASCII armor".
public enum Armor {
  private static let opening = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  private static let closing = Array("-----END AGE ENCRYPTED FILE-----".utf8)
  private static let columns = 64

  /// Whether `file` begins, white space aside, like armor.
  public static func isArmored(_ file: Data) -> Bool {
    file.drop(while: isBlank).starts(with: "-----BEGIN ".utf8)
  }

  /// `file` in armor: lines of 64 columns, each ended by a line feed.
  public static func encode(_ file: Data) -> Data {
    var text = Data()
    let body = Array(file.base64EncodedData())
    for line in [opening]
      + stride(from: 0, to: body.count, by: columns).map({
        Array(body[$0..<min($0 + columns, body.count)])
      }) + [closing]
    {
      text.append(contentsOf: line)
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// The file in its armor; throws `.armor`.
  ///
  /// White space around the armor is allowed and CRLF line ends too; nothing else that is not
  /// canonical.
  public static func decode(_ file: Data) throws(AgeError) -> Data {
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
