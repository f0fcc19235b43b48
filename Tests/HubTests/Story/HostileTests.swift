import Consent
import Foundation
import GRDB
import HTTPTypes
import Keys
import PersonalNetwork
import Testing
import TransparencyLog

@testable import Hub
@testable import Record

@Suite("What a reviewer got through")
struct HostileTests {
  @Test("measures that dropped the attestation requirement were in force at once")
  func requirementDropped() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world, attestationRequired: true)
    _ = try owner.record.add([.note(try Note(domain: .work, text: "more"))])
    let commit = try #require(try await owner.record.commit(at: world.clock.now))
    let real = try RecordCommit.openMeasures(commit.measures, with: world.hub.gate.identity)
      .payload
    let manifest = commit.manifest.payload
    let dropped = try await SignedDocument.sign(
      Measures(
        record: real.record, version: real.version, slots: real.slots, weights: real.weights,
        attestationRequired: false, issuedAt: real.issuedAt), with: owner.person.ring.identity)
    let forged = try RecordCommit(
      manifest: try await SignedDocument.sign(
        Manifest(
          record: manifest.record, version: manifest.version, counter: manifest.counter,
          previous: manifest.previous, measures: dropped.hash, slots: manifest.slots,
          issuedAt: manifest.issuedAt), with: owner.person.ring.identity),
      slots: commit.slots,
      measures: try RecordCommit.seal(dropped, to: [world.hub.gate.publicIdentity]),
      items: commit.items, removed: commit.removed, reseals: commit.reseals)
    let answer = try await owner.send(.commit(forged))
    #expect(answer.status == 400)
    #expect(answer.problem == "measures.attestationRequired")
    #expect(try await owner.send(.commit(commit)).status == 200)
  }

  @Test("a viewer who left the affiliation at home escaped the authority's limits and walls")
  func affiliationLeftAtHome() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let leader = try await world.viewer("The team leader", at: "atelier")
    _ = try await world.view(GrantID(), of: RecordID(), by: leader)
    var alone = leader
    alone.affiliation = nil
    let (_, answer) = try await owner.grant(to: alone, domains: [.wellbeing])
    #expect(answer.status == 409)
    #expect(answer.problem == "grant.authority")
    var attempt = owner
    _ = try await attempt.record.name(
      helper: try await alone.ring.card.verifiedCard(), authority: nil, affiliation: nil,
      mayStop: false, at: world.clock.now)
    let enrolment = try #require(attempt.record.state.outbox.last)
    #expect(try await attempt.send(enrolment).problem == "enrolment.authority")

    let authority = try #require(world.authorities["atelier"])
    world.clock.advance(by: 60)
    let end = try await SignedDocument.sign(
      AffiliationEnd(
        authority: try #require(AuthorityID("atelier")), viewer: leader.fingerprint,
        at: world.clock.now), with: authority.ring.identity)
    _ = try await world.post(
      PublishAffiliationEnd(end: end), to: "/v1/affiliation-ends", by: authority)
    #expect(
      try await owner.grant(to: alone, domains: [.wellbeing]).1.status == 200,
      "who no longer works there acts alone")
  }

  @Test("an authority's own key passed for a person's")
  func institutionAsPerson() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let authority = try #require(world.authorities["estran"]).ring.identity
    let card = try await SignedDocument.sign(
      Card(
        name: "The team", kind: .viewer, identity: authority.publicIdentity,
        issuedAt: world.clock.now), with: authority)
    let team = Person(ring: try KeyRing(identity: authority, card: card, secrets: [:]))
    let (_, answer) = try await owner.grant(to: team, domains: [.housing])
    #expect(answer.status == 400)
    #expect(answer.problem == "viewerCard")
  }

  @Test("grants for years ahead were published on one day")
  func yearsAhead() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: nil)
    for (days, status) in [(30.0, 200), (32, 400), (180, 400)] {
      let start = world.clock.now + days * 86_400
      let terms = try GrantTerms(
        viewer: viewer.identity, authority: nil, compartments: [.of(.housing, .notes)],
        selection: [], purpose: .housing, referent: false, notBefore: start,
        notAfter: start + 90 * 86_400)
      let draft = try owner.record.draft(
        terms: terms, viewerCard: try await viewer.ring.card.verifiedCard(), affiliation: nil,
        authorityName: nil, compared: true, at: world.clock.now)
      let (_, answer) = try await owner.sign(draft)
      #expect(answer.status == status)
      #expect(answer.problem == (status == 200 ? nil : "grant.notBefore"))
    }
  }

  @Test("a query of quotes overflowed the fixed answer, which then left early as a 400")
  func overflowingEvidence() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let body = try CanonicalJSON.encode(ViewRequest(grant: GrantID(), purpose: .care))
    for count in stride(from: 0, through: 5000, by: 250) {
      let path = "\(owner.path)/views?\(String(repeating: "\"", count: count))"
      let answer = try await world.send(.post, path, by: viewer, body: body)
      #expect(
        answer.status == 401 || (answer.status == 404 && answer.body.count == 16_384),
        "\(count) quotes: \(answer.status)")
    }
  }

  @Test("a refusal other than the one answer left when it was ready")
  func everyRefusalWaits() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let waits = world.clock.waits.count
    let answer = try await world.send(
      .post, "\(owner.path)/views", by: viewer, body: Data("{}".utf8))
    #expect(answer.status == 400)
    #expect(world.clock.waits.count == waits + 1)
  }

  @Test("a card of kind owner let anyone send 16 MiB")
  func ownersCard() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran", kind: .owner)
    for record in [owner.id, RecordID()] {
      let answer = try await world.send(
        .put, "/v1/records/\(record)/manifest", by: viewer, body: Data(count: 65 * 1024))
      #expect(answer.status == 413)
    }
  }

  @Test("a request that came again undid the owner's no, and one viewer filled the inbox")
  func requestsAgain() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let tests = RequestTests()
    func ask(_ viewer: Person) async throws -> PublishRequest {
      try await tests.request(
        viewer, of: owner.id, at: world.clock.now, compartments: [.of(.housing, .notes)])
    }
    func inbox() async throws -> Inbox {
      try CanonicalJSON.decode(
        Inbox.self,
        from: try await world.send(.get, "\(owner.path)/requests", by: owner.person).body)
    }
    let first = try await ask(viewer)
    _ = try await world.post(first, to: "\(owner.path)/requests", by: viewer)
    _ = try await owner.record.decline(first.request.payload.id, at: world.clock.now)
    try await owner.flush()
    _ = try await world.post(first, to: "\(owner.path)/requests", by: viewer)
    #expect(try await inbox().requests.map(\.declined) == [true])

    let other = try await world.viewer("Rose", at: "cpas")
    for _ in 0..<7 {
      world.clock.advance(by: 60)
      _ = try await world.post(try await ask(other), to: "\(owner.path)/requests", by: other)
    }
    let signers = try await inbox().requests.map(\.request.signer)
    #expect(signers.filter { $0 == other.fingerprint }.count == 5)
    #expect(signers.contains(viewer.fingerprint))
  }

  @Test("an end of an affiliation was lost to a register that came at the same time")
  func endLost() async throws {
    let world = try await HubWorld()
    let registry = world.hub.registry
    let present = registry.current.register
    let next = try await registry.standing(
      after: try await HubSetup.cosign(
        HubSetup.proposeRegister(
          world.ring, authorities: present.payload.authorities, after: present,
          at: world.clock.now), with: world.auditor.ring.identity))
    func end(_ viewer: Person) async throws {
      let document = try await SignedDocument.sign(
        AffiliationEnd(
          authority: try #require(AuthorityID("estran")), viewer: viewer.fingerprint,
          at: world.clock.now), with: try #require(world.authorities["estran"]).ring.identity)
      try await registry.end(
        try await present.payload.verify(document), at: world.clock.now)
    }
    let viewers = [
      try await world.viewer("Paul", at: "estran"), try await world.viewer("Rose", at: "estran"),
    ]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for viewer in viewers { group.addTask { try await end(viewer) } }
      try await group.waitForAll()
    }
    registry.install(next)
    #expect(registry.current.register.payload.version == 2)
    for viewer in viewers {
      let affiliation = try #require(viewer.affiliation).payload
      #expect(registry.current.isEnded(affiliation))
    }
    let again = try await Registry(
      store: world.hub.store, hub: world.ring.identity.publicIdentity,
      now: world.hub.clock.now)
    #expect(again.current.ends.count == 2, "both are kept")
  }

  @Test("an erased record's id could be taken by someone else")
  func erasedID() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let thief = try await Person.make("Somebody", .owner, at: world.clock.now)
    let body = CreateRecord(record: owner.id, nonce: RecordNonce(), ownerCard: thief.ring.card)
    let present = try await world.post(body, to: "/v1/records", by: thief)
    #expect(try await world.send(.delete, owner.path, by: owner.person).status == 200)
    let erased = try await world.post(body, to: "/v1/records", by: thief)
    #expect(present.status == 400)
    #expect(erased == present, "whether it was erased is not told")
  }

  @Test("whoever held a record's id was told that it is taken")
  func takenID() async throws {
    let world = try await HubWorld()
    let owner = try await Person.make("Nadia", .owner, at: world.clock.now)
    let thief = try await Person.make("Somebody", .owner, at: world.clock.now)
    let body = CreateRecord(ownerCard: owner.ring.card)
    #expect(
      (0..<500).allSatisfy { _ in
        !CreateRecord(ownerCard: owner.ring.card).record.beginsWithDash
      }, "a command line would take it for an option")
    #expect(try await world.post(body, to: "/v1/records", by: owner).status == 200)
    var answers: [Answer] = []
    for record in [body.record, RecordID()] {
      // Even with the owner's own nonce.
      let attempt = CreateRecord(
        record: record, nonce: body.nonce, ownerCard: thief.ring.card)
      answers.append(try await world.post(attempt, to: "/v1/records", by: thief))
    }
    #expect(answers[0] == answers[1])
    #expect(answers[0].problem == "record")
    #expect(try await world.post(body, to: "/v1/records", by: owner).status == 200, "again")
    #expect(try await world.hub.store.recordCount() == 1)
    let path = "/v1/records/\(body.record)"
    #expect(try await world.send(.delete, path, by: owner).status == 200)
    let again = try await world.send(.delete, path, by: owner)
    #expect(
      again.status == 401 && again.problem == "maille-card",
      "by which a leaving whose answer was lost knows that nothing is left")
    #expect(
      try await world.post(body, to: "/v1/records", by: owner).status == 409,
      "an erased record's id is not used again, and its own owner alone is told")
  }

  @Test("a wrong signature on a revocation told whether the record is there")
  func wronglySigned() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    var answers: [Answer] = []
    for record in [owner.id, RecordID()] {
      let back = try await SignedDocument.sign(
        Revocation(
          record: record, counter: nil, grants: [grant.grant.payload.id],
          issuedAt: world.clock.now), with: owner.person.ring.identity)
      answers.append(
        try await world.post(
          PublishRevocation(revocation: back), to: "/v1/records/\(record)/revocations", by: viewer))
    }
    #expect(answers[0] == answers[1])
  }

  @Test("an act repeated while the log was away grew the record without end")
  func repeatedInOutage() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let database = world.hub.store.values
    try await database.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER broken BEFORE INSERT ON log_leaf BEGIN SELECT RAISE(ABORT, 'broken'); END
          """)
    }
    let back = try await SignedDocument.sign(
      Revocation(
        record: owner.id, counter: nil, grants: [grant.grant.payload.id],
        issuedAt: world.clock.now), with: viewer.ring.identity)
    for _ in 0..<4 {
      let answer = try await world.post(
        PublishRevocation(revocation: back), to: "\(owner.path)/revocations", by: viewer)
      #expect(answer.status == 202)
    }
    try await database.write { try $0.execute(sql: "DROP TRIGGER broken") }
    _ = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
    let kinds = try await world.entries(of: owner).map(\.frame.kind)
    #expect(kinds.count { $0 == .revocation } == 1)
  }

  @Test("an affiliation's end while the log was away answered 503 and was never logged")
  func endInOutage() async throws {
    let world = try await HubWorld()
    let authority = try #require(world.authorities["estran"])
    let viewer = try await world.viewer("Paul", at: "estran")
    let end = try await SignedDocument.sign(
      AffiliationEnd(
        authority: try #require(AuthorityID("estran")), viewer: viewer.fingerprint,
        at: world.clock.now), with: authority.ring.identity)
    let database = world.hub.store.values
    try await database.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER broken BEFORE INSERT ON log_leaf BEGIN SELECT RAISE(ABORT, 'broken'); END
          """)
    }
    for _ in 0..<3 {
      let answer = try await world.post(
        PublishAffiliationEnd(end: end), to: "/v1/affiliation-ends", by: authority)
      #expect(answer.status == 202 && answer.code == "in-force")
    }
    try await database.write { try $0.execute(sql: "DROP TRIGGER broken") }
    #expect(
      try await world.send(.get, "/v1/records/\(RecordID())/grants", by: viewer).problem
        == "maille-affiliation", "in force all the same")
    let told = try await world.frames().filter { $0.document == end.hash }
    #expect(told.count == 1 && told.first?.authority?.text == "estran")
    #expect(try await world.frames().filter { $0.document == end.hash }.count == 1)
  }

  @Test("a removed item's id came back at an old version")
  func removedItem() async throws {
    var limits = EdgeLimits()
    limits.removedItems = 2
    let world = try await HubWorld(limits: limits)
    var owner = try await OwnerWorld.make(in: world)
    let note = try #require(owner.notes[.housing])
    try owner.record.edit(note, to: .note(Note(domain: .housing, text: "second version")))
    try await owner.publish()
    let item = try #require(owner.record.state.items.first { $0.id == note })
    #expect(item.version == 2)
    _ = try owner.record.remove([note])
    try await owner.publish()
    for (version, status) in [(1, 409), (2, 409), (3, 200)] {
      var attempt = owner
      attempt.record.state.removed = [:]
      try attempt.record.add(
        PersonalNetwork(items: [
          NetworkItem(id: note, version: version, content: item.content, reserved: false)
        ]))
      let commit = try #require(try await attempt.record.commit(at: world.clock.now))
      let answer = try await attempt.send(.commit(commit))
      #expect(answer.status == status, "version \(version)")
    }
  }

  @Test("an owner's own import brings a removed item back above its last version")
  func importedAgain() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let note = try #require(owner.notes[.housing])
    let item = try #require(owner.record.state.items.first { $0.id == note })
    _ = try owner.record.remove([note])
    try await owner.publish()
    try owner.record.add(PersonalNetwork(items: [item]))
    try await owner.publish()
    #expect(owner.record.state.items.first { $0.id == note }?.version == item.version + 1)
  }

  @Test("a record remembered removed items without end")
  func removedWithoutEnd() async throws {
    var limits = EdgeLimits()
    limits.removedItems = 2
    let world = try await HubWorld(limits: limits)
    var owner = try await OwnerWorld.make(in: world)
    let notes = LifeDomain.allCases.compactMap { owner.notes[$0] }
    _ = try owner.record.remove(notes.prefix(2))
    try await owner.publish()
    _ = try owner.record.remove(notes.dropFirst(2).prefix(1))
    let commit = try #require(try await owner.record.commit(at: world.clock.now))
    let answer = try await owner.send(.commit(commit))
    #expect(answer.status == 507 && answer.problem == "removed")
  }

  @Test("a stranger's refusals made the owner's log one answer without end")
  func longLog() async throws {
    var limits = EdgeLimits()
    limits.burst = 1000
    let world = try await HubWorld(limits: limits)
    let owner = try await OwnerWorld.make(in: world)
    let stranger = try await world.viewer("Paul", at: "estran")
    let before = try await world.entries(of: owner).count
    for _ in 0..<(OwnerLog.largestPage + 10) {
      _ = try await world.send(.get, "\(owner.path)/grants", by: stranger)
    }
    let first = try await world.send(.get, "\(owner.path)/log", by: owner.person)
    let page = try CanonicalJSON.decode(OwnerLog.self, from: first.body)
    #expect(page.items.count == OwnerLog.largestPage)
    #expect(page.state.payload.sequence == before + OwnerLog.largestPage + 10)
    let entries = try await world.entries(of: owner)
    #expect(entries.map(\.frame.sequence) == Array(1...page.state.payload.sequence))
    for after in ["-1", "x", "9223372036854775808"] {
      let answer = try await world.send(.get, "\(owner.path)/log?after=\(after)", by: owner.person)
      #expect(answer.problem == "after")
    }
    let beyond = try await world.send(.get, "\(owner.path)/log?after=9999", by: owner.person)
    #expect(try CanonicalJSON.decode(OwnerLog.self, from: beyond.body).items.isEmpty)
  }

  @Test("an auditor's reading of the log was hidden from the owners")
  func readings() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let policy = try LogPolicy(world.hub.logTrust)
    func readings(from index: Int) async throws -> [LogReadingItem] {
      let answer = try await world.send(.get, "/v1/log/readings?from=\(index)", by: owner.person)
      return try CanonicalJSON.decode(LogReadings.self, from: answer.body).items
    }
    #expect(try await readings(from: 0).isEmpty)
    _ = try await world.frames()
    world.clock.advance(by: 60)
    _ = try await world.frames()
    let all = try await readings(from: 0)
    #expect(all.count == 2)
    for reading in all {
      let verified = try await ReceiptVerification(policy).verify(reading)
      #expect(verified.reader.payload.identity == world.auditor.identity)
    }
    #expect(try await readings(from: all[0].index + 1) == [all[1]])
    // A receipt of anything else is no reading, nor is one that was moved.
    let moved = LogReadingItem(
      index: all[0].index, receipt: all[1].receipt, entryHash: all[0].entryHash,
      frameHash: all[0].frameHash, proof: all[0].proof)
    do throws(ReceiptError) {
      _ = try await ReceiptVerification(policy).verify(moved)
      Issue.record("believed")
    } catch {
      #expect(error.code == .notInLog)
    }
    let stranger = try await world.viewer("Somebody", at: nil)
    #expect(try await world.send(.get, "/v1/log/readings", by: stranger).status == 401)
  }

  @Test("a stranger's request read the whole record, and left the later the larger it was")
  func strangerReadsNothing() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let stranger = try await world.viewer("Somebody", at: "cpas")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    let asked = try await RequestTests().request(
      viewer, of: owner.id, at: world.clock.now, compartments: [.of(.housing, .notes)])
    _ = try await world.post(asked, to: "\(owner.path)/requests", by: viewer)
    // Whatever of this were read would be found damaged, and be said so.
    for kind in RowKind.allCases where kind != .grant {
      try await world.hub.store.values.write {
        try $0.execute(sql: "UPDATE record_\(kind.rawValue) SET value = x'00'")
      }
    }
    var answers: [(Answer, Answer)] = []
    for record in [owner.id, RecordID()] {
      let path = "/v1/records/\(record)"
      let look = try await world.view(id, of: record, by: stranger)
      let list = try await world.send(.get, "\(path)/grants", by: stranger)
      let items = try await world.send(.get, "\(path)/items", by: stranger)
      let requests = try await world.send(.get, "\(path)/requests", by: stranger)
      let delete = try await world.send(.delete, path, by: stranger)
      let back = try await SignedDocument.sign(
        Revocation(record: record, counter: nil, grants: [id], issuedAt: world.clock.now),
        with: stranger.ring.identity)
      let revoked = try await world.post(
        PublishRevocation(revocation: back), to: "\(path)/revocations", by: stranger)
      let ask = try await RequestTests().request(
        stranger, of: record, at: world.clock.now, compartments: [.of(.housing, .notes)])
      let taken = try await world.post(ask, to: "\(path)/requests", by: stranger)
      #expect(
        [look, list, items, requests, delete, revoked].map(\.status)
          == Array(repeating: 404, count: 6))
      #expect(taken.status == 202)
      answers.append((look, taken))
    }
    #expect(answers[0].0.body.count == answers[1].0.body.count)
    #expect(answers[0].1.body.count == answers[1].1.body.count)
  }

  @Test("a ledger put back from an older copy, or taken away, counted less")
  func olderLedger() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    let database = world.hub.store.values
    let older = try await database.read {
      try Data.fetchOne($0, sql: "SELECT value FROM record_ledger")
    }
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 200)
    try await database.write {
      try $0.execute(sql: "UPDATE record_ledger SET value = ?", arguments: [older])
    }
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 404)
    #expect(try await owner.grant(to: viewer, domains: [.work]).1.code == "damaged")
    try await database.write { try $0.execute(sql: "DELETE FROM record_ledger") }
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 404)
    #expect(try await owner.grant(to: viewer, domains: [.work]).1.problem == "record_ledger")
  }

  @Test("a refusal read every item first, and took the longer the larger the record was")
  func refusalReadsNoItem() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    try await world.hub.store.values.write {
      try $0.execute(sql: "UPDATE record_item SET value = x'00'")
    }
    let other = try await world.view(id, of: owner.id, by: viewer, purpose: .care)
    #expect(other.status == 404)
    #expect(
      try await world.entries(of: owner).last?.frame.policies.contains("purpose") == true,
      "decided without an item")
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 404)
  }
}
