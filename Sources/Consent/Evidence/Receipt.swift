package import Foundation
package import Keys

/// What a requester is told was decided.
package enum ReceiptDecision: String, CaseIterable, Codable, Sendable {
  /// A view was released.
  case released
  /// An act was recorded.
  case accepted
  /// Nothing is available, for whatever reason.
  case notAvailable = "not-available"
}

/// What a requester keeps of one request: canonical JSON whose hash is in the leaf.
///
/// It holds the signed request, and with it the requester's own nonce. It never holds figures,
/// policies or sequences. In whatever is not a release, grant and head are absent, so that nothing
/// differs by reason.
package struct Receipt: Hashable, Codable, Sendable {
  /// 32 random bytes, without which nobody recognises a receipt by its hash.
  package let salt: Data
  /// The signed request; nil for the hub's own acts.
  package let request: SignedRequestEvidence?
  /// What was decided.
  package let decision: ReceiptDecision
  /// The hash of the grant of a release.
  package let grant: DocumentHash?
  /// The hash of the manifest that was released from.
  package let head: DocumentHash?
  /// The hub's time (UTC).
  package let time: Date

  private init(
    checked salt: Data, _ request: SignedRequestEvidence?, _ decision: ReceiptDecision,
    _ grant: DocumentHash?, _ head: DocumentHash?, _ time: Date
  ) throws(ConsentError) {
    guard salt.count == 32 else { throw ConsentError(.wrongLength, at: "salt") }
    let isRelease = decision == .released
    guard (grant != nil) == isRelease, (head != nil) == isRelease, !isRelease || request != nil
    else { throw ConsentError(.contradiction, at: "decision") }
    self.salt = salt
    self.request = request
    self.decision = decision
    self.grant = grant
    self.head = head
    self.time = time.wholeSeconds
  }

  /// The receipt of a release.
  package static func released(
    salt: Data, request: SignedRequestEvidence, grant: DocumentHash, head: DocumentHash, time: Date
  ) throws(ConsentError) -> Receipt {
    try Receipt(checked: salt, request, .released, grant, head, time)
  }

  /// The receipt of an act that was recorded; `request` is nil for the hub's own acts.
  package static func accepted(
    salt: Data, request: SignedRequestEvidence?, time: Date
  ) throws(ConsentError) -> Receipt {
    try Receipt(checked: salt, request, .accepted, nil, nil, time)
  }

  /// The receipt of whatever is not available.
  package static func notAvailable(
    salt: Data, request: SignedRequestEvidence, time: Date
  ) throws(ConsentError) -> Receipt {
    try Receipt(checked: salt, request, .notAvailable, nil, nil, time)
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      checked: container.decode(Data.self, forKey: .salt),
      container.decodeIfPresent(SignedRequestEvidence.self, forKey: .request),
      container.decode(ReceiptDecision.self, forKey: .decision),
      container.decodeIfPresent(DocumentHash.self, forKey: .grant),
      container.decodeIfPresent(DocumentHash.self, forKey: .head),
      container.decode(Date.self, forKey: .time))
  }
}
