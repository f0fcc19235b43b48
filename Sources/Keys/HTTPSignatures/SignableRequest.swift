import Foundation

/// An HTTP header field.
package struct HeaderField: Hashable, Sendable {
  /// The name in lower case.
  package let name: String
  /// The value as on the wire.
  package let value: String

  /// A field whose name is brought to lower case.
  package init(_ name: String, _ value: String) {
    self.name = name.lowercasedASCII
    self.value = value
  }
}

/// The parts of an HTTP request that a signature can cover.
package struct SignableRequest: Hashable, Sendable {
  /// The method in capitals.
  package var method: String
  /// Host, with `:port` unless it is the scheme's own; lower case.
  package var authority: String
  /// The path, from its first slash, percent-encoded as on the wire.
  package var path: String
  /// The query without its question mark, as on the wire; nil if there is none.
  package var query: String?
  /// All header fields in order.
  package var fields: [HeaderField]

  /// Describes a request.
  package init(
    method: String, authority: String, path: String, query: String? = nil,
    fields: [HeaderField] = []
  ) {
    self.method = method
    self.authority = authority.lowercasedASCII
    self.path = path
    self.query = query
    self.fields = fields
  }

  /// Describes a request by its target, `/path?query`.
  package init(
    method: String, authority: String, target: String, fields: [HeaderField] = []
  ) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(
      method: method, authority: authority, path: String(parts.first ?? ""),
      query: parts.count > 1 ? String(parts[1]) : nil, fields: fields)
  }

  /// The value of the only field called `name`; nil if there is none.
  package func field(_ name: String) throws(HTTPSignatureError) -> String? {
    let found = fields.filter { $0.name == name }
    guard found.count <= 1 else { throw .repeated(field: name) }
    return found.first?.value
  }

  /// The value of the only field called `name`; throws `.missing` if there is none.
  package func requiredField(_ name: String) throws(HTTPSignatureError) -> String {
    guard let value = try field(name) else { throw .missing(field: name) }
    return value
  }

  /// The value of a component in the signature base (RFC 9421 §2).
  func value(of component: String) throws(HTTPSignatureError) -> String {
    let value: String
    switch component {
    case "@method": value = method
    case "@authority": value = authority
    case "@path": value = path.isEmpty ? "/" : path
    case "@query": value = "?" + (query ?? "")
    default:
      guard !component.hasPrefix("@") else { throw .unsupported(component: component) }
      value = try requiredField(component)
    }
    let blanks: Set<UInt8> = [0x20, 0x09]
    let trimmed = value.utf8.drop { blanks.contains($0) }.reversed()
      .drop { blanks.contains($0) }.reversed()
    let isDerived = component.hasPrefix("@")
    guard
      trimmed.allSatisfy({ (0x21...0x7e).contains($0) || (!isDerived && blanks.contains($0)) })
    else { throw .malformed(field: component) }
    return String(decoding: Array(trimmed), as: UTF8.self)
  }
}

extension String {
  /// The same text with `A`–`Z` in lower case and everything else, the Kelvin sign too, as it was.
  var lowercasedASCII: String {
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    return String(decoding: utf8.map { capitals.contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }
}
