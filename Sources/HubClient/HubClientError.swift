package import Consent

/// Why a hub did not do what was asked, as its client found out.
package enum HubClientError: Error, Sendable {
  /// The hub did not answer in time, or not over HTTP.
  case unreachable
  /// Not available: refused, absent, expired, revoked, stopped or unknown, on purpose the same.
  case notAvailable(LeafEvidence)
  /// Refused by policy; the problem names limits to the owner alone.
  case refused(Problem)
  /// The hub does not take this key: not affiliated, not enrolled, a wrong signature or clock.
  case unauthenticated(Problem?)
  /// Someone wrote first.
  case conflict(Problem?)
  /// Too many requests for now.
  case tooMany
  /// The hub found the request itself wrong, or has no room for what it brings.
  case invalid(Problem)
  /// The hub failed.
  case hubFailed(status: Int)
  /// The answer is not what the protocol says; the place is a field, never a value.
  case malformedAnswer(place: String)
  /// The answer does not verify; the place says what differs.
  case verification(VerificationPlace)
  /// The receipt or its proof is not right.
  case receipt(ReceiptError)
  /// The log was cut back, forked, or is withheld, against what was seen of it before.
  case watch(ReceiptError)
  /// The request could not be signed.
  case signing
}

/// What did not verify in an answer.
package enum VerificationPlace: String, Hashable, Sendable {
  /// The hub is not the one whose fingerprint was given by hand.
  case hubFingerprint = "hub fingerprint"
  /// The certificate is not of a trusted authority, or not for this name.
  case certificate
  /// The hub's card is not signed by its own key.
  case hubCard = "hub card"
  /// The policy bundle is not signed by the hub and an auditor.
  case bundle
  /// The announced policy bundle is not signed by the hub and a present auditor, or does not follow.
  case announced = "announced bundle"
  /// The register is not signed by the hub and an auditor.
  case register
  /// The log's key or witnesses are not what they should be.
  case logKey = "log key"
  /// The checkpoint is not signed by the log.
  case checkpoint
  /// The log shows leaves that are not of its form.
  case logRollback = "log rollback"
  /// The record's state is not signed by the hub, or is older than one seen before.
  case recordState = "record state"
}
