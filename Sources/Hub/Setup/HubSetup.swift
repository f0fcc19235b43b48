package import Consent
package import Foundation
package import Keys
package import TransparencyLog

/// Makes a hub: its keys, its databases, its first bundle and register.
///
/// The bundle and the register need the signature of an auditor, who may be on another machine:
/// `propose` makes what the hub signs, the auditor adds a signature with ``cosign(_:with:)``, and
/// `install` keeps it.
package enum HubSetup {
  /// Makes a new hub's key ring, to be sealed into its key file.
  package static func makeKeys(name: String, at time: Date) async throws(DocumentError) -> KeyRing {
    try await HubKeys.makeRing(name: name, at: time)
  }

  /// The first policy bundle, signed by the hub.
  package static func proposeBundle(
    _ ring: KeyRing, schema: String, policies: [PolicyText], auditors: [PublicIdentity],
    naming: PublicIdentity, at time: Date
  ) async throws -> SignedDocument<PolicyBundle> {
    let bundle = try PolicyBundle(
      hub: ring.identity.publicIdentity.fingerprint, version: 1, previous: nil, schema: schema,
      policies: policies, auditors: auditors, naming: naming, validFrom: time, issuedAt: time)
    return try await SignedDocument.sign(bundle, with: ring.identity)
  }

  /// The bundle that follows one, signed by the hub.
  ///
  /// Where auditors or the naming key change it is in force 7 days later at the earliest, and the
  /// auditor who cosigns it is one whom both bundles name.
  package static func proposeBundle(
    _ ring: KeyRing, after previous: Cosigned<PolicyBundle>, schema: String,
    policies: [PolicyText], auditors: [PublicIdentity], naming: PublicIdentity, validFrom: Date,
    at time: Date
  ) async throws -> SignedDocument<PolicyBundle> {
    let hub = ring.identity.publicIdentity.fingerprint
    let bundle = try PolicyBundle(
      hub: hub, version: previous.payload.version + 1,
      previous: previous.documents.first { $0.signer == hub }?.hash, schema: schema,
      policies: policies, auditors: auditors, naming: naming, validFrom: validFrom,
      issuedAt: time)
    return try await SignedDocument.sign(bundle, with: ring.identity)
  }

  /// The next register with these authorities, signed by the hub; the first where `previous` is nil.
  package static func proposeRegister(
    _ ring: KeyRing, authorities: [RegisteredAuthority], after previous: Cosigned<Register>?,
    at time: Date
  ) async throws -> SignedDocument<Register> {
    let hub = ring.identity.publicIdentity.fingerprint
    let register = try Register(
      hub: hub, version: (previous?.payload.version ?? 0) + 1,
      previous: previous?.documents.first { $0.signer == hub }?.hash, authorities: authorities,
      issuedAt: time)
    return try await SignedDocument.sign(register, with: ring.identity)
  }

  /// Adds a signature over the same payload.
  package static func cosign<Payload: DocumentPayload>(
    _ document: SignedDocument<Payload>, with identity: Identity
  ) async throws(DocumentError) -> Cosigned<Payload> {
    let own = try await SignedDocument.sign(document.payload, with: identity)
    return try Cosigned(documents: [document, own])
  }

  /// Makes the databases in a folder and keeps the first bundle and register.
  ///
  /// Both are verified and the bundle is validated first. The log entries that tell of them are
  /// made when the hub first runs.
  /// - Throws: ``HubError`` `alreadySetUp` where the folder holds a hub.
  package static func install(
    _ ring: KeyRing, bundle: Cosigned<PolicyBundle>, register: Cosigned<Register>,
    in folder: URL, isDemo: Bool, at time: Date
  ) async throws {
    let keys = try HubKeys(ring)
    try ExampleKeys.refuse(ring, bundle: bundle.payload, isDemo: isDemo)
    if !isDemo, register.payload.authorities.contains(where: { ExampleKeys.contains($0.key) }) {
      throw HubError(.exampleKeys, at: "register.authorities")
    }
    _ = try await Registry.verify(
      bundle: bundle, register: register, ends: [], hub: keys.identity.publicIdentity)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let store = try SQLiteStore(folder: folder, keys: keys.store)
    guard try await store.value("bundle") == nil else {
      throw HubError(.alreadySetUp, at: "folder")
    }
    try await store.setValue("register", try CanonicalJSON.encode(register), at: time)
    try await store.setValue("bundle", try CanonicalJSON.encode(bundle), at: time)
  }

  /// The log that a folder holds and the key that signs its checkpoints, without running the hub.
  ///
  /// It opens whatever state the log is in, so that a damaged one can be checked.
  package static func log(
    of ring: KeyRing, in folder: URL
  ) throws -> (store: SQLiteLogStore, key: NoteVerifierKey) {
    let keys = try HubKeys(ring)
    let store = try SQLiteStore(folder: folder, keys: keys.store)
    return (try SQLiteLogStore(store.values), try keys.logKey().verifierKey)
  }

  /// The register that a folder holds, for the next one to follow.
  package static func register(
    of ring: KeyRing, in folder: URL
  ) async throws -> Cosigned<Register> {
    let store = try SQLiteStore(folder: folder, keys: try HubKeys(ring).store)
    guard let bytes = try await store.value("register") else {
      throw HubError(.notSetUp, at: "folder")
    }
    return try CanonicalJSON.decode(Cosigned<Register>.self, from: bytes)
  }
}
