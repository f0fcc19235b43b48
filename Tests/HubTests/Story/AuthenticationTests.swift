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

@Suite("Authentication")
struct AuthenticationTests {
  @Test("a request sent twice is refused the second time, also by a restarted hub")
  func replay() async throws {
    let world = try await HubWorld()
    let viewer = try await world.viewer("Paul", at: "estran")
    let body = try CanonicalJSON.encode(ViewRequest(grant: GrantID(), purpose: .care))
    let path = "/v1/records/\(RecordID())/views"
    func copy(of request: Request) -> Request {
      Request(head: request.head, body: .init(buffer: ByteBuffer(bytes: body)))
    }
    let (request, _) = try world.request(.post, path, by: viewer, body: body)
    #expect(try await world.deliver(copy(of: request)).status == 404)
    #expect(try await world.deliver(copy(of: request)).problem == "nonce")
    let again = try await Hub(
      world.hub.configuration, ring: world.ring, clock: world.clock.hubClock,
      logger: world.hub.logger)
    let answer = try await HubResponder(hub: again).finish(copy(of: request))
    #expect(answer.problem == "nonce")
  }

  @Test("of copies of one request for a view that came at once, more than one was answered")
  func replayAtOnce() async throws {
    let world = try await HubWorld()
    let viewer = try await world.viewer("Paul", at: "estran")
    let body = try CanonicalJSON.encode(ViewRequest(grant: GrantID(), purpose: .care))
    let (request, _) = try world.request(
      .post, "/v1/records/\(RecordID())/views", by: viewer, body: body)
    let before = try await world.hub.logReader.latestCheckpoint().size
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await world.deliver(
            Request(head: request.head, body: .init(buffer: ByteBuffer(bytes: body))))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.filter { $0.status == 404 }.count == 1)
    #expect(
      answers.filter { $0.status == 401 }.map(\.problem) == Array(repeating: "nonce", count: 7))
    #expect(try await world.hub.logReader.latestCheckpoint().size == before + 1)
  }

  @Test("a clock off by an hour, either way, is refused and named", arguments: [-3600, 3600, -301])
  func clockOff(seconds: Int) async throws {
    let world = try await HubWorld()
    let viewer = try await world.viewer("Paul", at: "estran")
    let answer = try await world.send(
      .get, "/v1/records/\(RecordID())/grants", by: viewer,
      created: world.clock.now + TimeInterval(seconds))
    #expect(answer.status == 401)
    #expect(answer.problem == "created")
  }

  @Test("a card whose key was swapped, and a card of someone else, are refused")
  func swappedCard() async throws {
    let world = try await HubWorld()
    let viewer = try await world.viewer("Paul", at: "estran")
    let thief = try Identity()
    // A card that names the viewer's keys, signed by the thief.
    let forged = try await SignedDocument.sign(viewer.ring.card.payload, with: thief)
    #expect(throws: DocumentError.self) {
      try KeyRing(identity: viewer.ring.identity, card: forged)
    }
    let other = try await world.viewer("Rose", at: "estran")
    let path = "/v1/records/\(RecordID())/grants"
    for (card, place) in [(forged.compact, "maille-card"), (other.ring.card.compact, "signature")] {
      var (request, _) = try world.request(.get, path, by: viewer)
      var head = request.head
      let name = try #require(HTTPField.Name("maille-card"))
      head.headerFields[name] = card
      request = Request(head: head, body: .init(buffer: ByteBuffer()))
      let answer = try await world.deliver(request)
      #expect(answer.status == 401)
      #expect(answer.problem == place)
    }
  }

  @Test("a changed path, body or host breaks the signature")
  func altered() async throws {
    let world = try await HubWorld()
    let viewer = try await world.viewer("Paul", at: "estran")
    let path = "/v1/records/\(RecordID())/views"
    let body = try CanonicalJSON.encode(ViewRequest(grant: GrantID(), purpose: .care))
    let (request, _) = try world.request(.post, path, by: viewer, body: body)
    var elsewhere = request.head
    elsewhere.path = "/v1/records/\(RecordID())/views"
    var host = request.head
    host.authority = "another.example"
    let other = try CanonicalJSON.encode(ViewRequest(grant: GrantID(), purpose: .work))
    let cases: [(HTTPRequest, Data, String)] = [
      (elsewhere, body, "signature"), (host, body, "@authority"),
      (request.head, other, "content-digest"),
    ]
    for (head, body, place) in cases {
      let answer = try await world.deliver(
        Request(head: head, body: .init(buffer: ByteBuffer(bytes: body))))
      #expect(answer.status == 401)
      #expect(answer.problem == place)
    }
  }

  @Test("a key that nobody named gets 401, whether or not the record is there")
  func unknownKey() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let stranger = try await world.viewer("Someone", at: nil)
    for record in [owner.id, RecordID()] {
      let answer = try await world.send(.get, "/v1/records/\(record)/grants", by: stranger)
      #expect(answer.status == 401)
      #expect(answer.problem == "maille-card")
    }
  }

  @Test("a viewer without authority is known once a grant names them, and stays so")
  func enrolledViewer() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let friend = try await world.viewer("Théo", at: nil)
    let (grant, answer) = try await owner.grant(to: friend, domains: [.leisure])
    #expect(answer.status == 200)
    #expect(try await world.view(grant.grant.payload.id, of: owner.id, by: friend).status == 200)
    _ = try await owner.record.revoke([grant.grant.payload.id], at: world.clock.now)
    try await owner.flush()
    #expect(
      try await world.view(grant.grant.payload.id, of: owner.id, by: friend).status == 404,
      "401 would tell of the revocation")
  }

  @Test("a key over its rate gets 429 and is told when to come back")
  func rate() async throws {
    var limits = EdgeLimits()
    limits.burst = 3
    limits.refillPerSecond = 1
    let world = try await HubWorld(limits: limits)
    let viewer = try await world.viewer("Paul", at: "estran")
    let path = "/v1/records/\(RecordID())/grants"
    for _ in 0..<3 { #expect(try await world.send(.get, path, by: viewer).status == 404) }
    let answer = try await world.send(.get, path, by: viewer)
    #expect(answer.status == 429)
    #expect(answer.retryAfter == 1)
    world.clock.advance(by: 1)
    #expect(try await world.send(.get, path, by: viewer).status == 404)
  }

  @Test("an affiliation of another, expired, or of an unknown authority is refused")
  func affiliations() async throws {
    let world = try await HubWorld()
    let viewer = try await world.viewer("Paul", at: "estran")
    var borrowed = try await world.viewer("Rose", at: nil)
    borrowed.affiliation = viewer.affiliation
    let path = "/v1/records/\(RecordID())/grants"
    #expect(try await world.send(.get, path, by: borrowed).problem == "maille-affiliation")
    var self_made = borrowed
    self_made.affiliation = try await SignedDocument.sign(
      Affiliation(
        authority: try #require(AuthorityID("estran")), viewer: borrowed.fingerprint,
        role: "worker", notBefore: world.clock.now, notAfter: world.clock.now + 86_400),
      with: borrowed.ring.identity)
    #expect(try await world.send(.get, path, by: self_made).problem == "maille-affiliation")
    world.clock.advance(by: 93 * 86_400)
    #expect(try await world.send(.get, path, by: viewer).problem == "maille-affiliation")
  }

  @Test("the published example keys are refused outside a demonstration")
  func exampleKeys() async throws {
    for isDemo in [false, true] {
      let world = try await HubWorld(isDemo: isDemo)
      let identity = try ExampleKeys.identity("paul")
      let card = try await SignedDocument.sign(
        Card(
          name: "Paul", kind: .viewer, identity: identity.publicIdentity,
          issuedAt: world.clock.now), with: identity)
      var paul = Person(ring: try KeyRing(identity: identity, card: card))
      paul.affiliation = try await world.affirm(paul, by: "estran")
      let answer = try await world.send(.get, "/v1/records/\(RecordID())/grants", by: paul)
      #expect(answer.status == (isDemo ? 404 : 401))
    }
  }

  @Test("any key made as many records as it liked, and the hub looked each up")
  func creations() async throws {
    var limits = EdgeLimits()
    limits.creationBurst = 3
    limits.hubCreationBurst = 5
    let world = try await HubWorld(limits: limits)
    func create(from source: SourceAddress) async throws -> Answer {
      let owner = try await Person.make("Somebody", .owner, at: world.clock.now)
      let body = try CanonicalJSON.encode(CreateRecord(ownerCard: owner.ring.card))
      let (request, _) = try world.request(.post, "/v1/records", by: owner, body: body)
      return try await HubResponder(hub: world.hub).finish(request, from: source)
    }
    for status in [200, 200, 200, 429] {
      #expect(try await create(from: .ipv4(1)).status == status)
    }
    for status in [200, 200, 429] {
      #expect(try await create(from: .ipv6Network(2)).status == status, "the hub's own bound")
    }
    #expect(try await world.hub.store.recordCount() == 5)
    world.clock.advance(by: 120)
    #expect(try await create(from: .ipv4(1)).status == 200)
    #expect(try await create(from: .ipv4(1)).status == 429)
  }

  @Test("fresh keys pushed out the rate of a key that had used its own up")
  func freshKeys() async throws {
    var limits = EdgeLimits()
    limits.burst = 3
    limits.refillPerSecond = 1
    limits.rememberedKeys = 8
    limits.strangersBurst = 20
    let world = try await HubWorld(limits: limits)
    let path = "/v1/records/\(RecordID())/grants"
    let viewer = try await world.viewer("Paul", at: "estran")
    for status in [404, 404, 404, 429] {
      let answer = try await world.send(.get, path, by: viewer)
      #expect(answer.status == status)
    }
    var strangers: [Int] = []
    for number in 0..<24 {
      let stranger = try await world.viewer("Stranger \(number)", at: nil)
      strangers.append(try await world.send(.get, path, by: stranger).status)
    }
    #expect(strangers == Array(repeating: 401, count: 20) + Array(repeating: 429, count: 4))
    #expect(try await world.send(.get, path, by: viewer).status == 429)
  }

  @Test("a stranger's body is small, an owner's is not")
  func bodies() async throws {
    var limits = EdgeLimits()
    limits.strangerBodyBytes = 100
    let world = try await HubWorld(limits: limits)
    let viewer = try await world.viewer("Paul", at: "estran")
    let answer = try await world.send(
      .post, "/v1/records/\(RecordID())/views", by: viewer, body: Data(repeating: 32, count: 101))
    #expect(answer.status == 413)
  }
}

extension Answer {
  /// The place that a problem names.
  var problem: String? {
    (try? CanonicalJSON.decode(Problem.self, from: body))?.place
  }

  /// The policies that a problem names.
  var policies: [String]? {
    (try? CanonicalJSON.decode(Problem.self, from: body))?.policies
  }

  /// The problem's code.
  var code: String? {
    (try? CanonicalJSON.decode(Problem.self, from: body))?.code
  }
}
