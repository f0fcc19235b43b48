import Foundation
package import Keys

/// One change of a record's key: the card that was the owner's, and the succession from it.
package struct OwnerSuccession: Hashable, Codable, Sendable {
  /// The owner's card up to then; it names the recovery key.
  package let predecessor: SignedDocument<Card>
  /// The succession, signed by that recovery key.
  package let succession: SignedDocument<Succession>

  /// Pairs a card with the succession from it.
  package init(predecessor: SignedDocument<Card>, succession: SignedDocument<Succession>) {
    self.predecessor = predecessor
    self.succession = succession
  }
}

/// The keys that have been the owner's of one record, oldest first and the present one last.
///
/// What an earlier key signed goes on: grants, and the manifest up to the next one.
package struct OwnerLine: Hashable, Sendable {
  /// The longest line that is followed.
  package static let maximumCount = 16

  /// The keys, at least one.
  package let identities: [PublicIdentity]
  /// The present owner's key.
  package let present: PublicIdentity

  /// A line that the caller has verified or made: `former` oldest first.
  package init(former: [PublicIdentity] = [], present: PublicIdentity) {
    identities = former + [present]
    self.present = present
  }

  /// Follows a line from a key given by hand to the present owner's card.
  ///
  /// Every card is signed by itself, every succession by the recovery key that the card before it
  /// names, and each leads to the next card. Keys from before the one given by hand are not
  /// believed. Throws ``ConsentError/Code/wrongKind`` for anything else.
  package init(
    from pinned: Fingerprint, to card: SignedDocument<Card>, by links: [OwnerSuccession],
    in record: RecordID
  ) async throws(ConsentError) {
    let refusal = ConsentError(.wrongKind, at: "owner")
    var rest = links.drop { $0.predecessor.signer != pinned }
    if links.count >= Self.maximumCount { throw refusal }
    if rest.isEmpty, card.signer != pinned { throw refusal }
    if card.signer == pinned { rest = [] }
    var former: [PublicIdentity] = []
    do {
      for (index, link) in rest.enumerated() {
        let before = try await link.predecessor.verifiedCard().payload
        guard before.kind == .owner, let recovery = before.recovery else { throw refusal }
        let succession = try await link.succession.verified(by: recovery).payload
        let next = index + 1 < rest.count ? rest[rest.startIndex + index + 1].predecessor : card
        guard succession.record == record, succession.predecessor == link.predecessor.signer,
          succession.successor == next
        else { throw refusal }
        former.append(before.identity)
      }
      let present = try await card.verifiedCard().payload
      guard present.kind == .owner else { throw refusal }
      self.init(former: former, present: present.identity)
    } catch {
      throw refusal
    }
  }

  /// The document, if one of the line signed it; ``DocumentError/wrongSigner`` for anyone else.
  package func verify<Payload: DocumentPayload>(
    _ document: SignedDocument<Payload>
  ) async throws(DocumentError) -> VerifiedDocument<Payload> {
    let signer = identities.last { $0.fingerprint == document.signer }
    return try await document.verified(by: signer ?? present)
  }
}
