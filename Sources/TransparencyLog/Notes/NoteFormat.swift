import Foundation

/// The lexical rules and limits of signed notes.
enum NoteFormat {
  /// Room for sixteen post-quantum signatures of 5 kB and a text, with a margin.
  static let maximumBytes = 256 * 1024
  static let maximumSignatures = 64
  static let maximumLineBytes = 16 * 1024
  /// What begins each signature line: an em dash and a space.
  static let signatureMark = Array("\u{2014} ".utf8)

  /// Not empty, without Unicode white space, plus signs or control characters.
  static func isKeyName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 1024
      && name.unicodeScalars.allSatisfy { scalar in
        scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
      }
  }

  /// Valid UTF-8 that ends in a newline and has no other control character below U+0020.
  static func isText(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.count <= maximumBytes && Array(bytes).last == StrictText.newline
      && bytes.allSatisfy { $0 >= 0x20 || $0 == StrictText.newline }
      && String(validating: bytes, as: UTF8.self) != nil
  }

  /// The message under a `cosignature/v1`; `nil` for a time above 2^63 − 1.
  static func cosigned(_ text: Data, at timestamp: UInt64) -> Data? {
    guard timestamp <= UInt64(Int64.max) else { return nil }
    return Data("cosignature/v1\ntime \(timestamp)\n".utf8) + text
  }
}
