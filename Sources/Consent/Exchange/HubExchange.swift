import Foundation
package import Keys

/// The answer to `GET /v1/hub`: all that a client must know of a hub before it trusts it.
package struct HubDescription: Hashable, Codable, Sendable {
  /// The hub's card; its fingerprint is in every address.
  package let card: SignedDocument<Card>
  /// The log, its key and its witnesses.
  package let log: LogTrust
  /// The gates' keys.
  package let gates: [PublicIdentity]
  /// The policy bundle in force, signed by the hub and an auditor.
  package let bundle: Cosigned<PolicyBundle>
  /// The policy bundle that was announced and is not in force yet, signed likewise; nil for none.
  package let announced: Cosigned<PolicyBundle>?
  /// The register in force, signed by the hub and an auditor.
  package let register: Cosigned<Register>
  /// Whether the hub runs with the example keys.
  package let demo: Bool

  /// Describes a hub.
  package init(
    card: SignedDocument<Card>, log: LogTrust, gates: [PublicIdentity],
    bundle: Cosigned<PolicyBundle>, announced: Cosigned<PolicyBundle>? = nil,
    register: Cosigned<Register>, demo: Bool
  ) {
    self.card = card
    self.log = log
    self.gates = gates
    self.bundle = bundle
    self.announced = announced
    self.register = register
    self.demo = demo
  }

  /// What a grant drafted now names as to be trusted: taken from here once, then from signatures.
  package func trust(bundle hash: DocumentHash) throws(ConsentError) -> Trust {
    try Trust(log: log, gates: gates, bundle: hash, hub: card.signer)
  }
}

/// The answer to `GET /v1/register`, and the body of `POST /v1/register`.
package struct RegisterExchange: Hashable, Codable, Sendable {
  /// The register, signed by the hub and an auditor.
  package let register: Cosigned<Register>

  /// Wraps a register.
  package init(register: Cosigned<Register>) { self.register = register }
}

/// The body of `POST /v1/bundle`: the next policy bundle.
package struct PublishBundle: Hashable, Codable, Sendable {
  /// The bundle, signed by the hub and an auditor whom both it and the present one name.
  package let bundle: Cosigned<PolicyBundle>

  /// Wraps a bundle.
  package init(bundle: Cosigned<PolicyBundle>) { self.bundle = bundle }
}

/// The body of `POST /v1/affiliation-ends`.
package struct PublishAffiliationEnd: Hashable, Codable, Sendable {
  /// The authority's word.
  package let end: SignedDocument<AffiliationEnd>

  /// Ends affiliations.
  package init(end: SignedDocument<AffiliationEnd>) { self.end = end }
}
