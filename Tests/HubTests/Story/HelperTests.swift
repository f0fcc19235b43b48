import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Helpers")
struct HelperTests {
  @Test("where the owner requires it, no grant passes without a helper's attestation")
  func required() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world, attestationRequired: true)
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    let stranger = try await world.viewer("A stranger", at: nil, kind: .helper)
    let viewer = try await world.viewer("Paul", at: "estran")
    try await owner.enrol(helper)
    let draft = try await owner.draft(for: viewer, domains: [.housing])

    let without = try await owner.forge(draft, attestations: [])
    #expect(try await owner.send(.grant(without)).policies == ["attestation"])
    for (attester, status) in [(stranger, 400), (helper, 200)] {
      var attempt = owner
      try await attempt.record.attest(try await owner.attestation(of: draft, by: attester))
      let (_, answer) = try await attempt.sign(draft)
      #expect(answer.status == status)
    }
    let entries = try await world.entries(of: owner)
    #expect(entries.suffix(2).map(\.frame.kind) == [.attestation, .grant])
  }

  @Test("an attestation of another draft, or a publication without one, is refused")
  func missing() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    let viewer = try await world.viewer("Paul", at: "estran")
    try await owner.enrol(helper)
    let one = try await owner.draft(for: viewer, domains: [.housing])
    let other = try await owner.draft(for: viewer, domains: [.work])
    let word = try await owner.attestation(of: other, by: helper)
    let forged = try await owner.forge(one, attestations: [word])
    let answer = try await owner.send(.grant(forged))
    #expect(answer.problem == "attestations")
  }

  @Test("a grant to the helper needs a second person: from elsewhere, or enrolled 72 h ago")
  func toHelper() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    let second = try await world.viewer("Rose", at: nil, kind: .helper)
    let doctor = try await world.viewer("Dr Vion", at: "maison")
    try await owner.enrol(helper)
    try await owner.enrol(second)
    let draft = try await owner.draft(for: helper, domains: [.leisure])
    func attempt(_ attesters: [Person]) async throws -> Answer {
      var copy = owner
      for attester in attesters {
        try await copy.record.attest(try await owner.attestation(of: draft, by: attester))
      }
      return try await copy.sign(draft).1
    }
    #expect(try await attempt([]).policies == ["second-attestation"])
    #expect(try await attempt([helper]).policies == ["second-attestation"])
    #expect(try await attempt([helper, second]).policies == ["second-attestation"])
    for attester in [helper, doctor] {
      try await owner.record.attest(try await owner.attestation(of: draft, by: attester))
    }
    #expect(try await owner.sign(draft).1.status == 200, "affiliated under another parent")

    world.clock.advance(by: 72 * 3600)
    try await owner.publish()
    let later = try await owner.draft(for: helper, domains: [.community])
    for attester in [helper, second] {
      try await owner.record.attest(try await owner.attestation(of: later, by: attester))
    }
    #expect(try await owner.sign(later).1.status == 200, "enrolled for 72 hours")
  }

  @Test("a grant to the helper's authority, or under the same parent, needs one from elsewhere")
  func toHelpersAuthority() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let helper = try await world.viewer("A social worker", at: "maison-annexe", kind: .helper)
    let colleague = try await world.viewer("Dr Vion", at: "maison")
    let inside = try await world.viewer("A nurse", at: "maison-annexe")
    let outside = try await world.viewer("Paul", at: "estran")
    try await owner.enrol(helper)
    world.clock.advance(by: 100 * 3600)
    let draft = try await owner.draft(for: colleague, domains: [.care])
    func attempt(_ attesters: [Person]) async throws -> Answer {
      var copy = owner
      for attester in attesters {
        try await copy.record.attest(try await owner.attestation(of: draft, by: attester))
      }
      return try await copy.sign(draft).1
    }
    #expect(try await attempt([helper]).policies == ["second-attestation"])
    #expect(try await attempt([helper, inside]).policies == ["second-attestation"])
    #expect(try await attempt([helper, outside]).status == 200)
  }

  @Test("a helper stops and revokes only if the owner said so, and never resumes or grants")
  func mayStop() async throws {
    for mayStop in [false, true] {
      let world = try await HubWorld()
      var owner = try await OwnerWorld.make(in: world)
      let helper = try await world.viewer("Inès", at: nil, kind: .helper)
      let viewer = try await world.viewer("Paul", at: "estran")
      try await owner.enrol(helper, mayStop: mayStop)
      let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
      let stop = try await SignedDocument.sign(
        Stop(record: owner.id, counter: nil, issuedAt: world.clock.now),
        with: helper.ring.identity)
      let stopped = try await world.post(
        PublishStop(stop: stop), to: "\(owner.path)/stop", by: helper)
      #expect(stopped.status == (mayStop ? 200 : 404))
      let view = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
      #expect(view.status == (mayStop ? 404 : 200))
      let resume = try await SignedDocument.sign(
        Resume(record: owner.id, counter: 1000, issuedAt: world.clock.now),
        with: helper.ring.identity)
      #expect(
        try await world.post(
          PublishResume(resume: resume), to: "\(owner.path)/resume", by: helper
        ).status == 404)
      _ = try await owner.record.dismiss(helper: helper.fingerprint, at: world.clock.now)
      try await owner.flush()
      #expect(
        try await world.post(PublishStop(stop: stop), to: "\(owner.path)/stop", by: helper)
          .status == 404)
    }
  }

  @Test("a helper was dismissed, then granted to at once as if they had never helped")
  func dismissedThenGranted() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let helper = try await world.viewer("A social worker", at: "maison-annexe", kind: .helper)
    let colleague = try await world.viewer("Dr Vion", at: "maison")
    try await owner.enrol(helper)
    world.clock.advance(by: 1000 * 3600)
    // The owner's clock says that the dismissal is old; the hub counts from when it came.
    _ = try await owner.record.dismiss(
      helper: helper.fingerprint, at: world.clock.now - 100 * 3600)
    try await owner.flush()
    func attempt(_ viewer: Person, _ domain: LifeDomain) async throws -> Answer {
      var copy = owner
      let held = try await copy.draft(for: viewer, domains: [domain])
      return try await copy.send(.grant(await copy.forge(held, attestations: [])))
    }
    #expect(try await attempt(helper, .leisure).policies == ["second-attestation"])
    #expect(try await attempt(colleague, .leisure).policies == ["second-attestation"])
    world.clock.advance(by: 72 * 3600 - 1)
    #expect(try await attempt(helper, .leisure).policies == ["second-attestation"])
    let word = try await owner.draft(for: colleague, domains: [.community])
    let attested = try await owner.forge(
      word, attestations: [try await owner.attestation(of: word, by: helper)])
    #expect(
      try await owner.send(.grant(attested)).policies == ["second-attestation"],
      "whoever was dismissed attests as anybody")
    world.clock.advance(by: 1)
    #expect(try await attempt(colleague, .leisure).status == 200)
  }

  @Test("a helper enrolled anew for another authority left the former one behind")
  func enrolledAnew() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    var helper = try await world.viewer("A social worker", at: "maison-annexe", kind: .helper)
    let colleague = try await world.viewer("Dr Vion", at: "maison")
    try await owner.enrol(helper)
    helper.affiliation = try await world.affirm(helper, by: "estran")
    try await owner.enrol(helper)
    let held = try await owner.draft(for: colleague, domains: [.leisure])
    let forged = try await owner.forge(held, attestations: [])
    #expect(try await owner.send(.grant(forged)).policies == ["second-attestation"])
    #expect(owner.record.state.enrolledHelpers.count == 1)
  }

  @Test("a helper dismissed by mistake and enrolled again does not wait 72 hours again")
  func enrolledAgain() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    let second = try await world.viewer("Rose", at: nil, kind: .helper)
    for person in [helper, second] { try await owner.enrol(person) }
    world.clock.advance(by: 100 * 3600)
    _ = try await owner.record.dismiss(helper: second.fingerprint, at: world.clock.now)
    try await owner.flush()
    world.clock.advance(by: 3600)
    try await owner.enrol(second)
    let held = try await owner.draft(for: helper, domains: [.leisure])
    for person in [helper, second] {
      try await owner.record.attest(try await owner.attestation(of: held, by: person))
    }
    #expect(try await owner.sign(held).1.status == 200)
  }
}
