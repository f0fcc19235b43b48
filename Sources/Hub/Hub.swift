package import Consent
package import Keys
package import Logging
import Synchronization
import TransparencyLog

/// A hub at work: the gate, the log's one writer, the records and the rules.
///
/// Each act reads a record in one snapshot, decides on it without holding anything, and commits
/// its change and its log entry in one transaction that first checks that the record is still the
/// one decided on; else the act starts again. There is no lock that an outage could hold.
package final class Hub: Sendable {
  package let configuration: HubConfiguration
  package let keys: HubKeys
  package let store: SQLiteStore
  let book: RecordBook
  let gate: Gate
  let registry: Registry
  let affiliations: SeenAffiliations
  let authenticator: Authenticator
  package let logStore: SQLiteLogStore
  package let log: LogWriter<SQLiteLogStore>
  package let logTrust: LogTrust
  let rooms: (bodies: ByteRoom, records: ByteRoom)
  let clock: HubClock
  let logger: Logger
  /// How often anyone may hand in a stop card for one record.
  let stopCardRates = Mutex(
    RateLimiter<RecordID>(burst: 20, refillPerSecond: 1, capacity: 4096))

  /// Opens a hub that was set up in its folder, and ends the erasures that a crash cut short.
  ///
  /// - Throws: ``HubError`` where the folder holds no hub, or its bundle or register does not
  ///   verify; ``StoreError`` and ``LogError`` where database or log do not open.
  package init(
    _ configuration: HubConfiguration, ring: KeyRing, clock: HubClock = .system, logger: Logger
  ) async throws {
    let keys = try HubKeys(ring)
    let store = try SQLiteStore(folder: configuration.folder, keys: keys.store)
    try await store.finishErasures()
    let registry = try await Registry(
      store: store, hub: keys.identity.publicIdentity, now: clock.now)
    try ExampleKeys.refuse(
      ring, bundle: registry.current.bundle.payload, isDemo: configuration.isDemo)
    let key = try keys.logKey()
    logStore = try SQLiteLogStore(store.values)
    log = try await LogWriter(store: logStore, key: key, now: clock.now)
    logTrust = try LogTrust(
      origin: key.verifierKey.name, key: key.verifierKey.text, witnesses: [], quorum: 0)
    self.configuration = configuration
    self.keys = keys
    self.store = store
    self.registry = registry
    self.clock = clock
    self.logger = logger
    let room = configuration.limits.roomBytes
    rooms = (ByteRoom(most: room), ByteRoom(most: room))
    book = RecordBook(store: store)
    gate = Gate(identity: keys.gate)
    affiliations = SeenAffiliations(store: store)
    authenticator = Authenticator(
      limits: configuration.limits, names: configuration.names, isDemo: configuration.isDemo,
      hub: keys.identity.publicIdentity.fingerprint, registry: registry, nonces: store,
      enrolments: store, affiliations: affiliations, clock: clock)
    try await logRules()
  }

  /// All that a client must know of the hub before it trusts it.
  package func description() -> HubDescription {
    let standing = registry.current
    return HubDescription(
      card: keys.card, log: logTrust, gates: [gate.publicIdentity], bundle: standing.bundle,
      announced: registry.announced, register: standing.register, demo: configuration.isDemo)
  }

  /// What a grant that is drafted now must name as to be trusted.
  func trust() throws -> Trust {
    try Trust(
      log: logTrust, gates: [gate.publicIdentity], bundle: registry.current.bundleHash,
      hub: keys.identity.publicIdentity.fingerprint)
  }

  /// Logs the bundle and the register that are in force, once for each.
  private func logRules() async throws {
    let standing = registry.current
    for (name, kind, hash, version) in [
      ("bundle-logged", EntryKind.policy, standing.bundleHash, standing.bundle.payload.version),
      (
        "register-logged", EntryKind.register, standing.registerHash,
        standing.register.payload.version
      ),
    ] {
      let told = try await store.value(name)
      guard told != hash.bytes, told == nil || told != registry.announcedHash?.bytes else {
        continue
      }
      var draft = EventDraft(kind, .accepted, role: .hub)
      draft.document = hash
      draft.version = version
      draft.bundle = standing.bundleHash
      _ = try await commit([draft], keeping: [name: hash.bytes])
    }
  }
}
