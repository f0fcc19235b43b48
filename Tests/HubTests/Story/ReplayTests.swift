import Consent
import Foundation
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing
import TransparencyLog

@testable import Hub

@Suite("An auditor's replay")
struct ReplayTests {
  @Test("everything that a hub does makes a log in which an auditor's replay finds nothing wrong")
  func sound() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    try await owner.enrol(helper, mayStop: true)
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    _ = try await owner.send(.grant(grant))
    let (short, _) = try await owner.grant(to: viewer, domains: [.work], days: 2)
    let id = grant.grant.payload.id
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 200)
    _ = try await world.view(GrantID(), of: RecordID(), by: viewer)
    _ = try owner.record.add([.note(try Note(domain: .housing, text: "more"))])
    try await owner.publish()
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 200)
    _ = try await owner.record.stop(at: world.clock.now)
    try await owner.flush()
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 404)
    _ = try await owner.record.resume(at: world.clock.now)
    try await owner.flush()
    world.clock.advance(by: 3 * 86_400)
    try await owner.publish()
    #expect(
      try await world.view(short.grant.payload.id, of: owner.id, by: viewer).status == 404)
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 200)
    // Over the turn of a quarter every pseudonym changes.
    world.clock.advance(by: 80 * 86_400)
    var later = viewer
    later.affiliation = try await world.affirm(viewer, by: "estran")
    #expect(try await world.view(id, of: owner.id, by: later).status == 200)
    _ = try await owner.record.revoke([id], at: world.clock.now)
    try await owner.publish()
    #expect(try await world.view(id, of: owner.id, by: later).status == 404)

    let answer = try await world.send(.get, "/v1/log/frames?from=0", by: world.auditor)
    let page = try CanonicalJSON.decode(AuditPage.self, from: answer.body)
    let policy = try LogPolicy(logKey: NoteVerifierKey(world.hub.logTrust.key))
    var replay = try LogReplay(
      policy: policy, saved: nil, auditor: world.auditor.ring.identity)
    for item in page.items { try replay.read(item) }
    let standing = world.hub.registry.current
    let report = replay.report(
      checkpoint: Data(page.checkpoint.utf8), register: standing.registerHash,
      bundle: standing.bundleHash)
    #expect(report.findings.map(\.description) == [])
    #expect(report.summary.outcomes["view/allowed"] == 4)
    #expect(report.summary.kinds["refusal"] == 4)

    let check = try await HubFolderCheck.run(world.ring, in: world.folder, at: world.clock.now)
    #expect(check.findings == [])
  }

  @Test("a viewer's checkpoint ahead of the public log was never compared with it")
  func publicLogCatchesUp() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    var watched = WatchedLog(
      hub: world.ring.identity.publicIdentity.fingerprint, trust: world.hub.logTrust)
    let policy = try LogPolicy(world.hub.logTrust)
    func settle() async throws {
      try await watched.settle(
        under: world.hub.publicCheckpoint().body, at: world.clock.now
      ) { path in
        let answer = try await world.hub.publicTile(path.path)
        return answer.body
      }
    }
    for _ in 0..<2 {
      let answer = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
      let proof = try #require(
        try CanonicalJSON.decode(ViewAnswer.self, from: answer.body).evidence.proof)
      try watched.see(
        policy.verify(TransparencyLogProof(Array(proof.utf8)).checkpoint), at: world.clock.now)
      try await settle()
      #expect(watched.waiting.count == 1, "the public log advances once a minute")
      world.clock.advance(by: 61)
      try await settle()
      #expect(watched.waiting.isEmpty)
    }
  }
}
