import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// The owner's device and the hub decide on the same inputs, each for itself.
@Suite("Device and hub refuse the same")
struct DeviceAndHubTests {
  /// One grant that someone might try.
  struct Attempt: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var at: String? = "estran"
    var domains: [LifeDomain] = [.housing]
    var selecting: [LifeDomain] = []
    var days = 90
    var referent = false
    var isHelper = false
    /// What was granted before to another viewer of the same authority.
    var before: [LifeDomain] = []
    var isStopped = false
    /// What must refuse it; nothing where it passes.
    var refusedBy: Set<String> = []
  }

  static let attempts: [Attempt] = [
    Attempt(testDescription: "within every limit"),
    Attempt(
      testDescription: "a fifth domain", domains: [.housing, .work, .leisure, .care, .mobility],
      refusedBy: ["viewer-domains"]),
    Attempt(
      testDescription: "a fifth domain by one selected item",
      domains: [.housing, .work, .leisure, .care], selecting: [.mobility],
      refusedBy: ["viewer-domains"]),
    Attempt(
      testDescription: "a seventh domain of a référent, allowed", at: nil,
      domains: [.housing, .work, .leisure, .care], referent: true),
    Attempt(
      testDescription: "a wall", at: "atelier", domains: [.wellbeing], refusedBy: ["wall"]),
    Attempt(
      testDescription: "colleagues over an authority's domains", domains: [.leisure, .care],
      before: [.housing, .work, .mobility, .community, .education],
      refusedBy: ["authority-domains"]),
    Attempt(
      testDescription: "a helper without a second attestation", at: nil, isHelper: true,
      refusedBy: ["second-attestation"]),
    Attempt(testDescription: "everything is stopped", isStopped: true, refusedBy: ["stop-grant"]),
  ]

  private func judge(_ owner: OwnerWorld) async throws -> GrantJudge {
    let standing = owner.world.hub.registry.current
    let hub = owner.world.ring.identity.publicIdentity
    let auditors = standing.bundle.payload.auditors
    return GrantJudge(
      bundle: try await standing.bundle.verify(hub: hub, auditors: auditors),
      register: try await standing.register.verify(hub: hub, auditors: auditors),
      state: owner.record.state)
  }

  @Test("the same limits, figures, bounds and policies, on both sides", arguments: attempts)
  func same(attempt: Attempt) async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: attempt.at)
    if attempt.isHelper { try await owner.enrol(viewer) }
    for domains in [attempt.before.prefix(3), attempt.before.dropFirst(3)] where !domains.isEmpty {
      let colleague = try await world.viewer("A colleague", at: attempt.at)
      #expect(
        try await owner.grant(to: colleague, domains: Array(domains).sorted()).1.status == 200)
    }
    let held = try await owner.draft(
      for: viewer, domains: attempt.domains,
      selecting: attempt.selecting.compactMap { owner.notes[$0] }, days: attempt.days,
      referent: attempt.referent)
    if attempt.isStopped {
      _ = try await owner.record.stop(at: world.clock.now)
      try await owner.flush()
    }
    let verdict = try await judge(owner).verdict(
      owner.record.proposal(of: held, at: world.clock.now))
    let forged = try await owner.forge(held, attestations: [])
    let answer = try await owner.send(.grant(forged))
    #expect(verdict.allows == attempt.refusedBy.isEmpty)
    #expect(answer.status == (attempt.refusedBy.isEmpty ? 200 : 403))
    guard !attempt.refusedBy.isEmpty else { return }
    let problem = try CanonicalJSON.decode(Problem.self, from: answer.body)
    #expect(Set(verdict.refusals) == Set(problem.refusals ?? []))
    let device = Set(verdict.refusals.map(\.limit) + verdict.policies)
    #expect(device == Set((problem.refusals ?? []).map(\.limit) + (problem.policies ?? [])))
    #expect(attempt.refusedBy.isSubset(of: device), "\(device)")
  }

  @Test("a third person's attestation counted at the hub and not in the owner's own ledger")
  func thirdPerson() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    try await owner.enrol(helper)
    world.clock.advance(by: 72 * 3600)
    try await owner.publish()
    let plain = try await owner.draft(for: viewer, domains: [.housing])
    #expect(try await owner.sign(plain).1.status == 200)
    let held = try await owner.draft(for: viewer, domains: [.work])
    try await owner.record.attest(try await owner.attestation(of: held, by: helper))
    #expect(try await owner.sign(held).1.status == 200)
    let snapshot = try #require(
      try await world.hub.book.snapshot(of: owner.id, with: [.ledger]))
    let hub = try snapshot.ledger
    #expect(hub.lines.filter(\.scope.thirdPerson).count == 1)
    #expect(owner.record.state.ledger == hub)
  }
}
