package import Foundation
package import Keys

/// One policy file of a bundle.
package struct PolicyText: Hashable, Codable, Sendable {
  /// The file's name without its extension, such as `limits`.
  package let name: String
  /// The policies, in the policy language.
  package let text: String

  /// Names a policy file.
  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// The policies, the auditors and the naming key in force at a hub: `maille-bundle+jwt`, signed by
/// the hub and an auditor.
///
/// INVARIANT: version 1 has no predecessor and every other has one; policies are sorted by name,
/// none twice; there is at least one auditor, sorted by fingerprint, none twice.
package struct PolicyBundle: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-bundle+jwt"

  /// The hub.
  package let hub: Fingerprint
  /// Counts from 1.
  package let version: Int
  /// The hash of the hub's signature over the version before.
  package let previous: DocumentHash?
  /// The schema, in the policy language's schema syntax.
  package let schema: String
  /// The policy files, sorted by name.
  package let policies: [PolicyText]
  /// The auditors' reading keys, sorted by fingerprint.
  package let auditors: [PublicIdentity]
  /// The key that may read who is behind a pseudonym.
  package let naming: PublicIdentity
  /// From when the bundle is in force (UTC).
  package let validFrom: Date
  /// When it was made (UTC).
  package let issuedAt: Date

  /// Makes a bundle; sorts policies and auditors, and refuses what breaks the invariant.
  package init(
    hub: Fingerprint, version: Int, previous: DocumentHash?, schema: String,
    policies: [PolicyText], auditors: [PublicIdentity], naming: PublicIdentity, validFrom: Date,
    issuedAt: Date
  ) throws(ConsentError) {
    guard version >= 1, (version == 1) == (previous == nil) else {
      throw ConsentError(.contradiction, at: "bundle.version")
    }
    let policies = policies.sorted { isAscending($0.name.utf8, $1.name.utf8) }
    guard !policies.isEmpty, Set(policies.map(\.name)).count == policies.count else {
      throw ConsentError(.contradiction, at: "bundle.policies")
    }
    let auditors = auditors.sorted { $0.fingerprint < $1.fingerprint }
    guard !auditors.isEmpty, Set(auditors).count == auditors.count else {
      throw ConsentError(.contradiction, at: "bundle.auditors")
    }
    self.hub = hub
    self.version = version
    self.previous = previous
    self.schema = schema
    self.policies = policies
    self.auditors = auditors
    self.naming = naming
    self.validFrom = validFrom.wholeSeconds
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      hub: container.decode(Fingerprint.self, forKey: .hub),
      version: container.decode(Int.self, forKey: .version),
      previous: container.decodeIfPresent(DocumentHash.self, forKey: .previous),
      schema: container.decode(String.self, forKey: .schema),
      policies: container.decode([PolicyText].self, forKey: .policies),
      auditors: container.decode([PublicIdentity].self, forKey: .auditors),
      naming: container.decode(PublicIdentity.self, forKey: .naming),
      validFrom: container.decode(Date.self, forKey: .validFrom),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
