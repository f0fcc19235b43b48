import Consent
import Foundation
import HubClient
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing
import TransparencyLog

@testable import Hub

@Suite("Requests and rules")
struct RequestTests {
  func request(
    _ viewer: Person, of record: RecordID, at time: Date, compartments: [Compartment]
  ) async throws -> PublishRequest {
    PublishRequest(
      request: try await SignedDocument.sign(
        AccessRequest(
          id: RequestID(), record: record, viewer: viewer.identity,
          authority: viewer.affiliation?.payload.authority, compartments: compartments,
          purpose: .rights, days: 90, reason: .verification, note: nil, issuedAt: time),
        with: viewer.ring.identity))
  }

  @Test("a request reads the same for an unknown record; the owner reads what it would pass")
  func taken() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let control = try await world.viewer("The control worker", at: "cpas")
    let all = LifeDomain.allCases.sorted().map { Compartment.of($0, .notes) }.sorted()
    var answers: [Answer] = []
    for record in [owner.id, RecordID()] {
      let body = try await request(
        control, of: record, at: world.clock.now, compartments: all)
      answers.append(
        try await world.post(body, to: "/v1/records/\(record)/requests", by: control))
    }
    #expect(answers.map(\.status) == [202, 202])
    #expect(answers[0].body.count == answers[1].body.count)
    #expect(answers.allSatisfy { $0.isHeld })

    let inbox = try CanonicalJSON.decode(
      Inbox.self,
      from: try await world.send(.get, "\(owner.path)/requests", by: owner.person).body)
    let received = try #require(inbox.requests.first)
    #expect(inbox.requests.count == 1)
    let limits = Set(received.refusals.map(\.limit))
    #expect(limits.isSuperset(of: ["wall", "viewer-share", "viewer-domains"]))

    _ = try await owner.record.decline(received.request.payload.id, at: world.clock.now)
    try await owner.flush()
    let listed = try await world.send(.get, "\(owner.path)/grants", by: control)
    #expect(listed.status == 404, "declined reads as not available")
    let frames = try await world.frames().filter { $0.kind == .request }
    #expect(frames.map { $0.record == nil } == [false, true])
  }

  @Test("the oldest requests make room, so that nobody fills an inbox")
  func room() async throws {
    var limits = EdgeLimits()
    limits.pendingRequests = 3
    let world = try await HubWorld(limits: limits)
    let owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    var ids: [RequestID] = []
    for _ in 0..<5 {
      let body = try await request(
        viewer, of: owner.id, at: world.clock.now, compartments: [.of(.housing, .notes)])
      ids.append(body.request.payload.id)
      _ = try await world.post(body, to: "\(owner.path)/requests", by: viewer)
      world.clock.advance(by: 60)
    }
    let inbox = try CanonicalJSON.decode(
      Inbox.self,
      from: try await world.send(.get, "\(owner.path)/requests", by: owner.person).body)
    #expect(inbox.requests.map(\.request.payload.id) == Array(ids.suffix(3)))
  }

  @Test("a register comes in only with the hub's and an auditor's signature, in order")
  func register() async throws {
    let world = try await HubWorld()
    let old = world.hub.registry.current.register
    let fresh = try await Person.make("AIS", .authority, at: world.clock.now)
    let list =
      old.payload.authorities + [
        try RegisteredAuthority(
          id: try #require(AuthorityID("zais")), name: "AIS", key: fresh.identity, parent: nil,
          contexts: [.landlord])
      ]
    let proposal = try await HubSetup.proposeRegister(
      world.ring, authorities: list, after: old, at: world.clock.now)
    let alone = try Cosigned(documents: [proposal])
    #expect(
      try await world.post(
        RegisterExchange(register: alone), to: "/v1/register", by: world.auditor
      ).status == 400)
    let next = try await HubSetup.cosign(proposal, with: world.auditor.ring.identity)
    let authority = try #require(world.authorities["estran"])
    #expect(
      try await world.post(RegisterExchange(register: next), to: "/v1/register", by: authority)
        .status == 403)
    #expect(
      try await world.post(
        RegisterExchange(register: next), to: "/v1/register", by: world.auditor
      ).status == 200)
    #expect(
      try await world.post(
        RegisterExchange(register: next), to: "/v1/register", by: world.auditor
      ).status == 409)
    #expect(world.hub.registry.current.register == next)
    let frames = try await world.frames()
    #expect(frames.filter { $0.kind == .register }.compactMap(\.version) == [1, 2])
    let again = try await Registry(
      store: world.hub.store, hub: world.hub.keys.identity.publicIdentity,
      now: world.clock.hubClock.now)
    #expect(again.current.register == next)
  }

  @Test("a next register without one of the authorities is refused, whoever signed it")
  func authorityGone() async throws {
    let world = try await HubWorld()
    let old = world.hub.registry.current.register
    for drops in [true, false] {
      let rest = try old.payload.authorities.filter { !drops || $0.id.text != "atelier" }.map {
        try RegisteredAuthority(
          id: $0.id, name: $0.name, key: $0.key, parent: drops ? $0.parent : nil,
          contexts: $0.contexts)
      }
      let next = try await HubSetup.cosign(
        HubSetup.proposeRegister(
          world.ring, authorities: rest, after: old, at: world.clock.now),
        with: world.auditor.ring.identity)
      let answer = try await world.post(
        RegisterExchange(register: next), to: "/v1/register", by: world.auditor)
      #expect(answer.status == 400 && answer.problem == "register.authorities")
    }
    #expect(world.hub.registry.current.register == old)
  }

  /// What an auditor finds wrong with the log, told which policies are the last.
  private func findings(of world: HubWorld, bundle: DocumentHash) async throws -> [String] {
    let answer = try await world.send(.get, "/v1/log/frames?from=0", by: world.auditor)
    let page = try CanonicalJSON.decode(AuditPage.self, from: answer.body)
    var replay = try LogReplay(
      policy: LogPolicy(world.hub.logTrust), saved: nil, auditor: world.auditor.ring.identity)
    for item in page.items { try replay.read(item) }
    return replay.report(
      checkpoint: Data(page.checkpoint.utf8), register: world.hub.registry.current.registerHash,
      bundle: bundle
    ).findings.map(\.description)
  }

  @Test("a second auditor is announced for 7 days, signed by the present one, and then reads")
  func secondAuditor() async throws {
    let world = try await HubWorld()
    let old = world.hub.registry.current
    let second = try await Person.make("a second auditor", .auditor, at: world.clock.now)
    func propose(from: Date) async throws -> Cosigned<PolicyBundle> {
      try await HubSetup.cosign(
        HubSetup.proposeBundle(
          world.ring, after: old.bundle, schema: old.bundle.payload.schema,
          policies: old.bundle.payload.policies,
          auditors: [world.auditor.identity, second.identity],
          naming: world.naming.identity, validFrom: from, at: world.clock.now),
        with: world.auditor.ring.identity)
    }
    let early = try await propose(from: world.clock.now)
    #expect(
      try await world.post(PublishBundle(bundle: early), to: "/v1/bundle", by: world.auditor)
        .problem == "bundle.validFrom")
    let next = try await propose(from: world.clock.now + 7 * 86_400)
    #expect(
      try await world.post(PublishBundle(bundle: next), to: "/v1/bundle", by: world.auditor).status
        == 200)
    #expect(world.hub.registry.current.bundleHash == old.bundleHash)
    let told = try await VerifiedHub(
      world.hub.description(), expected: world.ring.identity.publicIdentity.fingerprint)
    #expect(told.announced?.payload == next.payload, "what comes, and when, is there for anyone")
    #expect(try await findings(of: world, bundle: try #require(told.announced).hash) == [])
    let path = "/v1/log/frames?from=0"
    #expect(try await world.send(.get, path, by: second).status == 401)
    world.clock.advance(by: 7 * 86_400)
    #expect(world.hub.registry.current.bundle == next)
    #expect(world.hub.description().announced == nil)
    #expect(try await world.send(.get, path, by: second).status == 200)
    let again = try await Registry(
      store: world.hub.store, hub: world.hub.keys.identity.publicIdentity,
      now: world.clock.hubClock.now)
    #expect(again.current.bundle == next, "a restart forgets no announcement")
    #expect(try await world.frames().contains { $0.kind == .auditor })
  }

  @Test("an auditor reads frames without names, is logged for it, and nobody else reads any")
  func auditor() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    _ = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
    let answer = try await world.send(.get, "/v1/log/frames?from=0", by: world.auditor)
    let page = try CanonicalJSON.decode(AuditPage.self, from: answer.body)
    for item in page.items {
      let file = try #require(item.frame)
      let padded = try SealedFile.open(file, with: world.auditor.ring.identity)
      for clear in [
        Data("Paul".utf8), Data("Nadia".utf8), Data(viewer.fingerprint.description.utf8),
        Data(owner.id.description.utf8), Data(grant.grant.payload.id.description.utf8),
        Data(OwnerWorld.secret.utf8), Data(owner.person.fingerprint.description.utf8),
      ] {
        #expect(padded.range(of: clear) == nil)
      }
    }
    let frames = try await world.frames()
    #expect(frames.filter { $0.kind == .logRead }.count == 2)
    #expect(frames.contains { $0.kind == .view && $0.authority?.text == "estran" })
    #expect(try await world.send(.get, "/v1/log/frames", by: viewer).status == 403)
    #expect(
      try await world.send(.get, "\(owner.path)/log", by: world.auditor).status == 404,
      "an auditor reads no record's entries")
  }
}
