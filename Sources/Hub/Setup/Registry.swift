import Consent
import Foundation
import Keys
import Synchronization

/// The rules and the authorities that a hub goes by at one moment.
struct Standing: Sendable {
  /// The policy bundle, signed by the hub and an auditor.
  let bundle: Cosigned<PolicyBundle>
  /// The hash of the hub's signature over it.
  let bundleHash: DocumentHash
  /// The register, signed by the hub and an auditor.
  let register: Cosigned<Register>
  /// The hash of the hub's signature over it.
  let registerHash: DocumentHash
  /// Since when a viewer no longer works for an authority.
  let ends: [AffiliationEnd]

  /// The auditors whom the bundle names.
  var auditors: [PublicIdentity] { bundle.payload.auditors }

  /// Whether an affiliation was ended by its authority.
  func isEnded(_ affiliation: Affiliation) -> Bool {
    ends.contains {
      $0.authority == affiliation.authority && $0.viewer == affiliation.viewer
        && affiliation.notBefore <= $0.at
    }
  }

  /// The affiliation, if it is this viewer's, in force, of a registered authority and not ended.
  func verify(
    _ affiliation: SignedDocument<Affiliation>, of viewer: Fingerprint, at time: Date
  ) async throws(DocumentError) -> VerifiedDocument<Affiliation> {
    let verified = try await register.payload.verify(affiliation, of: viewer, at: time)
    guard !isEnded(verified.payload) else { throw .notInForce }
    return verified
  }
}

/// Holds the hub's policy bundle, its register and the ends of affiliations, each kept sealed.
///
/// A bundle or register comes in only when the hub and an auditor signed it and it follows the one
/// before; nothing that does not validate is ever in force.
final class Registry: Sendable {
  private let store: any HubValueStore
  private let hub: PublicIdentity
  private let standing: Mutex<Standing>

  /// Loads what a folder was set up with.
  ///
  /// - Throws: ``HubError``: `notSetUp` where there is no bundle, `bundle` or `register` where one
  ///   is not signed as it must be or does not validate.
  init(store: any HubValueStore, hub: PublicIdentity) async throws {
    self.store = store
    self.hub = hub
    guard let bundleBytes = try await store.value("bundle"),
      let registerBytes = try await store.value("register")
    else { throw HubError(.notSetUp, at: "bundle") }
    let bundle = try CanonicalJSON.decode(Cosigned<PolicyBundle>.self, from: bundleBytes)
    let register = try CanonicalJSON.decode(Cosigned<Register>.self, from: registerBytes)
    let ends = try await store.value("affiliation-ends").map {
      try CanonicalJSON.decode([SignedDocument<AffiliationEnd>].self, from: $0)
    }
    standing = Mutex(
      try await Self.verify(
        bundle: bundle, register: register, ends: (ends ?? []).map(\.payload), hub: hub))
  }

  /// What is in force now.
  var current: Standing { standing.withLock { $0 } }

  /// Verifies a bundle and a register together.
  static func verify(
    bundle: Cosigned<PolicyBundle>, register: Cosigned<Register>, ends: [AffiliationEnd],
    hub: PublicIdentity
  ) async throws(HubError) -> Standing {
    let verifiedBundle: VerifiedDocument<PolicyBundle>
    do {
      verifiedBundle = try await bundle.verify(hub: hub, auditors: bundle.payload.auditors)
    } catch {
      throw HubError(.bundle, at: "bundle")
    }
    guard bundle.payload.hub == hub.fingerprint else { throw HubError(.bundle, at: "bundle.hub") }
    let verifiedRegister: VerifiedDocument<Register>
    do {
      verifiedRegister = try await register.verify(hub: hub, auditors: bundle.payload.auditors)
    } catch {
      throw HubError(.register, at: "register")
    }
    guard register.payload.hub == hub.fingerprint else {
      throw HubError(.register, at: "register.hub")
    }
    return Standing(
      bundle: bundle, bundleHash: verifiedBundle.hash, register: register,
      registerHash: verifiedRegister.hash, ends: ends)
  }

  /// Checks that a register may follow the present one, and returns what would then be in force.
  func standing(after register: Cosigned<Register>) async throws(HubError) -> Standing {
    let now = current
    guard register.payload.version == now.register.payload.version + 1,
      register.payload.previous == now.registerHash
    else { throw HubError(.register, at: "register.version") }
    return try await Self.verify(
      bundle: now.bundle, register: register, ends: now.ends, hub: hub)
  }

  /// Keeps a register that was checked and logged, and puts it in force.
  func install(_ next: Standing, at time: Date) async throws {
    try await store.setValue("register", try CanonicalJSON.encode(next.register), at: time)
    standing.withLock { $0 = next }
  }

  /// Keeps the end of a viewer's affiliations and puts it in force.
  func end(_ end: VerifiedDocument<AffiliationEnd>, at time: Date) async throws {
    let kept = try await store.value("affiliation-ends").map {
      try CanonicalJSON.decode([SignedDocument<AffiliationEnd>].self, from: $0)
    }
    var ends = kept ?? []
    if !ends.contains(end.document) { ends.append(end.document) }
    // An affiliation lasts at most 92 days, so that older ends concern none that is in force.
    let oldest = time.addingTimeInterval(-2 * Affiliation.longest)
    ends.removeAll { $0.payload.at < oldest }
    try await store.setValue("affiliation-ends", try CanonicalJSON.encode(ends), at: time)
    let payloads = ends.map(\.payload)
    standing.withLock { old in
      old = Standing(
        bundle: old.bundle, bundleHash: old.bundleHash,
        register: old.register, registerHash: old.registerHash, ends: payloads)
    }
  }
}
