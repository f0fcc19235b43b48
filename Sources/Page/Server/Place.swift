import Foundation

/// A place of the page: a path of plain segments and perhaps a query, as links and forms name it.
package struct Place: Hashable, Sendable {
  /// The segments, without slashes.
  package let segments: [String]
  /// The query's fields, in order.
  package let query: [String: String]

  /// A place by its segments.
  package init(_ segments: String..., query: [String: String] = [:]) {
    self.segments = segments
    self.query = query
  }

  /// Reads a path; nil where it is no plain one.
  package init?(path: String, query: String?) {
    guard path.hasPrefix("/") else { return nil }
    var segments: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = String(part).removingPercentEncoding, Self.isPlain(segment) else {
        return nil
      }
      segments.append(segment)
    }
    if segments == [""] { segments = [] }
    guard segments.allSatisfy({ !$0.isEmpty }), segments.count <= 8 else { return nil }
    guard let fields = FormFields(query ?? "") else { return nil }
    self.segments = segments
    self.query = fields.single
  }

  /// The path as a link names it.
  package var path: String {
    let path = "/" + segments.map(Self.encode).joined(separator: "/")
    guard !query.isEmpty else { return path }
    return path + "?"
      + query.sorted { $0.key < $1.key }
      .map { Self.encode($0.key) + "=" + Self.encode($0.value) }.joined(separator: "&")
  }

  /// The beginning.
  package static let home = Place()

  private static func isPlain(_ segment: String) -> Bool {
    segment != "." && segment != ".." && segment.utf8.count <= 200
      && segment.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "/" && $0.value != 0x7F }
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  private static func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }
}

/// The fields of a form or a query (`application/x-www-form-urlencoded`).
package struct FormFields: Hashable, Sendable {
  /// All values of each name, in the order in which they came.
  private let values: [String: [String]]

  /// No fields.
  package init() { values = [:] }

  /// Reads encoded fields; nil where they are not UTF-8, or are more than 400.
  package init?(_ encoded: String) {
    var values: [String: [String]] = [:]
    let pairs = encoded.split(separator: "&")
    guard pairs.count <= 400 else { return nil }
    for pair in pairs {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decode(parts[0]), let value = Self.decode(parts.dropFirst().first ?? "")
      else { return nil }
      values[name, default: []].append(value)
    }
    self.values = values
  }

  /// The only value of a name, without white space at its ends; nil where it is absent, empty or
  /// there twice.
  package subscript(_ name: String) -> String? {
    guard let all = values[name], all.count == 1 else { return nil }
    let text = all[0].replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? nil : text
  }

  /// All values of a name, as with check boxes.
  package func all(_ name: String) -> [String] { values[name] ?? [] }

  /// The names that are there once, with their values.
  var single: [String: String] { values.compactMapValues { $0.count == 1 ? $0[0] : nil } }

  /// The same without what a form always has, and without a passphrase, which is never kept, shown
  /// nor written into a page.
  var withoutSecrets: FormFields {
    FormFields(
      values: values.filter { $0.key != Form.tokenName && !$0.key.hasPrefix("passphrase") })
  }

  private init(values: [String: [String]]) { self.values = values }

  /// Every name and value but the secret ones, names sorted.
  var kept: [(name: String, value: String)] {
    withoutSecrets.values.sorted { $0.key < $1.key }
      .flatMap { name, values in values.map { (name, $0) } }
  }

  private static func decode(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}
