package import Foundation
package import Keys

/// What an `OpeningID` names.
package enum OpeningTag {}
/// Names one opening of an emergency set.
package typealias OpeningID = RandomIdentifier<OpeningTag>

/// A service's word that one of its people opens an emergency set: `maille-emergency-opening+jwt`,
/// signed by the service's key.
///
/// It opens nothing alone: the person named signs the request that carries it, and shows that they
/// work for the service.
package struct EmergencyOpening: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-emergency-opening+jwt"
  /// The longest that one opening lasts, in hours.
  package static let longestHours = 24
  /// How far from the hub's clock an opening may be signed that comes for the first time, in seconds.
  package static let window: TimeInterval = 900
  /// After how long an opening must have been reviewed, in seconds: 7 days.
  package static let reviewTime: TimeInterval = 7 * 86_400

  /// The opening's own identifier.
  package let opening: OpeningID
  /// The record.
  package let record: RecordID
  /// The emergency set.
  package let grant: GrantID
  /// The service.
  package let authority: AuthorityID
  /// Who opens it.
  package let opener: Fingerprint
  /// For how many hours, 1 to 24.
  package let hours: Int
  /// Why, as a code.
  package let reason: RequestReason
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Announces an opening; refuses less than one hour or more than 24.
  package init(
    opening: OpeningID, record: RecordID, grant: GrantID, authority: AuthorityID,
    opener: Fingerprint, hours: Int, reason: RequestReason, issuedAt: Date
  ) throws(ConsentError) {
    guard (1...Self.longestHours).contains(hours) else {
      throw ConsentError(.outOfRange, at: "hours")
    }
    self.opening = opening
    self.record = record
    self.grant = grant
    self.authority = authority
    self.opener = opener
    self.hours = hours
    self.reason = reason
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      opening: container.decode(OpeningID.self, forKey: .opening),
      record: container.decode(RecordID.self, forKey: .record),
      grant: container.decode(GrantID.self, forKey: .grant),
      authority: container.decode(AuthorityID.self, forKey: .authority),
      opener: container.decode(Fingerprint.self, forKey: .opener),
      hours: container.decode(Int.self, forKey: .hours),
      reason: container.decode(RequestReason.self, forKey: .reason),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

/// What a review found of an opening.
package enum ReviewFinding: String, CaseIterable, Codable, Sendable {
  /// It was an emergency.
  case justified
  /// It was none; the opener stays suspended.
  case unjustified
}

/// A review of an opening: `maille-emergency-review+jwt`, signed by the owner or an auditor.
package struct EmergencyReview: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-emergency-review+jwt"

  /// The hash of the opening.
  package let opening: DocumentHash
  /// What was found.
  package let finding: ReviewFinding
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Reviews an opening.
  package init(opening: DocumentHash, finding: ReviewFinding, issuedAt: Date) {
    self.opening = opening
    self.finding = finding
    self.issuedAt = issuedAt.wholeSeconds
  }
}
