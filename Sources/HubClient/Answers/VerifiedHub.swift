package import Consent
import Foundation
package import Keys
package import TransparencyLog

/// What a hub says of itself, once every signature in it was verified.
package struct VerifiedHub: Sendable {
  /// The description as received.
  package let description: HubDescription
  /// The hub's card.
  package let card: VerifiedDocument<Card>
  /// The policy bundle, signed by the hub and by an auditor that it names.
  package let bundle: VerifiedDocument<PolicyBundle>
  /// The register, signed by the hub and an auditor of the bundle.
  package let register: VerifiedDocument<Register>
  /// The policy bundle that comes next, signed by the hub and an auditor of both; nil for none.
  package let announced: VerifiedDocument<PolicyBundle>?
  /// The log's keys, fit to verify proofs with.
  package let logPolicy: LogPolicy

  /// Verifies a description; `expected` is the fingerprint given by hand, if one was.
  package init(
    _ description: HubDescription, expected: Fingerprint?
  ) async throws(HubClientError) {
    if let expected, description.card.signer != expected {
      throw .verification(.hubFingerprint)
    }
    let card: VerifiedDocument<Card>
    do {
      card = try await description.card.verifiedCard()
    } catch { throw .verification(.hubCard) }
    guard card.payload.kind == .hub else { throw .verification(.hubCard) }
    let auditors = description.bundle.payload.auditors
    do {
      bundle = try await description.bundle.verify(
        hub: card.payload.identity, auditors: auditors)
    } catch { throw .verification(.bundle) }
    do {
      register = try await description.register.verify(
        hub: card.payload.identity, auditors: auditors)
    } catch { throw .verification(.register) }
    announced = try await Self.verify(
      description.announced, after: bundle, hub: card.payload.identity)
    guard bundle.payload.hub == card.signer else { throw .verification(.bundle) }
    guard register.payload.hub == card.signer else { throw .verification(.register) }
    do {
      logPolicy = try LogPolicy(description.log)
    } catch { throw .verification(.logKey) }
    self.card = card
    self.description = description
  }

  /// Verifies the bundle that is announced as the one after that in force.
  private static func verify(
    _ next: Cosigned<PolicyBundle>?, after bundle: VerifiedDocument<PolicyBundle>,
    hub: PublicIdentity
  ) async throws(HubClientError) -> VerifiedDocument<PolicyBundle>? {
    guard let next else { return nil }
    do {
      let verified = try await next.verify(hub: hub, auditors: next.payload.auditors)
      let both = bundle.payload.auditors.map(\.fingerprint)
      guard verified.payload.hub == hub.fingerprint,
        verified.payload.version == bundle.payload.version + 1,
        verified.payload.previous == bundle.hash,
        next.documents.contains(where: { both.contains($0.signer) })
      else { throw HubClientError.verification(.announced) }
      return verified
    } catch { throw .verification(.announced) }
  }

  /// The hub's fingerprint.
  package var fingerprint: Fingerprint { card.signer }
}
