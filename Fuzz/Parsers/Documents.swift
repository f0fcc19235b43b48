import Consent
import Foundation
import Keys
import Record

/// Signed documents and the bodies in which they travel.
enum Documents {
  static func jws(_ data: Data) throws(Difference) {
    let compact = String(decoding: data, as: UTF8.self)
    _ = try? documentType(ofCompact: compact)
    try read(Card.self, compact)
    try read(Affiliation.self, compact)
    try read(AffiliationEnd.self, compact)
    try read(Register.self, compact)
    try read(Grant.self, compact)
    try read(Revocation.self, compact)
    try read(Stop.self, compact)
    try read(AccessRequest.self, compact)
    try read(Attestation.self, compact)
    try read(Succession.self, compact)
    try read(Manifest.self, compact)
    try read(Measures.self, compact)
    try read(PolicyBundle.self, compact)
  }

  private static func read<Payload: DocumentPayload>(
    _ type: Payload.Type, _ compact: String
  ) throws(Difference) {
    guard let document = try? SignedDocument<Payload>(compact: compact) else { return }
    try Difference.check(Payload.documentType, compact.utf8, document.compact.utf8)
    let parts = compact.utf8.split(separator: UInt8(ascii: "."))
    guard parts.count > 1, let given = Base64URL.decode(String(Substring(parts[1]))),
      let written = try? CanonicalJSON.encode(document.payload)
    else { throw Difference(form: Payload.documentType) }
    try Difference.check(Payload.documentType, given, written)
  }

  static func requests(_ data: Data) throws(Difference) {
    try body(CreateRecord.self, data)
    try body(RecordCommit.self, data)
    try body(GrantPublication.self, data)
    try body(PublishRevocation.self, data)
    try body(PublishStop.self, data)
    try body(PublishResume.self, data)
    try body(PublishRequest.self, data)
    try body(PublishDecline.self, data)
    try body(PublishHelper.self, data)
    try body(PublishSuccession.self, data)
    try body(PublishCancellation.self, data)
    try body(ViewRequest.self, data)
    try body(RegisterExchange.self, data)
    try body(PublishBundle.self, data)
    try body(PublishAffiliationEnd.self, data)
    try body(RecoveryKit.self, data)
    try body(RecoveryPiece.self, data)
  }

  private static func body<Value: Codable>(_ type: Value.Type, _ data: Data) throws(Difference) {
    guard let value = try? CanonicalJSON.decode(type, from: data) else { return }
    guard let written = try? CanonicalJSON.encode(value) else {
      throw Difference(form: "\(type)")
    }
    try Difference.check("\(type)", data, written)
  }
}
