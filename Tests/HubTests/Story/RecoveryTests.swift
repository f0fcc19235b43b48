import Consent
import Foundation
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("A lost device and a forgotten passphrase")
struct RecoveryTests {
  /// An owner with a kit for any two of three friends, and one standing grant.
  struct Scene {
    let world: HubWorld
    var owner: OwnerWorld
    let friends: [Identity]
    let kit: RecoveryKit
    let viewer: Person
    let grant: GrantPublication
    let address: Address

    init() async throws {
      world = try await HubWorld()
      var owner = try await OwnerWorld.make(in: world, recovery: Identity())
      viewer = try await world.viewer("Paul", at: "estran")
      grant = try await owner.grant(to: viewer, domains: [.housing]).0
      friends = try [Identity(), Identity(), Identity()]
      address = try #require(owner.record.state.address)
      kit = try RecoveryKit(
        RecoverySecret(ring: owner.person.ring, state: owner.record.state),
        for: friends.map(\.publicIdentity), threshold: 2)
      self.owner = owner
    }

    /// What two friends open for someone.
    func secret(for asker: Person) throws -> RecoverySecret {
      try kit.open(
        friends.prefix(2).map { try kit.piece(of: $0, for: asker.identity) },
        with: asker.ring.identity)
    }

    /// Announces someone's card with the recovery key.
    func announce(_ person: Person) async throws -> Answer {
      let secret = try secret(for: person)
      return try await send(
        secret.succession(to: person.ring.card, at: world.clock.now), with: secret)
    }

    func send(
      _ succession: SignedDocument<Succession>, with secret: RecoverySecret
    ) async throws -> Answer {
      try await world.post(
        PublishSuccession(succession: succession), to: "\(owner.path)/successions",
        by: Person(ring: try await secret.requester(at: world.clock.now)))
    }

    func newOwner() async throws -> Person {
      try await OwnerWorld.person(in: world, recovery: Identity())
    }

    func status(_ method: HTTPRequest.Method, _ part: String, by person: Person) async throws
      -> Int
    {
      try await world.send(method, "\(owner.path)/\(part)", by: person).status
    }

    /// Takes the record up on a new device.
    func restore(_ person: Person) async throws -> OwnerRecord {
      let secret = try secret(for: person)
      let pinned = PinnedHub(
        host: "localhost", description: world.hub.description(),
        bundle: world.hub.registry.current.bundleHash)
      var record = try OwnerRecord.restore(
        secret, ring: person.ring, hub: pinned, language: .english)
      let contents = try await world.send(.get, "\(owner.path)/items", by: person)
      let grants = try await world.send(.get, "\(owner.path)/grants", by: person)
      try await record.take(
        CanonicalJSON.decode(RecordContents.self, from: contents.body),
        grants: CanonicalJSON.decode(OwnerGrants.self, from: grants.body))
      return record
    }

    /// Opens a view as the viewer who knows the address from before.
    func open(_ answer: Answer) async throws -> OpenedView {
      let wire = try CanonicalJSON.decode(ViewAnswer.self, from: answer.body)
      return try await GrantOpener(identity: viewer.ring.identity, address: address).open(
        wire.open(with: viewer.ring.identity), requested: grant.grant.payload.id,
        receipt: CanonicalJSON.decode(Receipt.self, from: wire.evidence.receipt), seen: nil,
        at: world.clock.now)
    }
  }

  static let week: TimeInterval = 7 * 86_400

  @Test("after seven days everything is there under the new key, grants go on, the old key is out")
  func lostPhone() async throws {
    let scene = try await Scene()
    let (world, old) = (scene.world, scene.owner)
    let person = try await scene.newOwner()
    #expect(try await scene.announce(person).status == 200)
    #expect(try await scene.status(.get, "items", by: person) == 404, "not yet")

    world.clock.advance(by: Self.week - 1)
    #expect(try await scene.status(.get, "items", by: person) == 404, "a second too early")
    #expect(try await scene.status(.get, "items", by: old.person) == 200)
    world.clock.advance(by: 1)
    #expect(try await scene.status(.get, "items", by: person) == 200)
    for (method, part) in [(.get, "items"), (.get, "log"), (.get, "requests")]
      as [(HTTPRequest.Method, String)]
    {
      #expect(try await scene.status(method, part, by: old.person) == 404, "\(part)")
    }

    var owner = OwnerWorld(world: world, person: person, record: try await scene.restore(person))
    #expect(owner.record.state.items == old.record.state.items)
    #expect(owner.record.state.standingGrants(at: world.clock.now).count == 1)
    let before = try await world.view(
      scene.grant.grant.payload.id, of: old.id, by: scene.viewer)
    #expect(try await scene.open(before).items.count == 1, "the grant of the old key goes on")

    // The new owner writes: the old grant is sealed again, and the viewer follows the line of keys.
    let added = try owner.record.add([.note(try Note(domain: .housing, text: "a new start"))])
    try await owner.publish()
    let after = try await scene.open(
      try await world.view(scene.grant.grant.payload.id, of: old.id, by: scene.viewer))
    #expect(after.items.count == 2 && added.count == 1)
    #expect(after.manifest.signer == person.fingerprint)
    #expect(after.owner.signer == person.fingerprint)

    // What the thief of the old phone writes is refused, with the right counter too.
    var thief = old
    _ = try thief.record.add([.note(try Note(domain: .work, text: "mine now"))])
    _ = try await thief.record.commit(at: world.clock.now)
    let commit = try #require(thief.record.state.outbox.first)
    #expect(try await thief.send(commit).status == 404)
    _ = try await thief.record.stop(at: world.clock.now)
    #expect(try await thief.send(try #require(thief.record.state.outbox.last)).status == 404)

    // Grants of the new owner, and the end of an old one.
    let doctor = try await world.viewer("Dr Vion", at: "maison")
    #expect(try await owner.grant(to: doctor, domains: [.care]).1.status == 200)
    _ = try await owner.record.revoke([scene.grant.grant.payload.id], at: world.clock.now)
    try await owner.publish()
    let closed = try await world.view(
      scene.grant.grant.payload.id, of: old.id, by: scene.viewer)
    #expect(closed.status == 404)
  }

  @Test("the whole log opens under the new key, and tells of the announcement and the change")
  func log() async throws {
    let scene = try await Scene()
    let person = try await scene.newOwner()
    _ = try await scene.announce(person)
    scene.world.clock.advance(by: Self.week)
    let answer = try await scene.world.send(.get, "\(scene.owner.path)/log", by: person)
    let log = try CanonicalJSON.decode(OwnerLog.self, from: answer.body)
    let keys = try scene.secret(for: person).keys(for: person.ring)
    let kinds = try log.items.map { item in
      let file = try #require(item.entry)
      let entry = ([keys.identity] + keys.formerOpeners).lazy
        .compactMap { try? EvidenceFile.openEntry(file, with: $0) }.first
      return try #require(entry).frame.kind
    }
    #expect(kinds.contains(.recovery))
    #expect(kinds.count { $0 == .key } == 2, "the making of the record, and the change")
    #expect(try await scene.world.frames().count { $0.kind == .key } == 2)
  }

  @Test("the old key cancels a hostile succession, which never comes back")
  func cancelled() async throws {
    var scene = try await Scene()
    let world = scene.world
    let hostile = try await scene.newOwner()
    let secret = try scene.secret(for: hostile)
    let succession = try await secret.succession(to: hostile.ring.card, at: world.clock.now)
    #expect(try await scene.send(succession, with: secret).status == 200)

    let answer = try await world.send(.get, "\(scene.owner.path)/manifest", by: scene.owner.person)
    let head = try CanonicalJSON.decode(RecordHead.self, from: answer.body)
    let pending = try #require(head.succession)
    #expect(pending.succession == succession, "the owner is told")
    #expect(pending.inForceAt == world.clock.now.wholeSecond + Self.week)
    let second = try await scene.announce(try await scene.newOwner())
    #expect(second.status == 409, "one at a time")

    world.clock.advance(by: Self.week - 60)
    let cancellation = try await scene.owner.record.cancel(pending, at: world.clock.now)
    try await scene.owner.flush()
    world.clock.advance(by: Self.week)
    #expect(try await scene.status(.get, "items", by: hostile) == 401)
    #expect(try await scene.status(.get, "items", by: scene.owner.person) == 200)
    // Answered again as the first time; that nothing waits, the next announcement shows.
    #expect(try await scene.send(succession, with: secret).status == 200)
    let fresh = try await secret.succession(to: hostile.ring.card, at: world.clock.now)
    #expect(try await scene.send(fresh, with: secret).status == 200)
    let replayed = try await scene.owner.send(
      .cancellation(PublishCancellation(cancellation: cancellation)))
    #expect(replayed.status == 200, "answered again as the first time")
    let still = try await world.send(.get, "\(scene.owner.path)/manifest", by: scene.owner.person)
    let waiting = try CanonicalJSON.decode(RecordHead.self, from: still.body).succession
    #expect(waiting?.succession == fresh, "an old cancellation cancels nothing new")
  }

  @Test("an announcement cancelled today is not announced again today")
  func replayed() async throws {
    var scene = try await Scene()
    let hostile = try await scene.newOwner()
    let secret = try scene.secret(for: hostile)
    let succession = try await secret.succession(to: hostile.ring.card, at: scene.world.clock.now)
    _ = try await scene.send(succession, with: secret)
    let pending = PendingSuccession(
      succession: succession, announcedAt: scene.world.clock.now)
    _ = try await scene.owner.record.cancel(pending, at: scene.world.clock.now)
    try await scene.owner.flush()
    for _ in 0..<3 {
      _ = try await scene.send(succession, with: secret)
      let answer = try await scene.world.send(
        .get, "\(scene.owner.path)/manifest", by: scene.owner.person)
      #expect(try CanonicalJSON.decode(RecordHead.self, from: answer.body).succession == nil)
    }
  }

  @Test("nobody but the recovery key announces: not a friend, a thief, a helper, nor the owner")
  func strangers() async throws {
    var scene = try await Scene()
    let world = scene.world
    let person = try await scene.newOwner()
    let helper = try await world.viewer("Inès", at: nil, kind: .helper)
    try await scene.owner.enrol(helper)
    let friend = Person(
      ring: try KeyRing(
        identity: scene.friends[0],
        card: try await .sign(
          Card(
            name: "A friend", kind: .helper, identity: scene.friends[0].publicIdentity,
            issuedAt: world.clock.now), with: scene.friends[0])))
    for (who, status) in [
      (friend, 401), (person, 401), (helper, 404), (scene.viewer, 404), (scene.owner.person, 404),
    ] {
      let succession = try await SignedDocument.sign(
        Succession(
          record: scene.owner.id, predecessor: scene.owner.person.fingerprint,
          successor: person.ring.card, issuedAt: world.clock.now), with: who.ring.identity)
      let answer = try await world.post(
        PublishSuccession(succession: succession), to: "\(scene.owner.path)/successions", by: who)
      #expect(answer.status == status)
    }
    #expect(throws: RecordError(.refused, at: "recovery kit")) {
      try scene.kit.open(
        [scene.kit.piece(of: scene.friends[0], for: person.identity)], with: person.ring.identity)
    }
    world.clock.advance(by: Self.week * 2)
    #expect(try await scene.status(.get, "items", by: scene.owner.person) == 200)
  }

  @Test("the recovery key reads and writes nothing; it may stop, which the owner lifts, and erase")
  func onlyThat() async throws {
    var scene = try await Scene()
    let world = scene.world
    let secret = try scene.secret(for: try await scene.newOwner())
    let holder = Person(ring: try await secret.requester(at: world.clock.now))
    for part in ["items", "manifest", "grants", "log", "requests"] {
      #expect(try await scene.status(.get, part, by: holder) == 404, "\(part)")
    }
    let stop = try await SignedDocument.sign(
      Stop(record: scene.owner.id, counter: nil, issuedAt: world.clock.now),
      with: secret.recovery)
    let answer = try await world.post(
      PublishStop(stop: stop), to: "\(scene.owner.path)/stop", by: holder)
    #expect(answer.status == 200)
    let view = try await world.view(
      scene.grant.grant.payload.id, of: scene.owner.id, by: scene.viewer)
    #expect(view.status == 404)
    let resume = try await SignedDocument.sign(
      Resume(record: scene.owner.id, counter: 1_000, issuedAt: world.clock.now),
      with: secret.recovery)
    let resumed = try await world.post(
      PublishResume(resume: resume), to: "\(scene.owner.path)/resume", by: holder)
    #expect(resumed.status == 404)
    _ = try await scene.owner.record.resume(at: world.clock.now)
    try await scene.owner.flush()
    for (who, status) in [(scene.viewer, 404), (holder, 200)] {
      #expect(try await world.send(.delete, scene.owner.path, by: who).status == status)
    }
    #expect(try await scene.status(.get, "items", by: scene.owner.person) != 200, "erased")
  }

  @Test("a successor with a key used before, an institution's, or another's card is refused")
  func successors() async throws {
    let scene = try await Scene()
    let world = scene.world
    let secret = try scene.secret(for: try await scene.newOwner())
    let spent = try await OwnerWorld.person(in: world, recovery: secret.recovery)
    for wrong in [spent.ring.card] {
      let succession = try await secret.succession(to: wrong, at: world.clock.now)
      #expect(try await scene.send(succession, with: secret).status == 400)
    }
    let good = try await scene.newOwner()
    for age in [-2, 2] as [TimeInterval] {
      let stale = try await secret.succession(
        to: good.ring.card, at: world.clock.now + age * 86_400)
      #expect(try await scene.send(stale, with: secret).status == 400)
    }
    let elsewhere = try await SignedDocument.sign(
      Succession(
        record: scene.owner.id, predecessor: good.fingerprint,
        successor: spent.ring.card, issuedAt: world.clock.now), with: secret.recovery)
    #expect(try await scene.send(elsewhere, with: secret).status == 400)
  }

  @Test("a second loss ends well too, and the first kit is worth nothing then")
  func twice() async throws {
    let scene = try await Scene()
    let world = scene.world
    let person = try await scene.newOwner()
    let first = try scene.secret(for: person)
    _ = try await scene.announce(person)
    world.clock.advance(by: Self.week)
    let record = try await scene.restore(person)
    let keys = try first.keys(for: person.ring)
    let kit = try RecoveryKit(
      RecoverySecret(ring: keys, state: record.state),
      for: scene.friends.map(\.publicIdentity), threshold: 3)
    let last = try await scene.newOwner()
    let secret = try kit.open(
      scene.friends.map { try kit.piece(of: $0, for: last.identity) }, with: last.ring.identity)
    #expect(secret.cards.map(\.signer) == [scene.owner.person.fingerprint, person.fingerprint])
    let spent = try await scene.send(
      try await first.succession(to: last.ring.card, at: world.clock.now), with: first)
    #expect(spent.status == 404, "the first recovery key is the present owner's no more")
    let answer = try await scene.send(
      try await secret.succession(to: last.ring.card, at: world.clock.now), with: secret)
    #expect(answer.status == 200)
    world.clock.advance(by: Self.week)
    let pinned = PinnedHub(
      host: "localhost", description: world.hub.description(),
      bundle: world.hub.registry.current.bundleHash)
    var again = try OwnerRecord.restore(secret, ring: last.ring, hub: pinned, language: .english)
    let contents = try await world.send(.get, "\(scene.owner.path)/items", by: last)
    let grants = try await world.send(.get, "\(scene.owner.path)/grants", by: last)
    try await again.take(
      CanonicalJSON.decode(RecordContents.self, from: contents.body),
      grants: CanonicalJSON.decode(OwnerGrants.self, from: grants.body))
    #expect(again.state.items == scene.owner.record.state.items)
    let opened = try await scene.open(
      try await world.view(scene.grant.grant.payload.id, of: scene.owner.id, by: scene.viewer))
    #expect(opened.owner.signer == last.fingerprint)
  }
}
