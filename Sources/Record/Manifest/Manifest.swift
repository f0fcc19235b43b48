import Consent
package import Foundation
package import Keys

/// What the owner says a record holds: `maille-manifest+jwt`, signed by the owner, chained.
package struct Manifest: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-manifest+jwt"

  /// The record.
  package let record: RecordID
  /// Counts from 1.
  package let version: Int
  /// The owner's statement counter.
  package let counter: Int
  /// The hash of the version before; nil for the first.
  package let previous: DocumentHash?
  /// The hash of the measures signed with it.
  package let measures: DocumentHash
  /// The root over the 73 slots.
  package let slots: DocumentHash
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Makes a manifest; refuses one that breaks the chain's rule.
  package init(
    record: RecordID, version: Int, counter: Int, previous: DocumentHash?, measures: DocumentHash,
    slots: DocumentHash, issuedAt: Date
  ) throws(RecordError) {
    guard version >= 1, (version == 1) == (previous == nil) else {
      throw RecordError(.malformed, at: "manifest.version")
    }
    guard counter >= 1 else { throw RecordError(.malformed, at: "manifest.counter") }
    self.record = record
    self.version = version
    self.counter = counter
    self.previous = previous
    self.measures = measures
    self.slots = slots
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: container.decode(RecordID.self, forKey: .record),
      version: container.decode(Int.self, forKey: .version),
      counter: container.decode(Int.self, forKey: .counter),
      previous: container.decodeIfPresent(DocumentHash.self, forKey: .previous),
      measures: container.decode(DocumentHash.self, forKey: .measures),
      slots: container.decode(DocumentHash.self, forKey: .slots),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

/// The newest manifest that somebody has seen of a record, against which a rollback shows.
package struct SeenHead: Hashable, Codable, Sendable {
  /// The manifest's version.
  package let version: Int
  /// The manifest's hash.
  package let hash: DocumentHash

  /// Remembers a manifest.
  package init(version: Int, hash: DocumentHash) {
    self.version = version
    self.hash = hash
  }

  /// Refuses a manifest older than this one, or another of the same version.
  package func check(version: Int, hash: DocumentHash) throws(RecordError) {
    guard version >= self.version else { throw RecordError(.rolledBack, at: "manifest") }
    guard version > self.version || hash == self.hash else {
      throw RecordError(.forked, at: "manifest")
    }
  }
}
