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
  /// The bundle's policies, read and validated.
  let engine: PolicyEngine
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

  /// Checks again all but the signature of an affiliation that was verified before.
  func check(
    _ affiliation: VerifiedDocument<Affiliation>, of viewer: Fingerprint, at time: Date
  ) throws(DocumentError) {
    try register.payload.check(affiliation, of: viewer, at: time)
    guard !isEnded(affiliation.payload) else { throw .notInForce }
  }
}

/// The rules in force, and those announced for later.
private struct Rules: Sendable {
  var standing: Standing
  var next: Standing?
  /// Every end of an affiliation that still concerns one.
  var ends: [SignedDocument<AffiliationEnd>]
}

/// Holds the hub's policy bundle, its register and the ends of affiliations, each kept sealed.
///
/// A bundle or register comes in only when the hub and an auditor signed it and it follows the one
/// before; nothing that does not validate is ever in force.
final class Registry: Sendable {
  private let store: any HubValueStore
  private let hub: PublicIdentity
  private let now: @Sendable () -> Date
  private let rules: Mutex<Rules>

  /// How long a change of auditors or of the naming key is announced, in seconds: 7 days.
  static let announcement: TimeInterval = 7 * 86_400

  /// Loads what a folder was set up with.
  ///
  /// - Throws: ``HubError``: `notSetUp` where there is no bundle, `bundle` or `register` where one
  ///   is not signed as it must be or does not validate.
  init(
    store: any HubValueStore, hub: PublicIdentity, now: @escaping @Sendable () -> Date
  ) async throws {
    self.store = store
    self.hub = hub
    self.now = now
    guard let bundleBytes = try await store.value("bundle"),
      let registerBytes = try await store.value("register")
    else { throw HubError(.notSetUp, at: "bundle") }
    let bundle = try CanonicalJSON.decode(Cosigned<PolicyBundle>.self, from: bundleBytes)
    let register = try CanonicalJSON.decode(Cosigned<Register>.self, from: registerBytes)
    let ends =
      try await store.value("affiliation-ends").map {
        try CanonicalJSON.decode([SignedDocument<AffiliationEnd>].self, from: $0)
      } ?? []
    let payloads = ends.map(\.payload)
    let standing = try await Self.verify(
      bundle: bundle, register: register, ends: payloads, hub: hub)
    var next: Standing?
    if let bytes = try await store.value("bundle-next") {
      let announced = try CanonicalJSON.decode(Cosigned<PolicyBundle>.self, from: bytes)
      if announced.payload.version > bundle.payload.version {
        next = try await Self.verify(
          bundle: announced, register: register, ends: payloads, hub: hub)
      }
    }
    rules = Mutex(Rules(standing: standing, next: next, ends: ends))
  }

  /// What is in force now; an announced bundle is from its own time on.
  var current: Standing {
    rules.withLock { rules in
      if let next = rules.next, next.bundle.payload.validFrom <= now() {
        rules.standing = next
        rules.next = nil
      }
      return rules.standing
    }
  }

  /// The bundle that is announced and not in force yet.
  var announced: Cosigned<PolicyBundle>? {
    let standing = current
    return rules.withLock { $0.next?.bundle }.flatMap { $0 == standing.bundle ? nil : $0 }
  }

  /// The hash of the announced bundle.
  var announcedHash: DocumentHash? {
    announced == nil ? nil : rules.withLock { $0.next?.bundleHash }
  }

  /// Checks that a bundle may follow the present one, and returns what will then be in force.
  ///
  /// The register in force must be signed by an auditor whom the bundle names too.
  func standing(after bundle: Cosigned<PolicyBundle>) async throws(HubError) -> Standing {
    let (present, time) = (current, now())
    let (old, new) = (present.bundle.payload, bundle.payload)
    guard new.version == old.version + 1, new.previous == present.bundleHash else {
      throw HubError(.bundle, at: "bundle.version")
    }
    let common = old.auditors.filter { new.auditors.contains($0) }.map(\.fingerprint)
    guard bundle.documents.contains(where: { common.contains($0.signer) }) else {
      throw HubError(.bundle, at: "bundle.documents")
    }
    let changesPeople = old.auditors != new.auditors || old.naming != new.naming
    let earliest = time.addingTimeInterval(changesPeople ? Self.announcement - 3600 : -3600)
    guard new.validFrom >= earliest else { throw HubError(.bundle, at: "bundle.validFrom") }
    return try await Self.verify(
      bundle: bundle, register: present.register, ends: present.ends, hub: hub)
  }

  /// Announces a bundle that was checked, logged and kept; it is in force from its own time on.
  func announce(_ next: Standing) {
    rules.withLock { rules in
      let (standing, ends) = (rules.standing, rules.ends.map(\.payload))
      rules.next = next.with(ends: ends)
        .with(register: standing.register, hash: standing.registerHash)
    }
  }

  /// Verifies a bundle and a register together.
  static func verify(
    bundle: Cosigned<PolicyBundle>, register: Cosigned<Register>, ends: [AffiliationEnd],
    hub: PublicIdentity
  ) async throws(HubError) -> Standing {
    let verifiedBundle: VerifiedDocument<PolicyBundle>
    let engine: PolicyEngine
    do {
      verifiedBundle = try await bundle.verify(hub: hub, auditors: bundle.payload.auditors)
      engine = try PolicyEngine(bundle.payload)
    } catch let error as PolicyEngineError {
      throw HubError(.bundle, at: error.place)
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
      bundle: bundle, bundleHash: verifiedBundle.hash, engine: engine, register: register,
      registerHash: verifiedRegister.hash, ends: ends)
  }

  /// Checks that a register may follow the present one, and returns what would then be in force.
  func standing(after register: Cosigned<Register>) async throws(HubError) -> Standing {
    let now = current
    guard register.payload.version == now.register.payload.version + 1,
      register.payload.previous == now.registerHash
    else { throw HubError(.register, at: "register.version") }
    do {
      try register.payload.checkKeeps(now.register.payload)
    } catch {
      throw HubError(.register, at: "register.authorities")
    }
    return try await Self.verify(
      bundle: now.bundle, register: register, ends: now.ends, hub: hub)
  }

  /// Puts a register in force that was checked, logged and kept.
  func install(_ next: Standing) {
    rules.withLock { rules in
      // What else came into force since the register was checked stays in force.
      rules.standing = rules.standing.with(register: next.register, hash: next.registerHash)
      rules.next = rules.next?.with(register: next.register, hash: next.registerHash)
    }
  }

  /// Keeps the end of a viewer's affiliations and puts it in force.
  func end(_ end: VerifiedDocument<AffiliationEnd>, at time: Date) async throws {
    // An affiliation lasts at most 92 days, so that older ends concern none that is in force.
    let oldest = time.addingTimeInterval(-2 * Affiliation.longest)
    while true {
      let kept = rules.withLock { rules in
        if !rules.ends.contains(end.document) { rules.ends.append(end.document) }
        rules.ends.removeAll { $0.payload.at < oldest }
        let payloads = rules.ends.map(\.payload)
        rules.standing = rules.standing.with(ends: payloads)
        rules.next = rules.next?.with(ends: payloads)
        return rules.ends
      }
      try await store.setValue("affiliation-ends", try CanonicalJSON.encode(kept), at: time)
      // Two ends at once: whoever writes last has written both.
      if rules.withLock({ $0.ends == kept }) { return }
    }
  }
}

extension Standing {
  /// The same with other ends of affiliations.
  fileprivate func with(ends: [AffiliationEnd]) -> Standing {
    Standing(
      bundle: bundle, bundleHash: bundleHash, engine: engine, register: register,
      registerHash: registerHash, ends: ends)
  }

  /// The same with another register.
  fileprivate func with(register: Cosigned<Register>, hash: DocumentHash) -> Standing {
    Standing(
      bundle: bundle, bundleHash: bundleHash, engine: engine, register: register,
      registerHash: hash, ends: ends)
  }
}
