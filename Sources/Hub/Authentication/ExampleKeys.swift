import Consent
import Keys

extension ExampleKeys {
  /// Refuses example keys as a hub's own, its auditors' or its naming key, outside a demonstration.
  static func refuse(
    _ ring: KeyRing, bundle: PolicyBundle, isDemo: Bool
  ) throws(HubError) {
    guard !isDemo else { return }
    if contains(ring.identity.publicIdentity) { throw HubError(.exampleKeys, at: "hub") }
    if bundle.auditors.contains(where: { contains($0) }) {
      throw HubError(.exampleKeys, at: "bundle.auditors")
    }
    if contains(bundle.naming) { throw HubError(.exampleKeys, at: "bundle.naming") }
  }
}
