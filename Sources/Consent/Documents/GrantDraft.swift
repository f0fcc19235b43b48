import Foundation
package import Keys
import PersonalNetwork

/// A grant before it is signed: all that the owner consents to and a helper attests.
///
/// It lacks what is only known at signing: the counter, the time and the attestations.
package struct GrantDraft: Hashable, Codable, Sendable {
  /// The grant's identifier.
  package let id: GrantID
  /// The record it opens a view of.
  package let record: RecordID
  /// What it permits.
  package let terms: GrantTerms
  /// The text shown to the owner.
  package let text: ConsentTextReference
  /// Whether owner and viewer said to have compared the viewer's fingerprint aloud.
  package let compared: Bool
  /// What the viewer must trust.
  package let trust: Trust

  enum CodingKeys: String, CodingKey {
    case id, record, text, compared, trust
  }

  /// Puts a draft together; its parts are valid by themselves.
  package init(
    id: GrantID, record: RecordID, terms: GrantTerms, text: ConsentTextReference, compared: Bool,
    trust: Trust
  ) {
    self.id = id
    self.record = record
    self.terms = terms
    self.text = text
    self.compared = compared
    self.trust = trust
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    terms = try GrantTerms(from: decoder)
    id = try container.decode(GrantID.self, forKey: .id)
    record = try container.decode(RecordID.self, forKey: .record)
    text = try container.decode(ConsentTextReference.self, forKey: .text)
    compared = try container.decode(Bool.self, forKey: .compared)
    trust = try container.decode(Trust.self, forKey: .trust)
  }

  /// Encodes the terms beside the draft's own fields, in one flat object.
  package func encode(to encoder: any Encoder) throws {
    try terms.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(record, forKey: .record)
    try container.encode(text, forKey: .text)
    try container.encode(compared, forKey: .compared)
    try container.encode(trust, forKey: .trust)
  }

  /// The SHA-256 of the draft's canonical JSON, which an attestation names.
  package func hash() throws -> DocumentHash {
    DocumentHash(of: try CanonicalJSON.encode(self))
  }
}
