import Consent
import Foundation
import Hub
import HubClient
import Keys
import PersonalNetwork
import Record

/// A hub with records, each with a view of two domains open to one viewer.
final class World {
  let folder: URL
  let viewer: KeyRing
  let affiliation: SignedDocument<Affiliation>
  private(set) var process: HubProcess
  private(set) var grants: [VerifiedDocument<Grant>] = []
  /// The owner of the first record.
  private(set) var first: OwnerRecord?

  static let domains: [LifeDomain] = [.housing, .work]

  init() async throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("maille-bench-\(UInt64.random(in: 0...UInt64.max))")
    let now = Date()
    let ring = try await HubSetup.makeKeys(name: "bench", at: now)
    let auditor = try await Self.person("auditor", .auditor, now)
    let naming = try await Self.person("naming", .auditor, now)
    let authority = try await Self.person("authority", .authority, now)
    viewer = try await Self.person("viewer", .viewer, now)
    guard let id = AuthorityID("estran") else { throw BenchmarkError("no authority") }
    affiliation = try await SignedDocument.sign(
      Affiliation(
        authority: id, viewer: viewer.card.signer, role: "worker", notBefore: now,
        notAfter: now + 90 * 86_400), with: authority.identity)
    let bundle = try await HubSetup.cosign(
      HubSetup.proposeBundle(
        ring, schema: try Self.policy("maille.cedarschema"), policies: try Self.policies(),
        auditors: [auditor.identity.publicIdentity], naming: naming.identity.publicIdentity,
        at: now), with: auditor.identity)
    let register = try await HubSetup.cosign(
      HubSetup.proposeRegister(
        ring,
        authorities: [
          RegisteredAuthority(
            id: id, name: "Estran", key: authority.identity.publicIdentity, parent: nil,
            contexts: [.careSupport])
        ], after: nil, at: now), with: auditor.identity)
    try await HubSetup.install(
      ring, bundle: bundle, register: register, in: folder, isDemo: false, at: now)
    try KeyFile.write(ring).write(to: folder.appendingPathComponent("hub.jwks"))
    process = try HubProcess(folder: folder)
    try await client(viewer, affiliation).close()
  }

  static func policies() throws -> [PolicyText] {
    try FileManager.default.contentsOfDirectory(atPath: "policies")
      .filter { $0.hasSuffix(".cedar") }.sorted()
      .map { PolicyText(name: String($0.dropLast(6)), text: try policy($0)) }
  }

  static func policy(_ name: String) throws -> String {
    try String(contentsOfFile: "policies/" + name, encoding: .utf8)
  }

  static func person(
    _ name: String, _ kind: CardKind, _ now: Date, secrets: [String: SecretBytes] = [:]
  ) async throws -> KeyRing {
    let identity = try Identity()
    let card = try await SignedDocument.sign(
      Card(name: name, kind: kind, identity: identity.publicIdentity, issuedAt: now),
      with: identity)
    return try KeyRing(identity: identity, card: card, secrets: secrets)
  }

  /// Ends the hub and starts it again: nothing is cached then.
  func restart() async throws {
    process.end()
    process = try HubProcess(folder: folder)
    try await client(viewer, affiliation).close()
  }

  func end() {
    process.end()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A client of the hub, which may still be starting.
  func client(
    _ ring: KeyRing, _ affiliation: SignedDocument<Affiliation>? = nil
  ) async throws -> HubClient {
    guard let endpoint = HubEndpoint("127.0.0.1:\(process.port)") else {
      throw BenchmarkError("no endpoint")
    }
    for _ in 0..<200 {
      do {
        return try await HubClient(
          endpoint: endpoint, signer: RequestSigner(ring: ring, affiliation: affiliation),
          expected: nil)
      } catch {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    throw BenchmarkError("the hub does not start")
  }

  /// What becomes of a grant that was made.
  enum Fate {
    case stays, isRevoked, isStopped
  }

  /// A record with notes in every domain, of which the two that are open hold 15.
  func addRecord(lasting seconds: TimeInterval = 86_400, then fate: Fate = .stays) async throws {
    let notes = 7
    let now = Date()
    let owner = try await Self.person(
      "owner", .owner, now, secrets: [Root.secretName: Root().stored])
    let hub = try await client(owner)
    let pinned = PinnedHub(
      host: hub.connection.endpoint.description, description: hub.hub.description,
      bundle: hub.hub.bundle.hash)
    var record = try OwnerRecord.begin(ring: owner, language: .english, hub: pinned)
    for domain in LifeDomain.allCases {
      let count = domain == .housing ? notes + 1 : notes
      _ = try record.add(
        (0..<count).map { .note(try Note(domain: domain, text: "Note \($0) of the record")) })
    }
    try await flush(&record, hub)
    _ = try await record.commit(at: now)
    try await flush(&record, hub)
    let terms = try GrantTerms(
      viewer: viewer.identity.publicIdentity, authority: affiliation.payload.authority,
      compartments: Self.domains.sorted().map { .of($0, .notes) }, selection: [],
      purpose: .coordination, referent: false, notBefore: now, notAfter: now + seconds)
    let held = try record.draft(
      terms: terms, viewerCard: try await viewer.card.verifiedCard(), affiliation: affiliation,
      authorityName: "Estran", compared: true, at: now)
    _ = try await record.commit(at: now)
    try await flush(&record, hub)
    let outcome = try await record.sign(held.sheet.draft.id, at: now) { _ in
      GrantVerdict(refusals: [], policies: [])
    }
    guard case .signed(let publication) = outcome else { throw BenchmarkError("no grant") }
    try await flush(&record, hub)
    grants.append(try await publication.grant.verified(by: owner.identity.publicIdentity))
    switch fate {
    case .stays: break
    case .isRevoked: _ = try await record.revoke([publication.grant.payload.id], at: now)
    case .isStopped: _ = try await record.stop(at: now)
    }
    try await flush(&record, hub)
    if first == nil { first = record }
    await hub.close()
  }

  private func flush(_ record: inout OwnerRecord, _ hub: HubClient) async throws {
    let id = record.state.record
    while let next = record.state.outbox.first {
      let accepted: ActAccepted?
      switch next {
      case .create(let body): accepted = try await hub.create(body)
      case .commit(let body): accepted = try await hub.commit(body, to: id)
      case .grant(_, let body): accepted = try await hub.publish(body, to: id)
      case .revocation(let body): accepted = try await hub.revoke(body.revocation)
      case .stop(let body): accepted = try await hub.stop(body.stop)
      default: throw BenchmarkError("an act that no measurement makes")
      }
      try record.acknowledge(next, state: accepted?.state, at: Date())
    }
  }
}
