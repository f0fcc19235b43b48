package import Foundation
import Keys

/// The one answer to whatever is not open: RFC 9457 problem details of a fixed length.
///
/// Refused, absent, expired, revoked, stopped and unknown give the same status, headers and number
/// of bytes; only receipt and hashes differ, and nobody but the log's readers can tell why.
package struct NotAvailable: Hashable, Codable, Sendable {
  /// The HTTP status.
  package static let status = 404
  /// The body's length in bytes, whatever the evidence's.
  package static let byteCount = 16 * 1024

  /// The problem's type.
  package let type: String
  /// The problem's title.
  package let title: String
  /// The HTTP status again, as RFC 9457 wants it.
  package let status: Int
  /// The receipt and its leaf.
  package let evidence: LeafEvidence
  /// Spaces up to the fixed length.
  package let padding: String

  /// The body for some evidence, padded.
  package init(evidence: LeafEvidence) throws {
    self.init(evidence: evidence, padding: "")
    let missing = Self.byteCount - (try CanonicalJSON.encode(self).count)
    guard missing >= 0 else { throw ConsentError(.tooLong, at: "evidence") }
    self.init(evidence: evidence, padding: String(repeating: " ", count: missing))
  }

  private init(evidence: LeafEvidence, padding: String) {
    type = "about:blank"
    title = "not available"
    status = Self.status
    self.evidence = evidence
    self.padding = padding
  }

  /// The body's bytes, `byteCount` of them.
  package func body() throws -> Data { try CanonicalJSON.encode(self) }
}

/// The one answer to whatever a requester posts to a record, known or not, of a fixed length.
package struct RequestTaken: Hashable, Codable, Sendable {
  /// The receipt and its leaf.
  package let evidence: LeafEvidence
  /// Spaces up to the fixed length.
  package let padding: String

  /// The body for some evidence, padded.
  package init(evidence: LeafEvidence) throws {
    self.init(evidence: evidence, padding: "")
    let missing = NotAvailable.byteCount - (try CanonicalJSON.encode(self).count)
    guard missing >= 0 else { throw ConsentError(.tooLong, at: "evidence") }
    self.init(evidence: evidence, padding: String(repeating: " ", count: missing))
  }

  private init(evidence: LeafEvidence, padding: String) {
    self.evidence = evidence
    self.padding = padding
  }

  /// The body's bytes, as many as ``NotAvailable/byteCount``.
  package func body() throws -> Data { try CanonicalJSON.encode(self) }
}
