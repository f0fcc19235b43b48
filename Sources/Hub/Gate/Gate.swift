import Consent
import Foundation
import Keys
import Record
import Synchronization

/// The hub as a gate: opens what owners sealed to it, and verifies who signed it.
///
/// It may remember opened grants and measures, and which manifests it verified, within a bound, and
/// nothing else: shares are opened for each release anew.
final class Gate: Sendable {
  /// A grant with the proof that the owner signed it.
  struct OpenedGrant: Sendable {
    let file: GrantFile
    let grant: VerifiedDocument<Grant>
  }

  private struct Caches {
    var grants = BoundedCache<DocumentHash, OpenedGrant>(capacity: 4096)
    var measures = BoundedCache<DocumentHash, VerifiedDocument<Measures>>(capacity: 1024)
    var manifests = BoundedCache<DocumentHash, VerifiedDocument<Manifest>>(capacity: 1024)
  }

  /// The gate's keys.
  let identity: Identity

  private let caches = Mutex(Caches())

  init(identity: Identity) {
    self.identity = identity
  }

  /// The public keys to which owners seal.
  var publicIdentity: PublicIdentity { identity.publicIdentity }

  /// Opens a stored grant and verifies the owner's signature.
  func open(_ row: GrantRow, owners: OwnerLine) async throws -> OpenedGrant {
    let place = DocumentHash(of: owners.present.fingerprint.bytes + row.file)
    if let known = caches.withLock({ $0.grants[place] }) { return known }
    let file = try CanonicalJSON.decode(
      GrantFile.self, from: Padding.unpad(try SealedFile.open(row.file, with: identity)))
    let verified = try await owners.verify(file.grant)
    guard verified.payload.id == row.id else { throw DocumentError.wrongSigner }
    let opened = OpenedGrant(file: file, grant: verified)
    caches.withLock { $0.grants[place] = opened }
    return opened
  }

  /// The publication of a stored grant, with its present packets.
  func publication(of row: GrantRow, owners: OwnerLine) async throws -> PublishedGrant {
    try publication(of: row, opened: try await open(row, owners: owners))
  }

  /// The same of a grant that was just opened.
  func publication(of row: GrantRow, opened: OpenedGrant) throws -> PublishedGrant {
    let file = opened.file
    return PublishedGrant(
      publication: try GrantPublication(
        grant: file.grant, viewerCard: file.viewerCard, affiliation: file.affiliation,
        attestations: file.attestations, shares: row.shares, packets: row.packets,
        selection: row.selection),
      endedAt: row.endedAt, end: row.end)
  }

  /// Seals a publication for the gates that its grant names.
  func seal(_ publication: GrantPublication, at time: Date) throws -> GrantRow {
    let file = GrantFile(
      grant: publication.grant, viewerCard: publication.viewerCard,
      affiliation: publication.affiliation, attestations: publication.attestations)
    return GrantRow(
      id: publication.grant.payload.id,
      file: try SealedFile.seal(
        Padding.pad(try CanonicalJSON.encode(file)), to: publication.grant.payload.trust.gates),
      shares: publication.shares, packets: publication.packets,
      selection: publication.selection, publishedAt: time, endedAt: nil, end: nil)
  }

  /// Opens measures and verifies that they are the owner's and the manifest's.
  func measures(of head: HeadRow, owners: OwnerLine) async throws -> VerifiedDocument<Measures> {
    let place = DocumentHash(of: owners.present.fingerprint.bytes + head.measures)
    let known = caches.withLock { $0.measures[place] }
    let measures: VerifiedDocument<Measures>
    if let known {
      measures = known
    } else {
      measures = try await owners.verify(
        RecordCommit.openMeasures(head.measures, with: identity))
      caches.withLock { $0.measures[place] = measures }
    }
    let manifest = try await verified(head.manifest, by: owners)
    guard manifest.payload.measures == measures.hash,
      manifest.payload.slots == head.slots.root
    else { throw RecordError(.measuresDiffer, at: "measures") }
    return measures
  }

  private func verified(
    _ manifest: SignedDocument<Manifest>, by owners: OwnerLine
  ) async throws -> VerifiedDocument<Manifest> {
    if let known = caches.withLock({ $0.manifests[manifest.hash] }), known.document == manifest,
      owners.identities.contains(where: { $0.fingerprint == known.signer })
    {
      return known
    }
    let verified = try await owners.verify(manifest)
    caches.withLock { $0.manifests[manifest.hash] = verified }
    return verified
  }
}
