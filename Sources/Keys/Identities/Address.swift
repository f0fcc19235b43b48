import Foundation

/// Where a record is and whose it is, given by hand.
///
/// `maille:RECORD@HUB-FINGERPRINT:HOST#OWNER-FINGERPRINT`, where HOST is a lower-case name or address,
/// optionally with a port.
package struct Address: Hashable, Codable, Sendable, LosslessStringConvertible {
  /// The record's identifier.
  package let record: RecordID
  /// The fingerprint of the hub's key.
  package let hubFingerprint: Fingerprint
  /// Host name or address, with `:port` if it is not 443.
  package let host: String
  /// The fingerprint of the owner's key.
  package let ownerFingerprint: Fingerprint

  /// Makes an address; throws `.rule` if `host` is not a host name or address with an optional port.
  package init(
    record: RecordID, hubFingerprint: Fingerprint, host: String, ownerFingerprint: Fingerprint
  ) throws(DocumentError) {
    guard Self.isHost(host) else { throw .rule(place: "address", "the host is not a host name") }
    self.record = record
    self.hubFingerprint = hubFingerprint
    self.host = host
    self.ownerFingerprint = ownerFingerprint
  }

  /// Reads an address; nil if any part is wrong.
  package init?(_ description: String) {
    let scheme = "maille:"
    guard description.utf8.starts(with: scheme.utf8) else { return nil }
    let rest = description.dropFirst(scheme.count)
    guard let at = rest.firstIndex(of: "@"), let hash = rest.lastIndex(of: "#"), at < hash,
      let record = RecordID(String(rest[..<at]))
    else { return nil }
    let middle = rest[rest.index(after: at)..<hash]
    guard let colon = middle.firstIndex(of: ":"),
      let hub = Fingerprint(String(middle[..<colon])),
      let owner = Fingerprint(String(rest[rest.index(after: hash)...]))
    else { return nil }
    let host = String(middle[middle.index(after: colon)...])
    do {
      try self.init(record: record, hubFingerprint: hub, host: host, ownerFingerprint: owner)
    } catch {
      return nil
    }
    guard self.description.utf8.elementsEqual(description.utf8) else { return nil }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let address = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an address")
    }
    self = address
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// The address as text.
  package var description: String {
    "maille:\(record)@\(hubFingerprint):\(host)#\(ownerFingerprint)"
  }

  private static func isHost(_ text: String) -> Bool {
    guard text.utf8.count <= 255 else { return false }
    let name = #/[a-z0-9]([a-z0-9.-]*[a-z0-9])?/#
    let literal = #/\[[0-9a-f:.]+\]/#
    let port = #/:[1-9][0-9]{0,4}/#
    var rest = text[...]
    if let match = rest.prefixMatch(of: literal) {
      rest = rest[match.range.upperBound...]
    } else if let match = rest.prefixMatch(of: name) {
      rest = rest[match.range.upperBound...]
    } else {
      return false
    }
    guard !rest.isEmpty else { return true }
    guard rest.wholeMatch(of: port) != nil else { return false }
    return Int(rest.dropFirst()).map { $0 <= 65535 } ?? false
  }
}
