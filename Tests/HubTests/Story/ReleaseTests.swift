import Consent
import Foundation
import HTTPTypes
import GRDB
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Release")
struct ReleaseTests {
  @Test("a grant opens exactly its scope, the log tells of it first, and a selection opens alone")
  func story() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let picked = try #require(owner.notes[.leisure])
    let (grant, answer) = try await owner.grant(
      to: viewer, domains: [.housing, .work], selecting: [picked])
    #expect(answer.status == 200)
    let listed = try await world.send(.get, "\(owner.path)/grants", by: viewer)
    #expect(listed.status == 200)

    let (request, evidence) = try world.request(
      .post, "\(owner.path)/views", by: viewer,
      body: try CanonicalJSON.encode(
        ViewRequest(grant: grant.grant.payload.id, purpose: .coordination)))
    let released = try await world.deliver(request)
    let wire = try CanonicalJSON.decode(ViewAnswer.self, from: released.body)
    let receipt = try CanonicalJSON.decode(Receipt.self, from: wire.evidence.receipt)
    #expect(try receipt.request?.nonce == evidence.nonce)
    #expect(receipt.decision == .released)
    #expect(receipt.grant == grant.grant.hash)
    #expect(wire.evidence.proof != nil)
    let view = try world.open(released, by: viewer)
    #expect(view.items.count == 2)
    #expect(view.selection.map(\.item) == [ItemID(picked)])
    #expect(view.shares.count == 1)
    #expect(view.slots.count == 3)
    #expect(!released.isHeld, "a release leaves when it is ready")

    let entries = try await world.entries(of: owner)
    #expect(entries.last?.frame.kind == .view)
    #expect(entries.last?.actor == viewer.fingerprint)
    #expect(entries.map(\.frame.sequence) == Array(1...entries.count))
    #expect(released.body.range(of: Data(OwnerWorld.secret.utf8)) == nil)
  }

  @Test("a second look showed the record as it was at the first")
  func secondLook() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    func look() async throws -> ReleasedView {
      let answer = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
      return try world.open(answer, by: viewer)
    }
    let first = try await look()
    #expect(try await look().items == first.items)
    _ = try owner.record.add([.note(try Note(domain: .housing, text: "more"))])
    try await owner.publish()
    let later = try await look()
    #expect(later.items.count == first.items.count + 1)
    #expect(later.manifest != first.manifest)
  }

  @Test("refused, absent, expired, revoked, stopped, unknown: one status, one length, one deadline")
  func uniform() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let other = try await world.viewer("Rose", at: "cpas")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing], days: 10)
    let (revoked, _) = try await owner.grant(to: viewer, domains: [.work], days: 90)
    let (standing, _) = try await owner.grant(to: viewer, domains: [.leisure], days: 90)
    _ = try await owner.record.revoke([revoked.grant.payload.id], at: world.clock.now)
    try await owner.publish()

    var answers: [String: Answer] = [:]
    func ask(
      _ name: String, _ grant: GrantID, _ record: RecordID, _ who: Person, _ purpose: Purpose
    )
      async throws
    {
      let before = world.clock.waits.count
      answers[name] = try await world.view(grant, of: record, by: who, purpose: purpose)
      #expect(world.clock.waits.count == before + 1, "\(name) leaves at a deadline")
    }
    let id = grant.grant.payload.id
    try await ask("another's", id, owner.id, other, .coordination)
    try await ask("other purpose", id, owner.id, viewer, .care)
    try await ask("absent", GrantID(), owner.id, viewer, .coordination)
    try await ask("revoked", revoked.grant.payload.id, owner.id, viewer, .coordination)
    try await ask("unknown record", id, RecordID(), viewer, .coordination)
    world.clock.advance(by: 11 * 86_400)
    try await ask("expired", id, owner.id, viewer, .coordination)
    _ = try await owner.record.stop(at: world.clock.now)
    try await owner.flush()
    try await ask("stopped", standing.grant.payload.id, owner.id, viewer, .coordination)

    #expect(world.clock.waits.allSatisfy { $0 % 250 == 0 }, "always a multiple of the step")
    #expect(Set(answers.values.map(\.status)) == [404])
    #expect(Set(answers.values.map(\.contentType)) == ["application/problem+json"])
    #expect(Set(answers.values.map(\.body.count)) == [NotAvailable.byteCount])
    #expect(answers.values.allSatisfy { $0.isHeld && $0.retryAfter == nil })
    for (name, answer) in answers {
      let body = try CanonicalJSON.decode(NotAvailable.self, from: answer.body)
      #expect(body.evidence.proof != nil, "\(name) has its place in the log")
      let receipt = try CanonicalJSON.decode(Receipt.self, from: body.evidence.receipt)
      #expect(receipt.decision == .notAvailable)
      #expect(receipt.grant == nil && receipt.head == nil, "\(name) is told nothing else")
    }
    let refusals = try await world.frames().filter { $0.kind == .refusal }
    #expect(refusals.count == answers.count)
    #expect(refusals.filter { $0.record == nil }.count == 1, "an unknown record is the hub's own")

    _ = try await owner.record.resume(at: world.clock.now)
    try await owner.flush()
    let again = try await world.view(standing.grant.payload.id, of: owner.id, by: viewer)
    #expect(again.status == 200, "a resume opens again")
  }

  @Test("a log that cannot append releases nothing, and still lets the owner take away")
  func noLog() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    let database = world.hub.store.values
    try await database.write { database in
      try database.execute(
        sql: """
          CREATE TRIGGER broken BEFORE INSERT ON log_leaf BEGIN SELECT RAISE(ABORT, 'broken'); END
          """)
    }
    let waits = world.clock.waits.count
    let answer = try await world.view(id, of: owner.id, by: viewer)
    #expect(answer.status == 503)
    #expect(world.clock.waits.count == waits + 1)
    #expect(
      try await world.view(GrantID(), of: RecordID(), by: viewer).body == answer.body,
      "an outage reads the same for everyone")

    let revocation = try await owner.record.revoke([id], at: world.clock.now)
    let revoked = try await owner.send(.revocation(PublishRevocation(revocation: revocation)))
    #expect(revoked.status == 202, "in force before it is logged")
    try await database.write { try $0.execute(sql: "DROP TRIGGER broken") }
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 404)
    let kinds = try await world.entries(of: owner).map(\.frame.kind)
    #expect(kinds.suffix(2) == [.revocation, .refusal], "the act is logged before anything else")
  }

  @Test("nothing is released while the clock is behind the last entry")
  func clockBehind() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    world.clock.advance(by: 60)
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    world.clock.advance(by: -30)
    let answer = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
    #expect(answer.status == 503)
  }

  @Test("a viewer opens on five days of any seven, and no more")
  func rate() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    for day in 0..<7 {
      for _ in 0..<2 {
        let answer = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
        #expect(answer.status == (day < 5 ? 200 : 404), "day \(day)")
      }
      world.clock.advance(by: 86_400)
    }
    #expect(
      try await world.view(grant.grant.payload.id, of: owner.id, by: viewer).status == 200)
  }

  @Test("an ended affiliation ends every view at once, with 401 before any look-up")
  func affiliationEnds() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let authority = try #require(world.authorities["estran"])
    world.clock.advance(by: 60)
    let end = try await SignedDocument.sign(
      AffiliationEnd(
        authority: try #require(AuthorityID("estran")), viewer: viewer.fingerprint,
        at: world.clock.now), with: authority.ring.identity)
    #expect(
      try await world.post(
        PublishAffiliationEnd(end: end), to: "/v1/affiliation-ends", by: authority
      ).status == 200)
    #expect(
      try await world.view(grant.grant.payload.id, of: owner.id, by: viewer).status == 401)
    world.clock.advance(by: 60)
    var back = viewer
    back.affiliation = try await world.affirm(viewer, by: "estran")
    #expect(try await world.view(grant.grant.payload.id, of: owner.id, by: back).status == 200)
  }

  @Test("a viewer gives back their own grant, and nobody else's")
  func giveBack() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let other = try await world.viewer("Rose", at: "cpas")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    for (who, status) in [(other, 404), (viewer, 200)] {
      let back = try await SignedDocument.sign(
        Revocation(record: owner.id, counter: nil, grants: [id], issuedAt: world.clock.now),
        with: who.ring.identity)
      let answer = try await world.post(
        PublishRevocation(revocation: back), to: "\(owner.path)/revocations", by: who)
      #expect(answer.status == status)
    }
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 404)
    let listed = try await world.send(.get, "\(owner.path)/grants", by: owner.person)
    let grants = try CanonicalJSON.decode(OwnerGrants.self, from: listed.body)
    #expect(grants.grants.first?.end == .givenBack)
  }
}
