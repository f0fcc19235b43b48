package import Consent
package import Foundation
import Keys
import PersonalNetwork

/// A consent receipt of one grant: ISO/IEC TS 27560 through the W3C Data Privacy Vocabulary, JSON-LD.
///
/// Facts alone, each taken from the signed grant and the owner's own state: who, what, for what, from
/// when to when, under which text, and how it stands. No legal basis or jurisdiction is claimed. Source:
/// docs/spec/consent-receipt.md.
package struct ConsentReceipt: Encodable {
  private let grant: SignedDocument<Grant>
  private let viewer: Card
  private let authority: String?
  private let end: GrantEnd?
  private let endedAt: Date?
  private let createdAt: Date

  /// Describes a grant at a time; `authorityName` comes from the verified register.
  package init(_ published: PublishedGrant, authorityName: String?, at time: Date) {
    grant = published.publication.grant
    viewer = published.publication.viewerCard.payload
    authority = authorityName
    end = published.end
    endedAt = published.endedAt
    createdAt = time
  }

  /// The receipt's bytes: sorted keys, one field a line.
  package func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  private enum Key: String, CodingKey {
    case context = "@context"
    case id = "@id"
    case type = "@type"
    case identifier = "dct:identifier"
    case conformsTo = "dct:conformsTo"
    case created = "dct:created"
    case date = "dct:date"
    case title = "dct:title"
    case language = "dct:language"
    case valid = "dct:valid"
    case publisher = "dct:publisher"
    case record = "dpv:hasRecordOfActivity"
    case dataSubject = "dpv:hasDataSubject"
    case recipient = "dpv:hasRecipient"
    case controller = "dpv:hasDataController"
    case process = "dpv:hasProcess"
    case purpose = "dpv:hasPurpose"
    case personalData = "dpv:hasPersonalData"
    case processing = "dpv:hasProcessing"
    case notice = "dpv:hasNotice"
    case status = "dpv:hasConsentStatus"
  }

  private static let context = [
    "dct": "http://purl.org/dc/terms/", "dpv": "https://w3id.org/dpv#",
    "maille": "urn:maille:",
  ]
  private static let schema = "https://w3id.org/dpv/schema/dpv-27560"

  /// Encodes the receipt around the record of the consent.
  package func encode(to encoder: any Encoder) throws {
    let owner = "maille:owner/\(grant.signer)"
    var receipt = encoder.container(keyedBy: Key.self)
    try receipt.encode(Self.context, forKey: .context)
    try receipt.encode("maille:receipt/\(grant.hash)", forKey: .id)
    try receipt.encode("dpv:ConsentReceipt", forKey: .type)
    try receipt.encode(grant.hash.description, forKey: .identifier)
    try receipt.encode("\(Self.schema)#receipt", forKey: .conformsTo)
    try receipt.encode(Self.text(createdAt), forKey: .created)
    try receipt.encode(owner, forKey: .publisher)
    var record = receipt.nestedContainer(keyedBy: Key.self, forKey: .record)
    let terms = grant.payload
    try record.encode("maille:grant/\(terms.id)", forKey: .id)
    try record.encode("dpv:ConsentRecord", forKey: .type)
    try record.encode(terms.id.description, forKey: .identifier)
    try record.encode("\(Self.schema)#record", forKey: .conformsTo)
    try encode(owner, "dpv:DataSubject", nil, in: &record, .dataSubject)
    if let id = terms.authority {
      try encode(
        "maille:authority/\(id)", "dpv:DataController", authority, in: &record, .controller)
    }
    var notice = record.nestedContainer(keyedBy: Key.self, forKey: .notice)
    try notice.encode("dpv:ConsentNotice", forKey: .type)
    try notice.encode("\(terms.text.catalogue) \(terms.text.hash)", forKey: .identifier)
    try notice.encode(terms.text.language.rawValue, forKey: .language)
    try encodeProcess(in: &record)
    try encodeStatus(in: &record)
  }

  private func encodeProcess(in record: inout KeyedEncodingContainer<Key>) throws {
    let terms = grant.payload
    var process = record.nestedContainer(keyedBy: Key.self, forKey: .process)
    try process.encode("dpv:Process", forKey: .type)
    try encode(
      "maille:viewer/\(terms.viewer.fingerprint)", "dpv:Recipient", viewer.name, in: &process,
      .recipient)
    try encode(
      "maille:purpose/\(terms.purpose.rawValue)", "dpv:Purpose", terms.purpose.title(.en),
      in: &process, .purpose)
    try process.encode("dpv:Consult", forKey: .processing)
    try process.encode(
      terms.compartments.map { "maille:compartment/\($0)" }
        + terms.selection.map { "maille:item/\($0.item)" }, forKey: .personalData)
    try process.encode(
      "\(Self.text(terms.notBefore))/\(Self.text(terms.notAfter))", forKey: .valid)
  }

  /// The states that the consent went through, in order.
  private func encodeStatus(in record: inout KeyedEncodingContainer<Key>) throws {
    var states = [("dpv:ConsentGiven", grant.payload.issuedAt)]
    if let endedAt {
      states.append((end == .revoked ? "dpv:ConsentWithdrawn" : "dpv:ConsentInvalidated", endedAt))
    } else if grant.payload.notAfter <= createdAt {
      states.append(("dpv:ConsentExpired", grant.payload.notAfter))
    }
    var list = record.nestedUnkeyedContainer(forKey: .status)
    for (name, time) in states {
      var status = list.nestedContainer(keyedBy: Key.self)
      try status.encode(name, forKey: .type)
      try status.encode(Self.text(time), forKey: .date)
    }
  }

  private func encode(
    _ id: String, _ type: String, _ title: String?, in container: inout KeyedEncodingContainer<Key>,
    _ key: Key
  ) throws {
    var thing = container.nestedContainer(keyedBy: Key.self, forKey: key)
    try thing.encode(id, forKey: .id)
    try thing.encode(type, forKey: .type)
    try thing.encodeIfPresent(title, forKey: .title)
  }

  private static func text(_ time: Date) -> String { time.formatted(.iso8601) }
}
