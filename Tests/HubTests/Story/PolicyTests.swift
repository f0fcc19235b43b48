import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Policies fail closed")
struct PolicyTests {
  /// A policy that errs whenever it is evaluated: it overflows.
  func erring(on action: String) -> PolicyText {
    PolicyText(
      name: "zz-errs",
      text: """
        @id("errs")
        @reason_fr("Cette règle échoue.")
        @reason_en("This rule errs.")
        forbid (principal, action == Action::"\(action)", resource)
        when { context.whole.duration * 9223372036854775807 > 0 };
        """)
  }

  @Test("a policy that errs at a release refuses it, and the entry names it")
  func erringView() async throws {
    let world = try await HubWorld(adding: [erring(on: "view")])
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, published) = try await owner.grant(to: viewer, domains: [.housing])
    #expect(published.status == 200)
    let answer = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
    #expect(answer.status == 404)
    let last = try #require(try await world.entries(of: owner).last)
    #expect(last.frame.policies.contains("errs"))
    #expect(last.frame.policies.contains("failure-evaluation"))
  }

  @Test("a policy that errs at a grant refuses it")
  func erringGrant() async throws {
    let world = try await HubWorld(adding: [erring(on: "grant")])
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (_, answer) = try await owner.grant(to: viewer, domains: [.housing])
    #expect(answer.status == 403)
    #expect(answer.policies?.contains("errs") == true)
  }

  @Test("a bundle without a guard, or that does not validate, makes no hub")
  func invalidBundle() async throws {
    await #expect(throws: HubError.self) { _ = try await HubWorld(without: "limits") }
    let unknown = PolicyText(
      name: "zz-unknown",
      text: """
        @id("unknown")
        @reason_fr("Inconnu.")
        @reason_en("Unknown.")
        forbid (principal, action == Action::"view", resource)
        when { context.whole.missingFigure > 0 };
        """)
    await #expect(throws: HubError.self) { _ = try await HubWorld(adding: [unknown]) }
    let broken = PolicyText(name: "zz-broken", text: "permit (principal")
    await #expect(throws: HubError.self) { _ = try await HubWorld(adding: [broken]) }
  }

  @Test("each entry of a decision names the bundle that decided")
  func bundleNamed() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    _ = try await world.view(grant.grant.payload.id, of: owner.id, by: viewer)
    _ = try await world.view(GrantID(), of: owner.id, by: viewer)
    let decisions = try await world.entries(of: owner).filter {
      [.grant, .view, .refusal].contains($0.frame.kind)
    }
    #expect(decisions.count == 3)
    #expect(
      decisions.allSatisfy { $0.frame.bundle == world.hub.registry.current.bundleHash })
    #expect(decisions.allSatisfy { $0.frame.ledger != nil && !$0.frame.policies.isEmpty })
  }
}
