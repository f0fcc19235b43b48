import Foundation
package import Keys
import PersonalNetwork

/// An attestation with the card, and where they have one the affiliation, of who signed it.
package struct AttestationPublication: Hashable, Codable, Sendable {
  /// The helper's word.
  package let attestation: SignedDocument<Attestation>
  /// The helper's card.
  package let card: SignedDocument<Card>
  /// The helper's affiliation at the time.
  package let affiliation: SignedDocument<Affiliation>?

  /// Puts the parts together.
  package init(
    attestation: SignedDocument<Attestation>, card: SignedDocument<Card>,
    affiliation: SignedDocument<Affiliation>?
  ) {
    self.attestation = attestation
    self.card = card
    self.affiliation = affiliation
  }
}

/// All that an owner hands to the hub for one grant.
///
/// The parts fit: a share for each gate of the grant in its order, a packet for each compartment,
/// a key for each selected item, each attestation that the grant names, the viewer's own card.
/// Signatures are not verified here.
package struct GrantPublication: Hashable, Codable, Sendable {
  /// The grant.
  package let grant: SignedDocument<Grant>
  /// The viewer's card.
  package let viewerCard: SignedDocument<Card>
  /// The viewer's affiliation at the time.
  package let affiliation: SignedDocument<Affiliation>?
  /// The attestations that the grant names, sorted by hash.
  package let attestations: [AttestationPublication]
  /// One share for each gate, in the grant's order.
  package let shares: [SealedShare]
  /// One packet for each compartment, sorted by blind identifier.
  package let packets: [SealedPacket]
  /// A wrapped key for each selected item, in the grant's order; an item that the owner removed or
  /// reserved later has none.
  package let selection: [WrappedSelection]

  /// Puts a publication together, or says which part does not fit the grant.
  package init(
    grant: SignedDocument<Grant>, viewerCard: SignedDocument<Card>,
    affiliation: SignedDocument<Affiliation>?, attestations: [AttestationPublication],
    shares: [SealedShare], packets: [SealedPacket], selection: [WrappedSelection]
  ) throws(ConsentError) {
    let payload = grant.payload
    guard viewerCard.payload.identity == payload.viewer else {
      throw ConsentError(.viewerDiffers, at: "viewerCard")
    }
    let kinds: [CardKind] = payload.terms.isEmergency ? [.authority] : [.viewer, .helper]
    guard kinds.contains(viewerCard.payload.kind) else {
      throw ConsentError(.wrongKind, at: "viewerCard.kind")
    }
    guard attestations.map(\.attestation.hash) == payload.attestations else {
      throw ConsentError(.attestationsDiffer, at: "attestations")
    }
    guard shares.map(\.gate) == payload.trust.gates.map(\.fingerprint) else {
      throw ConsentError(.sharesDiffer, at: "shares")
    }
    try Self.check(packets: packets, of: payload)
    try Self.check(selection: selection, of: payload)
    self.grant = grant
    self.viewerCard = viewerCard
    self.affiliation = affiliation
    self.attestations = attestations
    self.shares = shares
    self.packets = packets
    self.selection = selection
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      grant: container.decode(SignedDocument<Grant>.self, forKey: .grant),
      viewerCard: container.decode(SignedDocument<Card>.self, forKey: .viewerCard),
      affiliation: container.decodeIfPresent(
        SignedDocument<Affiliation>.self, forKey: .affiliation),
      attestations: container.decode([AttestationPublication].self, forKey: .attestations),
      shares: container.decode([SealedShare].self, forKey: .shares),
      packets: container.decode([SealedPacket].self, forKey: .packets),
      selection: container.decode([WrappedSelection].self, forKey: .selection))
  }

  /// Refuses packets that are not one for each compartment of a grant.
  package static func check(packets: [SealedPacket], of grant: Grant) throws(ConsentError) {
    guard packets.count == grant.compartments.count,
      packets.allSatisfy({ $0.blind.count == 32 && $0.epoch >= 1 }),
      zip(packets, packets.dropFirst()).allSatisfy({ isAscending($0.blind, $1.blind) })
    else { throw ConsentError(.packetsDiffer, at: "packets") }
  }

  /// Refuses wrapped keys for other than the grant's selected items, or out of order.
  package static func check(selection: [WrappedSelection], of grant: Grant) throws(ConsentError) {
    let selected = Set(grant.selection.map(\.item))
    guard selection.allSatisfy({ $0.version >= 1 && selected.contains($0.item) }),
      zip(selection, selection.dropFirst()).allSatisfy({ $0.item < $1.item })
    else { throw ConsentError(.selectionDiffers, at: "selection") }
  }

  /// Whether every selected item of the grant has its key, as a hub requires of a new publication.
  package var isComplete: Bool { selection.count == grant.payload.selection.count }

  /// The same grant with packets and selected keys sealed anew.
  package func resealed(
    packets: [SealedPacket], selection: [WrappedSelection]
  ) throws(ConsentError) -> GrantPublication {
    try GrantPublication(
      grant: grant, viewerCard: viewerCard, affiliation: affiliation, attestations: attestations,
      shares: shares, packets: packets, selection: selection)
  }
}
