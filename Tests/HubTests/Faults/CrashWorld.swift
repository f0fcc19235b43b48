import Consent
import Foundation
import Glibc
import HubClient
import Keys
import NIOCore
import NIOPosix
import PersonalNetwork
import Record
import Synchronization
import TestSupport
import Testing
import TransparencyLog

@testable import Hub

/// A hub as a process of its own, which a test can kill, with an owner and viewers who speak HTTP.
///
/// `@unchecked`: `server` is touched by the test's own task alone, everything else is a constant.
final class CrashWorld: @unchecked Sendable {
  let home: URL
  let ring: KeyRing
  let auditor: Person
  let authority: Person
  let endpoint: HubEndpoint
  private var server: Process?

  var folder: URL { home.appendingPathComponent("hub") }

  static let authorityID = "estran"

  init() async throws {
    home = try temporaryFolder()
    let now = Date()
    ring = try await HubSetup.makeKeys(name: "a hub", at: now)
    auditor = try await .make("the auditor", .auditor, at: now)
    authority = try await .make("estran", .authority, at: now)
    let naming = try await Person.make("the naming key", .auditor, at: now)
    let bundle = try await HubSetup.proposeBundle(
      ring, schema: try Policies.schema(), policies: try Policies.texts(),
      auditors: [auditor.identity], naming: naming.identity, at: now)
    let register = try await HubSetup.proposeRegister(
      ring,
      authorities: [
        try RegisteredAuthority(
          id: try #require(AuthorityID(Self.authorityID)), name: "Estran", key: authority.identity,
          contexts: [.careSupport])
      ], after: nil, at: now)
    let folder = home.appendingPathComponent("hub")
    try await HubSetup.install(
      ring, bundle: HubSetup.cosign(bundle, with: auditor.ring.identity),
      register: HubSetup.cosign(register, with: auditor.ring.identity), in: folder, isDemo: false,
      at: now)
    try KeyFile.seal(ring, passphrase: "phrase", workFactor: 10)
      .write(to: home.appendingPathComponent("key.age"))
    try Data("phrase\n".utf8).write(to: home.appendingPathComponent("passphrase"))
    let port = try await Self.freePort()
    endpoint = try #require(HubEndpoint("127.0.0.1:\(port)"))
  }

  deinit { server?.terminate() }

  /// Starts the hub and waits until it answers; `prelude` is what the shell does before.
  func start(_ prelude: String = "true") async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [
      "-c", "\(prelude); exec \"$0\" hub serve --listen \(endpoint.host)", try Program.maille.path,
    ]
    process.environment = [
      "MAILLE_HOME": home.path, "MAILLE_PASSPHRASE_FILE": home.path + "/passphrase",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    server = process
    let connection = HubConnection(endpoint: endpoint, signer: nil)
    for _ in 0..<400 where process.isRunning {
      if let answer = try? await connection.send("GET", "/healthz"), answer.status == 200 { break }
      try await Task.sleep(for: .milliseconds(25))
    }
    await connection.close()
    try #require(process.isRunning, "the hub runs")
  }

  /// Ends the hub without a word.
  func crash() {
    guard let server else { return }
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
    self.server = nil
  }

  /// The resident memory of the hub's process, in bytes.
  var residentBytes: Int {
    guard let server else { return 0 }
    let path = "/proc/\(server.processIdentifier)/statm"
    let fields = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ") ?? []
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
  }

  /// A client for one person.
  func client(_ person: Person) async throws -> HubClient {
    try await HubClient(
      endpoint: endpoint, signer: RequestSigner(ring: person.ring, affiliation: person.affiliation),
      expected: ring.card.signer)
  }

  /// Gives `body` a client for one person, and closes it whatever happens.
  func with<Result>(
    _ person: Person, _ body: (HubClient) async throws -> Result
  ) async throws -> Result {
    let client = try await client(person)
    do {
      let result = try await body(client)
      await client.close()
      return result
    } catch {
      await client.close()
      throw error
    }
  }

  /// A viewer who works for the authority.
  func viewer(_ name: String) async throws -> Person {
    var person = try await Person.make(name, .viewer, at: Date())
    person.affiliation = try await SignedDocument.sign(
      Affiliation(
        authority: try #require(AuthorityID(Self.authorityID)), viewer: person.fingerprint,
        role: "worker", notBefore: Date() - 60, notAfter: Date() + 86_400),
      with: authority.ring.identity)
    return person
  }

  /// What is wrong in the folder, while the hub does not run.
  func findings() async throws -> [HubCheckReport.Finding] {
    try await HubFolderCheck.run(ring, in: folder, at: Date()).findings
  }

  /// The version of a record's newest manifest as it lies there; 0 before the first.
  func version(of record: RecordID) async throws -> Int {
    let store = try SQLiteStore(folder: folder, keys: HubKeys(ring).store)
    let held = try await RecordBook(store: store).snapshot(of: record, with: [.head])
    return held?.head?.manifest.payload.version ?? 0
  }

  /// The log as it lies there.
  func leaves() async throws -> [StoredLeaf] {
    let store = try SQLiteStore(folder: folder, keys: HubKeys(ring).store)
    let reader = LogReader(try SQLiteLogStore(store.values))
    var leaves: [StoredLeaf] = []
    while true {
      let page = try await reader.leaves(from: UInt64(leaves.count)).leaves
      if page.isEmpty { return leaves }
      leaves += page
    }
  }

  private static func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port
    try await channel.close()
    return try #require(port)
  }
}

/// An owner's device that speaks with a hub which may die at any time.
struct CrashOwner {
  let person: Person
  var record: OwnerRecord
  /// The highest manifest version that the hub acknowledged.
  var acknowledged = 0

  static func make(in world: CrashWorld) async throws -> CrashOwner {
    let person = try await Person.make(
      "Nadia", .owner, at: Date(), secrets: [Root.secretName: Root().stored])
    return try await world.with(person) { client in
      let hub = PinnedHub(
        host: world.endpoint.host, description: client.hub.description,
        bundle: client.hub.bundle.hash)
      var owner = CrashOwner(
        person: person,
        record: try OwnerRecord.begin(
          ring: person.ring, language: .english, hub: hub, attestationRequired: false))
      for domain in LifeDomain.allCases {
        _ = try owner.record.add([.note(try Note(domain: domain, text: "a note"))])
        _ = try owner.record.add([.note(try Note(domain: domain, text: "kept"))], reserved: true)
      }
      try await owner.flush(client)
      try await owner.write(client)
      return owner
    }
  }

  /// Sends what waits, oldest first; where answers get lost, everything twice.
  mutating func flush(_ client: HubClient, losing: Bool = false) async throws {
    while let next = record.state.outbox.first {
      if losing { _ = try await send(next, over: client) }
      let accepted = try await send(next, over: client)
      try record.acknowledge(next, state: accepted?.state, at: Date())
      if case .commit(let body) = next { acknowledged = body.manifest.payload.version }
    }
  }

  private func send(
    _ publication: Publication, over client: HubClient
  ) async throws -> ActAccepted? {
    switch publication {
    case .create(let body): try await client.create(body)
    case .commit(let body): try await client.commit(body, to: record.state.record)
    case .grant(_, let body): try await client.publish(body, to: record.state.record)
    case .revocation(let body): try await client.revoke(body.revocation)
    default: nil
    }
  }

  /// Adds a note and sends the record.
  mutating func write(_ client: HubClient) async throws {
    try await flush(client)
    _ = try record.add([.note(try Note(domain: .work, text: "note \(UUID())"))])
    _ = try await record.commit(at: Date())
    try await flush(client)
  }

  /// The same, and again while the hub's disk is too slow for it to answer anything but *try again*.
  mutating func writeAgain(_ client: HubClient) async throws {
    for _ in 0..<20 {
      do {
        return try await write(client)
      } catch HubClientError.hubFailed(status: 503) {
        try await Task.sleep(for: .milliseconds(500))
      }
    }
    try await write(client)
  }

  /// Grants a viewer the notes of a domain.
  mutating func grant(
    to viewer: Person, domain: LifeDomain, over client: HubClient, losing: Bool = false
  ) async throws -> VerifiedDocument<Grant> {
    let terms = try GrantTerms(
      viewer: viewer.identity, authority: AuthorityID(CrashWorld.authorityID),
      compartments: [.of(domain, .notes)], selection: [], purpose: .coordination, referent: false,
      notBefore: Date() - 1, notAfter: Date() + 30 * 86_400)
    let held = try record.draft(
      terms: terms, viewerCard: try await viewer.ring.card.verifiedCard(),
      affiliation: viewer.affiliation, authorityName: "Estran", compared: true, at: Date())
    _ = try await record.commit(at: Date())
    try await flush(client)
    let outcome = try await record.sign(held.sheet.draft.id, at: Date()) { _ in
      GrantVerdict(refusals: [], policies: [])
    }
    guard case .signed(let publication) = outcome else { throw Unexpected(answer: nil) }
    try await flush(client, losing: losing)
    return try await publication.grant.verified(by: person.identity)
  }
}
