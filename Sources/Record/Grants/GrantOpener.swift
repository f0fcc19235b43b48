package import Consent
package import Foundation
package import Keys
import PersonalNetwork

/// The viewer's side of a grant: believes the owner's signatures, and nothing else of an answer.
package struct GrantOpener: Sendable {
  private let identity: Identity
  private let address: Address

  /// Opens with a viewer's keys what comes from the record of an address given by hand.
  package init(identity: Identity, address: Address) {
    self.identity = identity
    self.address = address
  }

  /// Verifies a released view in every part and opens it.
  ///
  /// `requested` is the grant asked for; `receipt` the one whose leaf and proof were verified
  /// before; `seen` the newest manifest seen of this record. Errors name the first part that is
  /// not as the owner signed it; nothing is returned in part.
  package func open(
    _ view: ReleasedView, requested: GrantID, receipt: Receipt, seen: SeenHead?, at time: Date
  ) async throws(RecordError) -> OpenedView {
    let (owner, line) = try await verifyOwner(view.ownerCard, view.successions)
    let grant = try await verify(view.grant, by: line, requested: requested, at: time)
    let manifest = try await verify(view.manifest, by: line, seen: seen)
    guard receipt.decision == .released, receipt.grant == grant.hash,
      receipt.head == manifest.hash
    else { throw RecordError(.receiptDiffers, at: "receipt") }
    let reader = ScopeReader(
      record: address.record, grant: grant.payload,
      keys: try grantKeys(grant, shares: view.shares))
    let items = try reader.read(view, root: manifest.payload.slots)
    return OpenedView(
      owner: owner, successions: view.successions, grant: grant, manifest: manifest, items: items)
  }

  /// Verifies a grant handed over by itself, as in a list of grants.
  package func verify(
    _ grant: SignedDocument<Grant>, ownerCard: SignedDocument<Card>,
    successions: [OwnerSuccession]?
  ) async throws(RecordError) -> VerifiedDocument<Grant> {
    let (_, line) = try await verifyOwner(ownerCard, successions)
    return try await verify(grant, by: line, requested: grant.payload.id, at: nil)
  }

  private func verifyOwner(
    _ card: SignedDocument<Card>, _ successions: [OwnerSuccession]?
  ) async throws(RecordError) -> (VerifiedDocument<Card>, OwnerLine) {
    do {
      let line = try await OwnerLine(
        from: address.ownerFingerprint, to: card, by: successions ?? [], in: address.record)
      return (try await card.verifiedCard(), line)
    } catch {
      throw RecordError(.wrongOwner, at: "owner card")
    }
  }

  private func verify(
    _ document: SignedDocument<Grant>, by owners: OwnerLine, requested: GrantID,
    at time: Date?
  ) async throws(RecordError) -> VerifiedDocument<Grant> {
    let grant: VerifiedDocument<Grant>
    do {
      grant = try await owners.verify(document)
    } catch {
      throw RecordError(.wrongOwner, at: "grant")
    }
    guard grant.payload.record == address.record else {
      throw RecordError(.wrongRecord, at: "grant")
    }
    guard grant.payload.viewer == identity.publicIdentity else {
      throw RecordError(.wrongViewer, at: "grant")
    }
    guard grant.payload.trust.hub == address.hubFingerprint else {
      throw RecordError(.wrongHub, at: "grant")
    }
    guard grant.payload.id == requested else { throw RecordError(.wrongGrant, at: "grant") }
    if let time, !grant.payload.terms.isLive(at: time) {
      throw RecordError(.notLive, at: "grant")
    }
    return grant
  }

  private func verify(
    _ document: SignedDocument<Manifest>, by owners: OwnerLine, seen: SeenHead?
  ) async throws(RecordError) -> VerifiedDocument<Manifest> {
    let manifest: VerifiedDocument<Manifest>
    do {
      manifest = try await owners.verify(document)
    } catch {
      throw RecordError(.wrongOwner, at: "manifest")
    }
    guard manifest.payload.record == address.record else {
      throw RecordError(.wrongRecord, at: "manifest")
    }
    try seen?.check(version: manifest.payload.version, hash: manifest.hash)
    return manifest
  }

  private func grantKeys(
    _ grant: VerifiedDocument<Grant>, shares: [ReleasedShare]
  ) throws(RecordError) -> GrantKeys {
    guard shares.map(\.gate) == grant.payload.trust.gates.map(\.fingerprint) else {
      throw RecordError(.gatesDiffer, at: "shares")
    }
    var opened: [SecretBytes] = []
    for share in shares {
      let info = GrantKeys.shareInfo(gate: share.gate, grant: grant.hash)
      do {
        opened.append(SecretBytes(try SealedBox.open(share.sealed, with: identity, info: info)))
      } catch {
        throw RecordError(.cannotOpen, at: "share")
      }
    }
    guard opened.allSatisfy({ $0.count == 32 }) else {
      throw RecordError(.wrongLength, at: "share")
    }
    return GrantKeys(shares: opened, grant: grant.hash)
  }
}
