package import Consent
package import Foundation
package import Keys
package import PersonalNetwork

extension OwnerRecord {
  /// Takes up a record under the next owner's key, with nothing but what a kit held.
  ///
  /// The items come by ``adopt(_:keepingLocal:)``, the grants by ``apply(_:)-(OwnerGrants)``.
  package static func restore(
    _ secret: RecoverySecret, ring: KeyRing, hub: PinnedHub, language: Language
  ) throws(RecordError) -> OwnerRecord {
    guard hub.description.card.signer == secret.address.hubFingerprint else {
      throw RecordError(.wrongHub, at: "hub")
    }
    var state = OwnerState(
      record: secret.address.record, ownerCard: ring.card, language: language)
    state.formerCards = secret.cards
    state.hub = hub
    return try OwnerRecord(ring: secret.keys(for: ring), state: state)
  }

  /// Cancels a succession that someone with the recovery key announced.
  package mutating func cancel(
    _ pending: PendingSuccession, at time: Date
  ) async throws(RecordError) -> SignedDocument<SuccessionCancellation> {
    guard pending.succession.payload.record == state.record else {
      throw RecordError(.wrongRecord, at: "succession")
    }
    var next = self
    let cancellation = try await next.sign { counter throws(ConsentError) in
      try SuccessionCancellation(
        record: state.record, succession: pending.succession.hash, counter: counter,
        issuedAt: time)
    }
    next.state.outbox.append(.cancellation(PublishCancellation(cancellation: cancellation)))
    self = next
    return cancellation
  }

  /// The keys that have been this record's owner.
  var owners: OwnerLine {
    OwnerLine(
      former: (state.formerCards ?? []).map(\.payload.identity), present: identity.publicIdentity)
  }
}

extension OwnerRecord {
  /// Takes up what the hub holds, as the first act after ``restore(_:ring:hub:language:)``.
  ///
  /// A record that was never written to has grants of nothing, and no items to take up.
  package mutating func take(
    _ contents: RecordContents, grants: OwnerGrants
  ) async throws(RecordError) {
    var next = self
    if contents.manifest != nil { try await next.adopt(contents) }
    next.state.counter = max(next.state.counter, contents.counter)
    try await next.apply(grants)
    self = next
  }
}
