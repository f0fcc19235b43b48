import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent

struct PolicyRequestTests {
  private let now = DocumentsFixture.now
  private let estran = AuthorityID("estran")
  private let authorities: Authorities

  init() throws {
    let estran = try #require(AuthorityID("estran"))
    let parent = try #require(AuthorityID("parent"))
    authorities = Authorities(parents: [estran: parent], contexts: [:])
  }

  private func fingerprint(_ seed: UInt8) throws -> Fingerprint {
    try DocumentsFixture.identity(seed).publicIdentity.fingerprint
  }

  private func record(stopped: Bool = false) throws -> PolicyRecord {
    PolicyRecord(
      id: DocumentsFixture.id(1), owner: try fingerprint(1), helpers: [try fingerprint(2)],
      stopped: stopped)
  }

  private func view(
    by actor: PolicyActor, at time: Date? = nil, scope: PolicyScope? = nil,
    purpose: Purpose = .housing, ended: Bool = false, stopped: Bool = false,
    own: String? = nil
  ) throws -> PolicyDecision {
    let engine = try PolicyFolder.engine()
    let terms = try DocumentsFixture.terms()
    let figures = ReleaseFigures(
      durationDays: 120, runDays: 120, thirdPerson: false, openingDays: 1, walledDomains: [])
    return engine.decide(
      .view(
        by: actor, under: PolicyGrant(id: DocumentsFixture.id(2), terms: terms, ended: ended),
        of: try record(stopped: stopped), scope: scope ?? PolicyScope(terms), purpose: purpose,
        figures: figures, limits: .standard, authorities: authorities, now: time ?? now),
      ownerPolicies: try own.map { text in try OwnerPolicies(text, engine: engine) })
  }

  private var viewer: PolicyActor {
    PolicyActor(fingerprint: DocumentsFixture.viewer.fingerprint, authority: estran)
  }

  @Test func aLiveGrantOpensItsScope() throws {
    let decision = try view(by: viewer)
    #expect(decision.allowed)
    #expect(decision.policies == ["view"])
    #expect(decision.reasons.map { $0.text(.french) } == ["Vous avez donné cet accès."])
    #expect(decision.reasons.map { $0.text(.english) } == ["You gave this access."])
  }

  @Test func whatIsNotGrantedIsRefused() throws {
    #expect(try view(by: viewer, at: now.addingTimeInterval(-1)).policies == ["live"])
    #expect(
      try view(by: viewer, at: now.addingTimeInterval(120 * 86_400)).policies == ["live"])
    #expect(try view(by: viewer, ended: true).policies == ["live"])
    #expect(try view(by: viewer, stopped: true).policies == ["stop"])
    #expect(try view(by: viewer, purpose: .money).policies == ["purpose"])
    #expect(
      try view(
        by: viewer, scope: PolicyScope(compartments: [.of(.care, .notes)], items: [])
      ).policies == ["scope"])
    let alone = PolicyActor(fingerprint: viewer.fingerprint)
    #expect(try view(by: alone).policies == ["affiliation"])
    #expect(
      try view(by: PolicyActor(fingerprint: fingerprint(9), authority: estran)).policies
        == ["live"])
  }

  @Test func anOwnersForbidNarrows() throws {
    let own = #"forbid(principal, action == Action::"view", resource is Grant);"#
    let decision = try view(by: viewer, own: own)
    #expect(!decision.allowed)
    #expect(decision.policies == ["owner-1"])
    #expect(decision.reasons.first?.text(.french).isEmpty == false)
    let other =
      #"forbid(principal, action == Action::"view", resource) when { context.purpose == "work" };"#
    #expect(try view(by: viewer, own: other).allowed)
  }

  @Test func anOwnersForbidThatFailsIsARefusal() throws {
    let own = """
      forbid(principal, action == Action::"view", resource)
      when { context.whole.run + 9223372036854775807 < 0 };
      """
    let decision = try view(by: viewer, own: own)
    #expect(!decision.allowed)
    #expect(decision.failure == .evaluation)
    #expect(decision.policies == ["owner-1"])
  }

  @Test(arguments: [
    (#"permit(principal, action == Action::"view", resource);"#, "not-narrowing"),
    (#"forbid(principal, action, resource);"#, "not-narrowing"),
    (#"forbid(principal, action == Action::"stop", resource);"#, "not-narrowing"),
    (#"forbid(principal, action == Action::"revoke", resource);"#, "not-narrowing"),
    (#"forbid(principal, action == Action::"log-read", resource);"#, "not-narrowing"),
    (#"forbid(principal, action == Action::"erase", resource);"#, "not-narrowing"),
    (#"forbid(principal, action == Action::"grant", resource);"#, "not-narrowing"),
    (#"forbid(principal, action in [Action::"view", Action::"stop"], resource);"#, "not-narrowing"),
    (#"forbid(principal, action in [], resource);"#, "not-narrowing"),
    (#"forbid(principal == ?principal, action == Action::"view", resource);"#, "not-narrowing"),
    (#"forbid(principal, action == Action::"view", resource) when { 1 };"#, "validation"),
    (#"forbid(principal, action == Action::"view""#, "policy"),
  ])
  func anOwnerCannotWiden(text: String, code: String) throws {
    let engine = try PolicyFolder.engine()
    let error = #expect(throws: PolicyEngineError.self) {
      try OwnerPolicies(text, engine: engine)
    }
    #expect(error?.code.rawValue == code)
  }

  @Test func anOwnersPoliciesAreBounded() throws {
    let engine = try PolicyFolder.engine()
    let one = #"forbid(principal, action == Action::"request", resource);"#
    let many = String(repeating: one, count: OwnerPolicies.countBound + 1)
    let long = one + "//" + String(repeating: "x", count: Measures.policyBound)
    _ = try OwnerPolicies(String(repeating: one, count: OwnerPolicies.countBound), engine: engine)
    #expect(throws: PolicyEngineError.self) { try OwnerPolicies(many, engine: engine) }
    #expect(throws: PolicyEngineError.self) { try OwnerPolicies(long, engine: engine) }
  }

  @Test func ownersActAndOthersDoNot() throws {
    let engine = try PolicyFolder.engine()
    let owner = PolicyActor(fingerprint: try fingerprint(1))
    let helper = PolicyActor(fingerprint: try fingerprint(2), enrolled: true)
    for action in [
      PolicyAction.stop, .resume, .decline, .enrol, .dismiss, .write, .erase, .logRead,
    ] {
      func isAllowed(_ actor: PolicyActor) throws -> Bool {
        engine.decide(
          .onRecord(action, try record(), by: actor, authorities: authorities, now: now)
        ).allowed
      }
      #expect(try isAllowed(owner), "\(action)")
      #expect(try !isAllowed(helper), "\(action)")
    }
    let view = engine.decide(
      .onRecord(.view, try record(), by: owner, authorities: authorities, now: now))
    #expect(view.failure == .request)
  }
}
