package import Foundation

/// A value that is a fixed number of bytes and is written as unpadded base64url.
package protocol FixedBytes: Hashable, Comparable, Codable, Sendable, LosslessStringConvertible,
  CodingKeyRepresentable
{
  /// The number of bytes of every value.
  static var byteCount: Int { get }

  /// The value's bytes, `byteCount` of them.
  var bytes: Data { get }

  /// Wraps `bytes` without checking their number; callers use `init(bytes:)`.
  init(unchecked bytes: Data)
}

extension FixedBytes {
  /// Wraps `bytes`; throws `.length` if there are not exactly `byteCount`.
  package init(bytes: Data) throws(DocumentError) {
    guard bytes.count == Self.byteCount else {
      throw .length(place: "\(Self.self)", expected: Self.byteCount)
    }
    self.init(unchecked: Data(bytes))
  }

  /// Reads canonical base64url; nil if it is anything else or of another length.
  package init?(_ description: String) {
    guard let bytes = Base64URL.decode(description), bytes.count == Self.byteCount else {
      return nil
    }
    self.init(unchecked: bytes)
  }

  /// The bytes in unpadded base64url.
  package var description: String { Base64URL.encode(bytes) }

  /// Whether the text begins with a dash, so that a command line would take it for an option.
  package var beginsWithDash: Bool { bytes.first.map { $0 >> 2 == 62 } ?? false }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not \(Self.byteCount) bytes in canonical base64url")
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// The key under which a dictionary keyed by this value is written.
  package var codingKey: any CodingKey { TextKey(stringValue: description) }

  package init?(codingKey: some CodingKey) {
    self.init(codingKey.stringValue)
  }

  /// Orders by bytes.
  package static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// A coding key that is any text.
package struct TextKey: CodingKey, Hashable, Sendable {
  package let stringValue: String
  package var intValue: Int? { nil }

  package init(stringValue: String) { self.stringValue = stringValue }
  package init?(intValue: Int) { nil }
}
