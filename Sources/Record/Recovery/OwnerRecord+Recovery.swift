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
  /// Takes up a record on a device that has the owner's key file and nothing else.
  ///
  /// The address may be one from before a succession: the line is followed from its key to this one,
  /// and what earlier keys signed is not believed.
  /// Throws ``RecordError/Code/wrongOwner`` where the record is not this key's, and
  /// ``RecordError/Code/wrongHub`` where the hub is not the one in the address.
  package static func takeUp(
    _ contents: RecordContents, grants: OwnerGrants, at address: Address, ring: KeyRing,
    hub: PinnedHub, language: Language
  ) async throws(RecordError) -> OwnerRecord {
    guard hub.description.card.signer == address.hubFingerprint else {
      throw RecordError(.wrongHub, at: "hub")
    }
    let links = contents.successions ?? []
    let pinned = address.ownerFingerprint
    guard
      (try? await OwnerLine(from: pinned, to: ring.card, by: links, in: address.record)) != nil
    else { throw RecordError(.wrongOwner, at: "owner") }
    var state = OwnerState(record: address.record, ownerCard: ring.card, language: language)
    if ring.card.signer != pinned {
      state.formerCards = links.map(\.predecessor).drop { $0.signer != pinned }.map { $0 }
    }
    state.hub = hub
    var record = try OwnerRecord(ring: ring, state: state)
    try await record.take(contents, grants: grants)
    return record
  }

  /// Takes up what the hub holds, as the first act on a new device.
  ///
  /// A record that was never written to has grants of nothing, and no items to take up. What the hub
  /// does not hold is gone: what was not sent, drafts, and the cards that were compared.
  package mutating func take(
    _ contents: RecordContents, grants: OwnerGrants
  ) async throws(RecordError) {
    var next = self
    if contents.manifest != nil { try await next.adopt(contents) }
    try await next.takeUpMeasures(of: contents)
    for helper in contents.helpers {
      guard (try? await owners.verify(helper.enrolment)) != nil,
        helper.enrolment.payload.record == state.record,
        let card = try? await helper.card.verifiedCard().payload,
        card.identity == helper.enrolment.payload.helper
      else { throw RecordError(.wrongOwner, at: "helpers") }
    }
    next.state.helpers = contents.helpers
    next.state.counter = max(next.state.counter, contents.counter)
    try await next.apply(grants)
    self = next
  }

  /// Keeps the limits that the owner chose, and whether they want attestations.
  private mutating func takeUpMeasures(
    of contents: RecordContents
  ) async throws(RecordError) {
    guard let manifest = contents.manifest else { return }
    guard let sealed = contents.measures else {
      throw RecordError(.contentsDiffer, at: "measures")
    }
    let measures = try RecordCommit.openMeasures(sealed, with: identity)
    guard (try? await owners.verify(measures)) != nil, manifest.payload.measures == measures.hash
    else { throw RecordError(.contentsDiffer, at: "measures") }
    state.limits = measures.payload.limits
    state.attestationRequired = measures.payload.attestationRequired
  }
}
