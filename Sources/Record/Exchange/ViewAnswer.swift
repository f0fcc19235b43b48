package import Consent
package import Foundation
package import Keys
import TransparencyLog

/// The answer to `POST .../views` when a view is released.
package struct ViewAnswer: Hashable, Codable, Sendable {
  /// The receipt, the hashes in the leaf and the leaf's proof, without which no client opens.
  package let evidence: LeafEvidence
  /// Padded canonical JSON of ``ReleasedView``, by HPKE to the viewer, bound to the leaf.
  package let sealed: Data

  /// Seals a view to who asked for it, bound to the leaf that tells of this very release.
  ///
  /// That is the grant's viewer; of an emergency set, the person who opens it.
  package init(
    _ view: ReleasedView, to recipient: PublicIdentity, evidence: LeafEvidence
  ) throws {
    self.evidence = evidence
    sealed = try SealedBox.seal(
      Padding.pad(CanonicalJSON.encode(view)), to: recipient,
      info: Self.info(leaf: evidence.leaf))
  }

  /// Takes an answer as it came.
  package init(evidence: LeafEvidence, sealed: Data) {
    self.evidence = evidence
    self.sealed = sealed
  }

  /// Opens the outer seal.
  ///
  /// Verify receipt, leaf, proof and quorum first; then hand the view to
  /// ``GrantOpener``.
  package func open(with identity: Identity) throws -> ReleasedView {
    let padded = try SealedBox.open(
      sealed, with: identity, info: Self.info(leaf: evidence.leaf))
    return try CanonicalJSON.decode(ReleasedView.self, from: Padding.unpad(padded))
  }

  /// The HPKE info: label and leaf hash, each on its line.
  package static func info(leaf: Leaf) -> Data {
    Data("maille/v1/release\n\(DocumentHash(unchecked: leaf.hash.bytes))".utf8)
  }
}
