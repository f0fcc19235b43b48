import Foundation

/// The canonical encoding in which an item is encrypted: sorted keys, whole seconds.
enum Encoding {
  static func bytes(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Int(date.timeIntervalSince1970))
    }
    return try encoder.encode(value)
  }

  static func value<Value: Decodable>(_ type: Value.Type, _ bytes: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .secondsSince1970
    return try decoder.decode(type, from: bytes)
  }
}
