import Consent
import Foundation
import HTTPTypes
import Hummingbird
import Keys
import Logging
import NIOCore
import PersonalNetwork
import Record
import Synchronization
import Testing

@testable import Hub

/// A clock that a test moves by hand; waiting takes no time and is remembered.
final class HandClock: Sendable {
  private struct State {
    var now = Date(timeIntervalSince1970: 1_800_000_000)
    var milliseconds = 0
    var waits: [Int] = []
  }

  private let state = Mutex(State())

  var now: Date { state.withLock { $0.now } }
  /// The times waited for, in milliseconds.
  var waits: [Int] { state.withLock { $0.waits } }

  func advance(by seconds: TimeInterval) {
    state.withLock {
      $0.now += seconds
      $0.milliseconds += Int(seconds * 1000)
    }
  }

  var hubClock: HubClock {
    HubClock(
      now: { self.now },
      milliseconds: { self.state.withLock { $0.milliseconds } },
      waitUntil: { time in
        self.state.withLock {
          $0.waits.append(time)
          $0.milliseconds = max($0.milliseconds, time)
        }
      })
  }
}

/// Someone with a key ring, and where they work.
struct Person: Sendable {
  let ring: KeyRing
  var affiliation: SignedDocument<Affiliation>?

  var identity: PublicIdentity { ring.identity.publicIdentity }
  var fingerprint: Fingerprint { identity.fingerprint }

  static func make(
    _ name: String, _ kind: CardKind, at time: Date, secrets: [String: SecretBytes] = [:]
  ) async throws -> Person {
    let identity = try Identity()
    let card = try await SignedDocument.sign(
      Card(name: name, kind: kind, identity: identity.publicIdentity, issuedAt: time),
      with: identity)
    return Person(ring: try KeyRing(identity: identity, card: card, secrets: secrets))
  }
}

/// A hub over a real database, with real keys, an auditor, authorities, and a clock moved by hand.
final class HubWorld: Sendable {
  let folder: URL
  let clock = HandClock()
  let hub: Hub
  let ring: KeyRing
  let auditor: Person
  let naming: Person
  let authorities: [String: Person]

  /// The authorities of the world: id, parent, contexts.
  static let authorityList: [(String, String?, [Context])] = [
    ("estran", nil, [.careSupport]), ("cpas", nil, [.benefitControl]), ("maison", nil, [.care]),
    ("maison-annexe", "maison", [.care]), ("atelier", nil, [.employer]),
  ]

  init(
    isDemo: Bool = false, limits: EdgeLimits = EdgeLimits(), adding policies: [PolicyText] = [],
    without absent: String? = nil,
    authorities list: [(String, String?, [Context])] = HubWorld.authorityList
  ) async throws {
    folder = try temporaryFolder()
    let now = clock.now
    ring = try await HubSetup.makeKeys(name: "a hub", at: now)
    auditor = try await .make("the auditor", .auditor, at: now)
    naming = try await .make("the naming key", .auditor, at: now)
    var authorities: [String: Person] = [:]
    var registered: [RegisteredAuthority] = []
    for (id, parent, contexts) in list {
      let person = try await Person.make(id, .authority, at: now)
      authorities[id] = person
      registered.append(
        try RegisteredAuthority(
          id: try #require(AuthorityID(id)), name: "Service \(id)", key: person.identity,
          parent: parent.flatMap { AuthorityID($0) }, contexts: contexts.sorted()))
    }
    self.authorities = authorities
    let bundle = try await HubSetup.cosign(
      HubSetup.proposeBundle(
        ring, schema: try Policies.schema(),
        policies: try Policies.texts(without: absent) + policies,
        auditors: [auditor.identity], naming: naming.identity, at: now),
      with: auditor.ring.identity)
    let register = try await HubSetup.cosign(
      HubSetup.proposeRegister(
        ring, authorities: registered.sorted { $0.id < $1.id }, after: nil, at: now),
      with: auditor.ring.identity)
    try await HubSetup.install(
      ring, bundle: bundle, register: register, in: folder, isDemo: isDemo, at: now)
    hub = try await Hub(
      HubConfiguration(folder: folder, names: ["localhost"], isDemo: isDemo, limits: limits),
      ring: ring, clock: clock.hubClock,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// A viewer who works for an authority.
  func viewer(_ name: String, at authority: String?, kind: CardKind = .viewer) async throws
    -> Person
  {
    var person = try await Person.make(name, kind, at: clock.now)
    if let authority { person.affiliation = try await affirm(person, by: authority) }
    return person
  }

  /// An authority's word that someone works for it from now on, for 90 days.
  func affirm(_ person: Person, by authority: String) async throws -> SignedDocument<Affiliation> {
    try await SignedDocument.sign(
      Affiliation(
        authority: try #require(AuthorityID(authority)), viewer: person.fingerprint,
        role: "worker", notBefore: clock.now, notAfter: clock.now + 90 * 86_400),
      with: try #require(authorities[authority]).ring.identity)
  }

  /// A request signed by someone, ready to send or to be altered.
  func request(
    _ method: HTTPRequest.Method, _ path: String, by person: Person, body: Data = Data(),
    created: Date? = nil
  ) throws -> (Request, SignedRequestEvidence) {
    let (signed, evidence) = try RequestSignature.sign(
      SignableRequest(method: method.rawValue, authority: "localhost", target: path), body: body,
      keys: person.ring, affiliation: person.affiliation, created: created ?? clock.now)
    var fields = HTTPFields()
    for field in signed.fields {
      fields.append(HTTPField(name: try #require(HTTPField.Name(field.name)), value: field.value))
    }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
    return (Request(head: head, body: .init(buffer: ByteBuffer(bytes: body))), evidence)
  }

  /// Signs a request and sends it.
  func send(
    _ method: HTTPRequest.Method, _ path: String, by person: Person, body: Data = Data(),
    created: Date? = nil
  ) async throws -> Answer {
    try await deliver(try request(method, path, by: person, body: body, created: created).0)
  }

  /// Sends a request as it is.
  func deliver(_ request: Request) async throws -> Answer {
    try await HubResponder(hub: hub).finish(request)
  }

  /// Sends a value as canonical JSON.
  func post(_ value: some Encodable, to path: String, by person: Person) async throws -> Answer {
    try await send(.post, path, by: person, body: try CanonicalJSON.encode(value))
  }

  /// What the owner of a record reads in the log, opened with their key.
  func entries(of owner: OwnerWorld) async throws -> [LogEntry] {
    var items: [OwnerLogItem] = []
    while true {
      let path = "/v1/records/\(owner.id)/log?after=\(items.count)"
      let answer = try await send(.get, path, by: owner.person)
      let page = try CanonicalJSON.decode(OwnerLog.self, from: answer.body)
      items += page.items
      if items.count == page.state.payload.sequence { break }
      try #require(!page.items.isEmpty)
    }
    return try items.map {
      try EvidenceFile.openEntry(try #require($0.entry), with: owner.person.ring.identity)
    }
  }

  /// What an auditor reads in the log.
  func frames() async throws -> [LogFrame] {
    let answer = try await send(.get, "/v1/log/frames?from=0", by: auditor)
    return try CanonicalJSON.decode(AuditPage.self, from: answer.body).items.map {
      try EvidenceFile.openFrame(try #require($0.frame), with: auditor.ring.identity)
    }
  }
}
