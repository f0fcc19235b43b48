import Foundation

/// Text conversions that accept one spelling only, so that what parses serialises to the same
/// bytes.
enum StrictText {
  /// Decodes standard base64 (RFC 4648 §4, padded) and refuses every non-canonical spelling.
  static func base64(_ characters: some Collection<UInt8>) -> Data? {
    let text = Data(characters)
    guard let decoded = Data(base64Encoded: text), decoded.base64EncodedData() == text else {
      return nil
    }
    return decoded
  }

  /// Reads an ASCII decimal without sign or leading zeroes that fits 64 bits.
  static func decimal(_ characters: some Collection<UInt8>) -> UInt64? {
    guard let first = characters.first, characters.count <= 20 else { return nil }
    guard first != UInt8(ascii: "0") || characters.count == 1 else { return nil }
    var value: UInt64 = 0
    for character in characters {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(character - UInt8(ascii: "0")))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  /// Splits text that ends in a newline into its lines, without the newlines.
  static func lines(_ bytes: some Collection<UInt8>) -> [ArraySlice<UInt8>]? {
    let bytes = Array(bytes)
    guard bytes.last == newline else { return nil }
    return bytes.dropLast().split(separator: newline, omittingEmptySubsequences: false)
  }

  static let newline = UInt8(ascii: "\n")

  /// Whether two strings are the same bytes; `==` would accept canonical equivalents.
  static func same(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }
}

extension FixedWidthInteger {
  /// The bytes of the integer, most significant first.
  var bigEndianBytes: [UInt8] {
    stride(from: Self.bitWidth - 8, through: 0, by: -8).map { shift in
      UInt8(truncatingIfNeeded: self >> shift)
    }
  }

  /// Reads an integer from bytes, most significant first; `nil` unless their number fits.
  init?(bigEndianBytes bytes: some Collection<UInt8>) {
    guard bytes.count == Self.bitWidth / 8 else { return nil }
    self = bytes.reduce(0) { ($0 << 8) | Self(truncatingIfNeeded: $1) }
  }
}
