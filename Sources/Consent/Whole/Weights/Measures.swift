package import Foundation
package import Keys

/// What the owner tells the gates of a record with each manifest: `maille-measures+jwt`.
///
/// Sealed to the gates. It names the manifest by version and slot root; a digest of each in the
/// other would be a cycle.
package struct Measures: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-measures+jwt"
  /// The longest text of an owner's own policies, in bytes of UTF-8: 16 KiB.
  package static let policyBound = 16_384

  /// The record.
  package let record: RecordID
  /// The manifest's version.
  package let version: Int
  /// The root of the manifest's slots.
  package let slots: DocumentHash
  /// The weights.
  package let weights: MeasuredWeights
  /// The limits in force.
  package let limits: Limits
  /// Whether the owner requires an attestation for every grant.
  package let attestationRequired: Bool
  /// The owner's own forbids, in the policy language; nil when there are none.
  package let policies: String?
  /// When the measures were made, in whole seconds.
  package let issuedAt: Date

  /// Makes measures; refuses a version under 1 and policies that are empty or too long.
  package init(
    record: RecordID, version: Int, slots: DocumentHash, weights: MeasuredWeights,
    limits: Limits = .standard, attestationRequired: Bool, policies: String? = nil, issuedAt: Date
  ) throws(ConsentError) {
    guard version >= 1 else { throw ConsentError(.outOfRange, at: "measures.version") }
    if let policies {
      guard (1...Self.policyBound).contains(policies.utf8.count) else {
        throw ConsentError(.outOfRange, at: "measures.policies")
      }
    }
    self.record = record
    self.version = version
    self.slots = slots
    self.weights = weights
    self.limits = limits
    self.attestationRequired = attestationRequired
    self.policies = policies
    self.issuedAt = Date(timeIntervalSince1970: issuedAt.timeIntervalSince1970.rounded(.down))
  }

  private enum CodingKeys: String, CodingKey {
    case record, version, slots, weights, limits, attestationRequired, policies
    case issuedAt = "iat"
  }

  /// Decodes and checks measures.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      record: fields.decode(RecordID.self, forKey: .record),
      version: fields.decode(Int.self, forKey: .version),
      slots: fields.decode(DocumentHash.self, forKey: .slots),
      weights: fields.decode(MeasuredWeights.self, forKey: .weights),
      limits: fields.decode(Limits.self, forKey: .limits),
      attestationRequired: fields.decode(Bool.self, forKey: .attestationRequired),
      policies: fields.decodeIfPresent(String.self, forKey: .policies),
      issuedAt: fields.decode(Date.self, forKey: .issuedAt))
  }
}
