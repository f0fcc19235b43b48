import Consent
import Foundation
import GRDB
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Proposals of an addition")
struct ProposalTests {
  /// A proposal of a note, as a viewer's program makes it.
  func proposal(
    by viewer: Person, under grant: Grant, to owner: OwnerWorld, domain: LifeDomain = .housing,
    text: String = "the caretaker comes on Tuesdays", record: RecordID? = nil
  ) async throws -> PublishProposal {
    let item = try ProposedItem(.note(Note(domain: domain, text: text)), in: domain)
    let body = try item.sealed(to: owner.person.identity)
    let document = try await SignedDocument.sign(
      Proposal(
        id: ProposalID(), record: record ?? owner.id, grant: grant.id, viewer: viewer.identity,
        authority: viewer.affiliation?.payload.authority, compartment: item.compartment,
        body: DocumentHash(of: body), issuedAt: owner.world.clock.now),
      with: viewer.ring.identity)
    return try PublishProposal(proposal: document, body: body)
  }

  private func waiting(_ owner: OwnerWorld) async throws -> [ReceivedProposal] {
    let answer = try await owner.world.send(
      .get, "\(owner.path)/proposals", by: owner.person)
    return try CanonicalJSON.decode(Proposals.self, from: answer.body).proposals
  }

  private func send(
    _ body: PublishProposal, to owner: OwnerWorld, by viewer: Person
  ) async throws -> Answer {
    let record = body.proposal.payload.record
    return try await owner.world.post(body, to: "/v1/records/\(record)/proposals", by: viewer)
  }

  /// An owner, and a viewer with a live grant of the notes on housing.
  private func scene() async throws -> (OwnerWorld, Person, Grant) {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (publication, _) = try await owner.grant(to: viewer, domains: [.housing])
    return (owner, viewer, publication.grant.payload)
  }

  @Test("a proposal waits sealed, is logged under its grant, and a yes adds one item")
  func accepted() async throws {
    var (owner, viewer, grant) = try await scene()
    let body = try await proposal(by: viewer, under: grant, to: owner)
    #expect(try await send(body, to: owner, by: viewer).status == 202)
    let received = try #require(try await waiting(owner).first)
    #expect(received.published == body)
    #expect(received.viewerCard.signer == viewer.fingerprint)
    let item = try ProposedItem(
      opening: received.published.body, with: owner.person.ring.identity)
    let entry = try #require(
      try await owner.world.entries(of: owner).first { $0.frame.kind == .proposal })
    #expect(entry.frame.decision == .allowed && entry.grant == grant.id)
    #expect(entry.frame.compartments == [.of(.housing, .notes)])
    #expect(entry.frame.document == body.proposal.hash)
    #expect(Notice(entry)?.kind == .proposed)

    let before = owner.record.state.items.count
    let now = owner.world.clock.now
    let added = try await owner.record.accept(
      item, of: body.proposal, reserved: false, at: now)
    #expect(added.count == 1 && owner.record.state.items.count == before + 1)
    #expect(
      try await owner.record.accept(item, of: body.proposal, reserved: false, at: now).isEmpty)
    #expect(owner.record.state.items.count == before + 1)
    try await owner.publish()
    #expect(try await waiting(owner).isEmpty)
  }

  @Test("a proposal that rests on no grant to who proposes is nobody's")
  func foreign() async throws {
    let (owner, viewer, grant) = try await scene()
    let other = try await owner.world.viewer("Rose", at: "estran")
    let state = owner.record.state
    #expect(state.holds(try await proposal(by: viewer, under: grant, to: owner).proposal.payload))
    let wrong = [
      // As a hub would make it: a card of any name, and the register's best service.
      try await proposal(by: other, under: grant, to: owner),
      try await proposal(by: viewer, under: grant, to: owner, domain: .work),
      try await proposal(by: viewer, under: grant, to: owner, record: RecordID()),
    ]
    #expect(wrong.allSatisfy { !state.holds($0.proposal.payload) })
    var moved = viewer
    moved.affiliation = try await owner.world.affirm(viewer, by: "maison")
    #expect(
      !state.holds(try await proposal(by: moved, under: grant, to: owner).proposal.payload))
  }

  @Test("a no adds nothing, and neither answer comes undone when it is sent again")
  func refused() async throws {
    var (owner, viewer, grant) = try await scene()
    let body = try await proposal(by: viewer, under: grant, to: owner)
    _ = try await send(body, to: owner, by: viewer)
    let again = try await send(body, to: owner, by: viewer)
    #expect(again.status == 202)
    #expect(try await waiting(owner).count == 1, "the answer was lost, not the proposal")
    let before = owner.record.state.items
    try await owner.record.refuse(body.proposal.payload.id, at: owner.world.clock.now)
    try await owner.flush()
    #expect(owner.record.state.items == before)
    let late = try await send(body, to: owner, by: viewer)
    #expect(late.status == 202 && late.body.count == again.body.count)
    #expect(try await waiting(owner).isEmpty)
    let settled = try await owner.world.entries(of: owner).filter { $0.frame.kind == .settlement }
    #expect(settled.map(\.frame.role) == [.owner])
  }

  @Test("without a live grant of the viewer's own, in its place, all read the same")
  func notAvailable() async throws {
    var (owner, viewer, grant) = try await scene()
    let world = owner.world
    let stranger = try await world.viewer("Somebody", at: "cpas")
    var moved = viewer
    moved.affiliation = try await world.affirm(viewer, by: "maison")
    var answers = [
      try await send(
        proposal(by: stranger, under: grant, to: owner), to: owner, by: stranger),
      try await send(
        proposal(by: viewer, under: grant, to: owner, domain: .work), to: owner, by: viewer),
      try await send(proposal(by: moved, under: grant, to: owner), to: owner, by: moved),
      try await send(
        proposal(by: viewer, under: grant, to: owner, record: RecordID()), to: owner, by: viewer),
    ]
    _ = try await owner.record.revoke([grant.id], at: world.clock.now)
    try await owner.flush()
    answers.append(
      try await send(proposal(by: viewer, under: grant, to: owner), to: owner, by: viewer))
    #expect(Set(answers.map(\.status)) == [404])
    #expect(Set(answers.map(\.body.count)) == [NotAvailable.byteCount])
    #expect(answers.allSatisfy { $0.isHeld })
    #expect(try await waiting(owner).isEmpty)
  }

  @Test("an ended grant and a stopped record take no proposal")
  func ended() async throws {
    var (owner, viewer, grant) = try await scene()
    _ = try await owner.record.stop(at: owner.world.clock.now)
    try await owner.flush()
    let stopped = try await proposal(by: viewer, under: grant, to: owner)
    #expect(try await send(stopped, to: owner, by: viewer).status == 404)
    _ = try await owner.record.resume(at: owner.world.clock.now)
    try await owner.flush()
    #expect(try await send(stopped, to: owner, by: viewer).status == 202)
    let (short, _) = try await owner.grant(to: viewer, domains: [.work], days: 2)
    owner.world.clock.advance(by: 3 * 86_400)
    let late = try await proposal(
      by: viewer, under: short.grant.payload, to: owner, domain: .work)
    #expect(try await send(late, to: owner, by: viewer).status == 404)
  }

  @Test("somebody else's proposal, another record's, or another body is no proposal")
  func invalid() async throws {
    let (owner, viewer, grant) = try await scene()
    let world = owner.world
    let body = try await proposal(by: viewer, under: grant, to: owner)
    let other = try await world.viewer("Rose", at: "estran")
    #expect(try await send(body, to: owner, by: other).status == 400)
    #expect(
      try await world.post(body, to: "/v1/records/\(RecordID())/proposals", by: viewer).status
        == 400)
    let json = String(decoding: try CanonicalJSON.encode(body), as: UTF8.self)
    let altered = json.replacing(Base64URL.encode(body.body), with: Base64URL.encode(Data([1])))
    #expect(altered != json)
    #expect(
      try await world.send(
        .post, "\(owner.path)/proposals", by: viewer, body: Data(altered.utf8)
      ).status == 400)
    #expect(try await world.send(.get, "\(owner.path)/proposals", by: viewer).status == 404)
    #expect(try await waiting(owner).isEmpty)
  }

  @Test("the proposer's own oldest make room, and erasing the record takes all of them")
  func room() async throws {
    let (owner, viewer, grant) = try await scene()
    var ids: [ProposalID] = []
    for _ in 0..<7 {
      let body = try await proposal(by: viewer, under: grant, to: owner)
      ids.append(body.proposal.payload.id)
      _ = try await send(body, to: owner, by: viewer)
      owner.world.clock.advance(by: 60)
    }
    #expect(try await waiting(owner).map(\.proposal.id) == Array(ids.suffix(5)))
    _ = try await owner.world.send(.delete, owner.path, by: owner.person)
    let left = try await owner.world.hub.store.values.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM record_proposal")
    }
    #expect(left == 0)
  }
}
