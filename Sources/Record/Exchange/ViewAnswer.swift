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
    _ view: PreparedView, shares: [ReleasedShare], to recipient: PublicIdentity,
    evidence: LeafEvidence
  ) throws {
    self.evidence = evidence
    sealed = try SealedBox.seal(
      view.padded(with: shares), to: recipient, info: Self.info(leaf: evidence.leaf))
  }

  /// Takes an answer as it came.
  package init(evidence: LeafEvidence, sealed: Data) {
    self.evidence = evidence
    self.sealed = sealed
  }

  private static let opening = Data(#"{"evidence":"#.utf8)
  private static let middle = Data(#","sealed":""#.utf8)
  private static let end = Data(#""}"#.utf8)

  /// The canonical JSON.
  ///
  /// It is written around the seal: its letters need no escapes, to look for which takes most of the
  /// time.
  package func body() throws -> Data {
    var body = Self.opening
    body += try CanonicalJSON.encode(evidence)
    body += Self.middle
    body += Data(Base64URL.encode(sealed).utf8)
    body += Self.end
    return body
  }

  /// Reads what ``body()`` wrote, in no other spelling.
  package init(body: Data) throws(DocumentError) {
    guard body.starts(with: Self.opening), let middle = body.firstRange(of: Self.middle),
      middle.lowerBound >= body.startIndex + Self.opening.count, body.suffix(2) == Self.end,
      middle.upperBound <= body.endIndex - Self.end.count,
      let letters = String(
        bytes: body[middle.upperBound..<(body.endIndex - Self.end.count)], encoding: .utf8),
      let sealed = Base64URL.decode(letters)
    else { throw .notCanonical }
    let evidence = body[(body.startIndex + Self.opening.count)..<middle.lowerBound]
    self.init(
      evidence: try CanonicalJSON.decode(LeafEvidence.self, from: Data(evidence)), sealed: sealed)
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
