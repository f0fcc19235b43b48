package import Foundation

/// The one JSON spelling in which every document of ours is written, signed and hashed.
///
/// Keys are sorted, slashes are not escaped, there is no white space; `Data` is unpadded base64url and
/// `Date` whole seconds since 1970 (UTC). Absent optionals are left out and there are no fractions.
/// Source: docs/spec/card.md, "Conventions".
package enum CanonicalJSON {
  /// The latest date that can be written, the end of the year 9999.
  private static let latest = 253_402_300_799

  /// The canonical bytes of `value`.
  ///
  /// Fractions of a second are dropped. Throws `EncodingError` for a date outside 1970–9999.
  package static func encode(_ value: some Encodable) throws -> Data {
    try encoder.encode(value)
  }

  /// Decodes `data`, which must be exactly what `encode` writes for the decoded value.
  ///
  /// This refuses duplicate and unknown keys, white space, fractions and base64url that is not canonical.
  package static func decode<Value: Codable>(
    _ type: Value.Type, from data: Data
  ) throws(DocumentError) -> Value {
    let value = try read(type, from: data)
    guard let again = try? encode(value), again == data else { throw .notCanonical }
    return value
  }

  /// Decodes what this program wrote itself, and sealed so that nobody else can have.
  ///
  /// The spelling is not compared again; anything that came from elsewhere needs `decode`.
  package static func read<Value: Decodable>(
    _ type: Value.Type, from data: Data
  ) throws(DocumentError) -> Value {
    do {
      return try decoder.decode(type, from: data)
    } catch let error as DocumentError {
      throw error
    } catch let error as DecodingError {
      throw .payload(place: place(of: error))
    } catch let error as any DocumentRuleError {
      throw .rule(place: error.place, error.rule)
    } catch {
      throw .payload(place: "")
    }
  }

  /// The encoder behind `encode`, for libraries that take one.
  package static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dataEncodingStrategy = .custom { data, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Base64URL.encode(data))
    }
    encoder.dateEncodingStrategy = .custom { date, encoder in
      let seconds = date.timeIntervalSince1970.rounded(.down)
      guard seconds >= 0, seconds <= Double(latest) else {
        throw EncodingError.invalidValue(
          date, .init(codingPath: encoder.codingPath, debugDescription: "date out of range"))
      }
      var container = encoder.singleValueContainer()
      try container.encode(Int(seconds))
    }
    return encoder
  }()

  /// The decoder behind `decode`; alone it does not check that the bytes are canonical.
  package static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.dataDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      guard let data = Base64URL.decode(try container.decode(String.self)) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "not canonical base64url")
      }
      return data
    }
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      let seconds = try container.decode(Int.self)
      guard (0...latest).contains(seconds) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "date out of range")
      }
      return Date(timeIntervalSince1970: TimeInterval(seconds))
    }
    return decoder
  }()

  private static func place(of error: DecodingError) -> String {
    var path: [any CodingKey]
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      path = context.codingPath
    case .keyNotFound(let key, let context):
      path = context.codingPath + [key]
    @unknown default:
      path = []
    }
    return path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
