package import Foundation
package import Keys
package import PersonalNetwork

/// What a professional asks of an owner: `maille-request+jwt`, signed by the professional.
package struct AccessRequest: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-request+jwt"
  /// The most bytes that a sealed note has: enough for the largest padding class of a short text.
  package static let largestNote = 24 * 1024

  /// The request's identifier.
  package let id: RequestID
  /// The record asked for, known to the hub or not.
  package let record: RecordID
  /// The requester's public keys.
  package let viewer: PublicIdentity
  /// The authority for which they ask.
  package let authority: AuthorityID?
  /// The compartments, sorted and unique, at least one, without the emergency set.
  package let compartments: [Compartment]
  /// The one purpose.
  package let purpose: Purpose
  /// For how many days, 1 to 180.
  package let days: Int
  /// Whether they ask to be the owner's référent.
  package let referent: Bool
  /// Why, as a code.
  package let reason: RequestReason
  /// Free text: an age file to the owner, padded.
  package let note: Data?
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Makes a request, or says why none can be so.
  package init(
    id: RequestID, record: RecordID, viewer: PublicIdentity, authority: AuthorityID?,
    compartments: [Compartment], purpose: Purpose, days: Int, referent: Bool = false,
    reason: RequestReason, note: Data?, issuedAt: Date
  ) throws(ConsentError) {
    guard !compartments.isEmpty else { throw ConsentError(.emptyScope, at: "compartments") }
    guard zip(compartments, compartments.dropFirst()).allSatisfy({ $0.index < $1.index }) else {
      throw ConsentError(.unsorted, at: "compartments")
    }
    guard !compartments.contains(.emergency) else {
      throw ConsentError(.emergencyCompartment, at: "compartments")
    }
    guard (1...180).contains(days) else { throw ConsentError(.outOfRange, at: "days") }
    if let note, note.isEmpty || note.count > Self.largestNote {
      throw ConsentError(.wrongLength, at: "note")
    }
    self.id = id
    self.record = record
    self.viewer = viewer
    self.authority = authority
    self.compartments = compartments
    self.purpose = purpose
    self.days = days
    self.referent = referent
    self.reason = reason
    self.note = note
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      id: container.decode(RequestID.self, forKey: .id),
      record: container.decode(RecordID.self, forKey: .record),
      viewer: container.decode(PublicIdentity.self, forKey: .viewer),
      authority: container.decodeIfPresent(AuthorityID.self, forKey: .authority),
      compartments: container.decode([Compartment].self, forKey: .compartments),
      purpose: container.decode(Purpose.self, forKey: .purpose),
      days: container.decode(Int.self, forKey: .days),
      referent: container.decode(Bool.self, forKey: .referent),
      reason: container.decode(RequestReason.self, forKey: .reason),
      note: container.decodeIfPresent(Data.self, forKey: .note),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}
