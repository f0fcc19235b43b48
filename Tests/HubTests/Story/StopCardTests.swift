import Consent
import Foundation
import HTTPTypes
import Hummingbird
import Keys
import NIOCore
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Stop cards")
struct StopCardTests {
  /// Hands a card in as a stranger would: without a key, a card or a signature.
  private func handIn(
    _ card: SignedDocument<StopCard>, to record: RecordID, in world: HubWorld
  ) async throws -> Answer {
    let body = try CanonicalJSON.encode(HandInStopCard(card: card))
    let head = HTTPRequest(
      method: .post, scheme: "http", authority: "localhost",
      path: "/v1/records/\(record)/stop-card", headerFields: [:])
    return try await world.deliver(
      Request(head: head, body: .init(buffer: ByteBuffer(bytes: body))))
  }

  @Test("anyone stops everything with a card, the owner alone resumes, and that spends it")
  func once() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    let printed = try await owner.record.makeStopCard(at: world.clock.now)
    let other = try await owner.record.makeStopCard(at: world.clock.now)
    let card = try PrintedStopCard(in: "<p><code>\(printed.text)</code></p>").card
    #expect(card == printed.card)

    #expect(try await handIn(card, to: owner.id, in: world).status == 200)
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 404)
    #expect(
      try await handIn(card, to: owner.id, in: world).status == 202, "it stopped everything already"
    )
    let stops = try await world.entries(of: owner).filter { $0.frame.kind == .stop }
    #expect(stops.map(\.frame.role) == [.unknown], "one entry, whoever hands it in again")
    #expect(stops.first?.frame.document == card.hash)

    _ = try await owner.record.resume(at: world.clock.now)
    try await owner.flush()
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 200)
    #expect(try await handIn(card, to: owner.id, in: world).status == 403, "spent")
    #expect(try await world.view(id, of: owner.id, by: viewer).status == 200)
    #expect(try await handIn(other.card, to: owner.id, in: world).status == 200, "another is not")
  }

  @Test("a withdrawn card stops nothing; one made after does")
  func withdrawn() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let old = try await owner.record.makeStopCard(at: world.clock.now)
    try await owner.record.withdrawStopCards(at: world.clock.now)
    try await owner.flush()
    let new = try await owner.record.makeStopCard(at: world.clock.now)
    #expect(try await handIn(old.card, to: owner.id, in: world).status == 403)
    #expect(try await handIn(new.card, to: owner.id, in: world).status == 200)
  }

  @Test(
    "a card of another record or owner, or of no record, reads as a spent one and leaves nothing")
  func forged() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    var other = try await OwnerWorld.make(in: world)
    let card = try await owner.record.makeStopCard(at: world.clock.now).card
    let foreign = try await other.record.makeStopCard(at: world.clock.now).card
    let forged = try await SignedDocument.sign(card.payload, with: other.person.ring.identity)
    let before = try await world.entries(of: owner).count
    var bodies: Set<Data> = []
    for (attempt, record) in [
      (foreign, owner.id), (card, other.id), (forged, owner.id), (card, RecordID()),
    ] {
      let answer = try await handIn(attempt, to: record, in: world)
      #expect(answer.status == 403)
      bodies.insert(answer.body)
    }
    #expect(bodies.count == 1)
    #expect(try await world.entries(of: owner).count == before)
    #expect(try #require(try await world.hub.book.snapshot(of: owner.id)).file.stoppedAt == nil)
  }

  @Test("a flood of cards for one record is slowed before anything is looked up")
  func flood() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let card = try await owner.record.makeStopCard(at: world.clock.now).card
    let forged = try await SignedDocument.sign(card.payload, with: Identity())
    var statuses: Set<Int> = []
    for _ in 0..<60 { statuses.insert(try await handIn(forged, to: owner.id, in: world).status) }
    #expect(statuses == [403, 429])
  }
}
