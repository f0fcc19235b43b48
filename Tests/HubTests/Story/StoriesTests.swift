import Consent
import Foundation
import HTTPTypes
import HubClient
import Keys
import PersonalNetwork
import Record
import TestSupport
import Testing

@testable import Hub

/// Nadège, Léon and Amina of DOMAIN §7, who are fictional: what is granted passes the hub, and
/// what is refused is refused by the limits that are named.
@Suite("Three fictional records")
struct StoriesTests {
  /// A case at a hub: the record is there, and everyone has keys.
  private struct World {
    let hub: HubWorld
    var owner: OwnerWorld
    let viewers: [String: Person]
    let network: PersonalNetwork
    let names: [String: NetworkItemID]

    init(_ story: StoryCase) async throws {
      hub = try await HubWorld(authorities: story.registered)
      (network, names) = try story.record()
      let person = try await OwnerWorld.person(in: hub)
      let pinned = PinnedHub(
        host: "localhost", description: hub.hub.description(),
        bundle: hub.hub.registry.current.bundleHash)
      var owner = OwnerWorld(
        world: hub, person: person,
        record: try OwnerRecord.begin(
          ring: person.ring, language: .french, hub: pinned, attestationRequired: false))
      try owner.record.add(network)
      try await owner.publish()
      self.owner = owner
      var viewers: [String: Person] = [:]
      for viewer in story.viewers {
        viewers[viewer.id] = try await hub.viewer(viewer.id, at: viewer.authority)
      }
      self.viewers = viewers
    }

    /// Signs a grant on a device without checks of its own, so that the hub alone decides.
    mutating func grant(_ grant: StoryCase.CaseGrant) async throws -> Answer {
      let viewer = try #require(viewers[grant.viewer])
      let authority = viewer.affiliation?.payload.authority
      let now = hub.clock.now
      let items = try grant.items.map { try #require(names[$0]) }
      let terms = try GrantTerms(
        viewer: viewer.identity, authority: authority, compartments: grant.scope,
        selection: owner.record.selection(of: items, beside: grant.scope),
        purpose: .coordination, referent: grant.referent, notBefore: now,
        notAfter: now + 60 * 86_400)
      let register = hub.hub.registry.current.register.payload
      let card = try await viewer.ring.card.verifiedCard()
      let held = try owner.record.draft(
        terms: terms, viewerCard: card,
        affiliation: viewer.affiliation,
        authorityName: authority.flatMap { register.authority($0)?.name }, compared: true, at: now)
      try await owner.publish()
      return try await owner.sign(held).1
    }

    /// Sends a request and returns it as the owner's inbox has it.
    func ask(
      _ grant: StoryCase.CaseGrant, because reason: RequestReason
    ) async throws -> ReceivedRequest {
      let viewer = try #require(viewers[grant.viewer])
      let request = try await SignedDocument.sign(
        AccessRequest(
          id: RequestID(), record: owner.id, viewer: viewer.identity,
          authority: viewer.affiliation?.payload.authority, compartments: grant.scope,
          purpose: .housing, days: 60, reason: reason, note: nil, issuedAt: hub.clock.now),
        with: viewer.ring.identity)
      let answer = try await hub.post(
        PublishRequest(request: request), to: "\(owner.path)/requests", by: viewer)
      #expect(answer.status == 202)
      let inbox = try CanonicalJSON.decode(
        Inbox.self, from: try await hub.send(.get, "\(owner.path)/requests", by: owner.person).body)
      return try #require(inbox.requests.first { $0.request.payload.id == request.payload.id })
    }
  }

  private static func own() throws -> [StoryCase] {
    try Repository.vector("stories.jsonl").split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(StoryCase.self, from: Data($0))
    }
  }

  private func own(_ id: String) throws -> StoryCase {
    try #require(try Self.own().first { $0.id == id })
  }

  private func play(_ story: StoryCase) async throws {
    var world = try await World(story)
    for grant in story.grants {
      #expect(try await world.grant(grant).status == 200, "\(story.id): \(grant.viewer)")
    }
    let answer = try await world.grant(story.proposal)
    guard !story.expect.refusedBy.isEmpty else {
      #expect(answer.status == 200, "\(story.id)")
      return
    }
    #expect(answer.status == 403, "\(story.id)")
    let problem = try CanonicalJSON.decode(Problem.self, from: answer.body)
    #expect(
      Set((problem.refusals ?? []).map(\.limit)) == Set(story.expect.refusedBy), "\(story.id)")
  }

  @Test("Léon's and Amina's grants pass, and the refusals name their limits")
  func leonAndAmina() async throws {
    let stories = try Self.own()
    #expect(stories.contains { $0.expect.refusedBy.isEmpty })
    for story in stories { try await play(story) }
  }

  /// A year is left to the guards' own tests: what a story grants lasts 60 days.
  @Test("Nadège's grants pass, and the refusals name their limits", .sharedData)
  func nadege() async throws {
    let stories = try SharedData.lines("whole/nadege.jsonl").map {
      try JSONDecoder().decode(StoryCase.self, from: $0)
    }.filter { $0.expect.refusedBy != ["duration"] }
    #expect(stories.count == 11)
    for story in stories { try await play(story) }
  }

  @Test("the home asks Amina for everything as a condition: O18 is proposed, and noted by nobody")
  func amina() async throws {
    let story = try own("amina/home")
    var world = try await World(story)
    for grant in story.grants { #expect(try await world.grant(grant).status == 200) }
    let received = try await world.ask(story.proposal, because: .admission)
    let pressing = try #require(PressingRequest(received, in: world.network))
    #expect(pressing.pressures == [.condition, .wholeNetwork])
    #expect(pressing.member?.card == world.names["home"])
    let day = try #require(Day("2026-06-01"))
    let reading = SignalReading(world.network, at: world.hub.clock.now, on: day)
    let proposals = ObstacleProposal.proposals(reading, requests: [pressing])
    #expect(proposals.contains { $0.code == .injunction && $0.isAsked })
    #expect(try world.owner.record.state.network() == world.network)
  }

  @Test("no limit forbids what the school asks; Amina says no, and they read not available")
  func school() async throws {
    let story = try own("amina/school")
    var world = try await World(story)
    for grant in story.grants { #expect(try await world.grant(grant).status == 200) }
    let received = try await world.ask(story.proposal, because: .verification)
    #expect(received.refusals.isEmpty && received.policies.isEmpty)
    #expect(PressingRequest(received, in: world.network) == nil)
    _ = try await world.owner.record.decline(
      received.request.payload.id, at: world.hub.clock.now)
    try await world.owner.flush()
    let school = try #require(world.viewers["school"])
    let listed = try await world.hub.send(.get, "\(world.owner.path)/grants", by: school)
    #expect(listed.status == 404)
  }
}
