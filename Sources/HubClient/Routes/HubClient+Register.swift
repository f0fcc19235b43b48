package import Consent
package import Keys

extension HubClient {
  /// Publishes the next version of the register, signed by the hub and an auditor.
  package func publish(_ register: Cosigned<Register>) async throws(HubClientError) {
    _ = try await act("POST", "/v1/register", body: RegisterExchange(register: register))
  }

  /// Publishes the next policy bundle, signed by the hub and a present auditor.
  package func publish(_ bundle: Cosigned<PolicyBundle>) async throws(HubClientError) {
    _ = try await act("POST", "/v1/bundle", body: PublishBundle(bundle: bundle))
  }

  /// Ends a viewer's affiliations at once, signed by their authority.
  package func end(_ end: SignedDocument<AffiliationEnd>) async throws(HubClientError) {
    _ = try await act("POST", "/v1/affiliation-ends", body: PublishAffiliationEnd(end: end))
  }
}
