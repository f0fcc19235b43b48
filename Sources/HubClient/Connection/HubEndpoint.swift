/// Where a hub listens: a host with an optional port, over TLS unless it is this machine.
package struct HubEndpoint: Hashable, Codable, Sendable, LosslessStringConvertible {
  /// `host` or `host:port`, in lower case, as in an address.
  package let host: String
  /// Whether requests go over TLS; only this machine itself is spoken to without.
  package let usesTLS: Bool

  /// Reads `host`, `host:port`, `https://host:port` or, for this machine alone, `http://host:port`.
  package init?(_ text: String) {
    var rest = text[...]
    var asksPlain = false
    var asksTLS = false
    if rest.hasPrefix("https://") {
      rest = rest.dropFirst("https://".count)
      asksTLS = true
    } else if rest.hasPrefix("http://") {
      rest = rest.dropFirst("http://".count)
      asksPlain = true
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    guard !rest.isEmpty, rest.utf8.count <= 255, rest.utf8.allSatisfy(Self.isAllowed) else {
      return nil
    }
    guard Self.isWellFormed(rest) else { return nil }
    let host = String(rest)
    let isLocal = Self.isLoopback(host)
    guard isLocal || !asksPlain else { return nil }
    self.host = host
    usesTLS = asksTLS || !isLocal
  }

  /// The endpoint as it can be read again.
  package var description: String { usesTLS ? "https://\(host)" : "http://\(host)" }

  /// Whether a text is a name or an address in brackets, with a port or without.
  private static func isWellFormed(_ text: Substring) -> Bool {
    var rest = text
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else { return false }
      rest = rest[rest.index(after: end)...]
    } else {
      rest = rest[(rest.firstIndex(of: ":") ?? rest.endIndex)...]
      guard rest.startIndex > text.startIndex else { return false }
    }
    return rest.isEmpty || (rest.first == ":" && UInt16(rest.dropFirst()) ?? 0 > 0)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["),
      UInt8(ascii: "]"):
      true
    default: false
    }
  }

  /// Whether a host names this machine's own loopback.
  static func isLoopback(_ host: String) -> Bool {
    let name: Substring
    if host.hasPrefix("[") {
      name = host.prefix { $0 != "]" }.dropFirst()
    } else {
      name = host.prefix { $0 != ":" }
    }
    if name == "localhost" || name == "::1" { return true }
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let endpoint = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an endpoint")
    }
    self = endpoint
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
