import Foundation
package import Keys

/// Signs requests as one identity, with their card and, where they have one, their affiliation.
package struct RequestSigner: Sendable {
  private let ring: KeyRing
  private let affiliation: SignedDocument<Affiliation>?

  /// Signs with a key ring.
  package init(ring: KeyRing, affiliation: SignedDocument<Affiliation>? = nil) {
    self.ring = ring
    self.affiliation = affiliation
  }

  /// Whose requests these are.
  var identity: PublicIdentity { ring.card.payload.identity }

  /// A request with its signature fields, and what a receipt will hold of it.
  func sign(
    method: String, authority: String, path: String, query: String?, body: Data
  ) throws(HubClientError) -> (request: SignableRequest, evidence: SignedRequestEvidence) {
    do {
      return try RequestSignature.sign(
        SignableRequest(method: method, authority: authority, path: path, query: query),
        body: body, keys: ring, affiliation: affiliation, created: Date())
    } catch {
      throw .signing
    }
  }
}
