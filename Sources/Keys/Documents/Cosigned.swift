/// One payload signed by several keys: a hub and an auditor.
///
/// INVARIANT: at least one document, all with the same payload, ordered by signer, no signer twice.
package struct Cosigned<Payload: DocumentPayload>: Hashable, Codable, Sendable {
  /// The signatures, each as a whole document.
  package let documents: [SignedDocument<Payload>]

  /// Collects `documents`; throws `.cosignatures` if payloads differ or a signer is repeated.
  package init(documents: [SignedDocument<Payload>]) throws(DocumentError) {
    let sorted = documents.sorted { $0.signer < $1.signer }
    guard let first = sorted.first,
      sorted.allSatisfy({ $0.encodedPayload == first.encodedPayload }),
      Set(sorted.map(\.signer)).count == sorted.count
    else { throw .cosignatures }
    self.documents = sorted
  }

  /// Signs `payload` with each of `identities`.
  package static func sign(
    _ payload: Payload, with identities: [Identity]
  ) async throws(DocumentError) -> Self {
    var documents = [SignedDocument<Payload>]()
    for identity in identities {
      documents.append(try await SignedDocument.sign(payload, with: identity))
    }
    return try Self(documents: documents)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      documents: container.decode([SignedDocument<Payload>].self, forKey: .documents))
  }

  /// What all signers say, parsed and **not** verified.
  package var payload: Payload { documents[0].payload }

  /// The hub's document, if the hub and at least one of `auditors` signed and every signature is right.
  ///
  /// The hash of a cosigned document is that of the hub's. A signer that is neither is refused.
  package func verify(
    hub: PublicIdentity, auditors: [PublicIdentity]
  ) async throws(DocumentError) -> VerifiedDocument<Payload> {
    var hubs: VerifiedDocument<Payload>?
    var cosigned = false
    for document in documents {
      if document.signer == hub.fingerprint {
        hubs = try await document.verified(by: hub)
      } else if let auditor = auditors.first(where: { $0.fingerprint == document.signer }) {
        _ = try await document.verified(by: auditor)
        cosigned = true
      } else {
        throw .wrongSigner
      }
    }
    guard let hubs, cosigned else { throw .cosignatures }
    return hubs
  }
}
