import Consent
import Foundation
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing
import TransparencyLog

@testable import Hub

/// An owner who prepared an emergency set for a service, and someone who works there.
struct EmergencyWorld {
  let world: HubWorld
  var owner: OwnerWorld
  let opener: Person
  let service: Person
  let set: GrantPublication
  let chosen: [NetworkItemID]

  var grant: Grant { self.set.grant.payload }

  static func make(days: Int = 90) async throws -> EmergencyWorld {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let chosen = [LifeDomain.care, .housing].compactMap { owner.notes[$0] }
    let service = try #require(world.authorities["estran"])
    let held = try await owner.draftEmergency(for: service, "estran", chosen, days: days)
    let (set, answer) = try await owner.sign(held)
    #expect(answer.status == 200, "\(String(decoding: answer.body.prefix(300), as: UTF8.self))")
    let opener = try await world.viewer("Noor", at: "estran")
    return EmergencyWorld(
      world: world, owner: owner, opener: opener, service: service, set: set, chosen: chosen)
  }

  /// The service's word, signed by its key unless another is given.
  func word(
    by key: Identity? = nil, opener: Person? = nil, hours: Int = 4, at time: Date? = nil,
    record: RecordID? = nil
  ) async throws -> SignedDocument<EmergencyOpening> {
    try await SignedDocument.sign(
      EmergencyOpening(
        opening: OpeningID(), record: record ?? owner.id, grant: grant.id,
        authority: try #require(AuthorityID("estran")),
        opener: (opener ?? self.opener).fingerprint, hours: hours, reason: .crisis,
        issuedAt: time ?? world.clock.now), with: key ?? service.ring.identity)
  }

  func open(
    _ word: SignedDocument<EmergencyOpening>, by person: Person? = nil
  ) async throws -> Answer {
    try await world.post(
      OpenEmergency(opening: word), to: "\(owner.path)/emergencies", by: person ?? opener)
  }

  func review(
    _ word: SignedDocument<EmergencyOpening>, _ finding: ReviewFinding, by person: Person,
    at path: String
  ) async throws -> Answer {
    let review = try await SignedDocument.sign(
      EmergencyReview(opening: word.hash, finding: finding, issuedAt: world.clock.now),
      with: person.ring.identity)
    return try await world.post(PublishReview(review: review), to: path, by: person)
  }
}

extension OwnerWorld {
  mutating func draftEmergency(
    for service: Person, _ id: String, _ chosen: [NetworkItemID], days: Int = 90
  ) async throws -> HeldDraft {
    let now = world.clock.now
    let terms = try GrantTerms(
      viewer: service.identity, authority: AuthorityID(id),
      compartments: [.emergency], selection: record.selection(of: chosen, beside: []),
      purpose: .emergency, referent: false, notBefore: now,
      notAfter: now + TimeInterval(days) * 86_400)
    let held = try record.draft(
      terms: terms, viewerCard: try await service.ring.card.verifiedCard(), affiliation: nil,
      authorityName: "Service \(id)", compared: true, at: now)
    try await publish()
    return held
  }
}

@Suite("Emergency")
struct EmergencyTests {
  @Test("it takes the service's key and the person's, opens what was chosen, and closes by itself")
  func opens() async throws {
    let it = try await EmergencyWorld.make()
    let (world, word) = (it.world, try await it.word())
    let answer = try await it.open(word)
    let released = try world.open(answer, by: it.opener)
    let address = try #require(it.owner.record.state.address)
    let receipt = try CanonicalJSON.decode(
      Receipt.self,
      from: try CanonicalJSON.decode(ViewAnswer.self, from: answer.body).evidence.receipt)
    let view = try await GrantOpener(identity: it.service.ring.identity, address: address).open(
      released, requested: it.grant.id, receipt: receipt, seen: nil, at: world.clock.now)
    #expect(Set(view.items.map(\.item.id)) == Set(it.chosen))
    await #expect(throws: RecordError.self, "the person's key alone opens nothing") {
      _ = try await GrantOpener(identity: it.opener.ring.identity, address: address).open(
        released, requested: it.grant.id, receipt: receipt, seen: nil, at: world.clock.now)
    }
    #expect(throws: (any Error).self, "nor the service's") {
      _ = try CanonicalJSON.decode(ViewAnswer.self, from: answer.body)
        .open(with: it.service.ring.identity)
    }

    world.clock.advance(by: 4 * 3600 - 1)
    #expect(try await it.open(word).status == 200, "again while it is open")
    world.clock.advance(by: 1)
    #expect(try await it.open(word).status == 404, "closed by itself")
    let entries = try await world.entries(of: it.owner)
    #expect(entries.filter { $0.frame.kind == .emergency }.count == 2, "notice at once")
    #expect(entries.last?.frame.policies.contains("emergency-replay") == true)
  }

  @Test("it counts in what opener and service could see in 24 months, and not in the rate")
  func counts() async throws {
    var it = try await EmergencyWorld.make()
    for _ in 0..<6 {
      #expect(try await it.open(try await it.word(hours: 1)).status == 200)
      it.world.clock.advance(by: 86_400)
    }
    let ledger = try #require(
      try await it.world.hub.book.snapshot(of: it.owner.id, with: [.ledger])
    ).ledger
    let measures = try #require(it.owner.record.state.measures).payload
    let figures = Whole.figures(
      of: .init(viewer: it.opener.fingerprint, authority: AuthorityID("estran")),
      ledger: ledger, weights: measures.weights,
      authorities: Authorities(it.world.hub.registry.current.register.payload),
      now: it.world.clock.now)
    #expect(figures.openingDays == 0)
    #expect(figures.viewerDomains == 0, "closed")
    #expect(figures.authorityDomains == 2)
    #expect(figures.neverSeen < 10_000)
    // The owner's own ledger tells the same.
    let answer = try await it.world.send(
      .get, "\(it.owner.path)/emergencies", by: it.owner.person)
    try await it.owner.record.apply(
      try CanonicalJSON.decode(OwnerEmergencies.self, from: answer.body))
    #expect(it.owner.record.state.ledger.lines == ledger.lines)
  }

  @Test("whatever is wrong with an opening reads not available, and says why in the log alone")
  func refused() async throws {
    let it = try await EmergencyWorld.make()
    let world = it.world
    let elsewhere = try await world.viewer("Someone of the CPAS", at: "cpas")
    let colleague = try await world.viewer("A colleague", at: "estran")
    let cpas = try #require(world.authorities["cpas"])
    let good = try await it.word()
    let attempts: [(SignedDocument<EmergencyOpening>, Person, String)] = [
      (try await it.word(by: it.opener.ring.identity), it.opener, "emergency-service"),
      (try await it.word(by: cpas.ring.identity), it.opener, "emergency-service"),
      (good, colleague, "emergency-service"),
      (try await it.word(opener: elsewhere), elsewhere, "emergency-service"),
      (try await it.word(record: RecordID()), it.opener, "emergency-service"),
      (try await it.word(at: world.clock.now - 901), it.opener, "emergency-replay"),
      (try await it.word(at: world.clock.now + 901), it.opener, "emergency-replay"),
    ]
    for (word, person, policy) in attempts {
      let answer = try await it.open(word, by: person)
      #expect(answer.status == 404)
      #expect(answer.body.count == NotAvailable.byteCount)
      let last = try #require(try await world.entries(of: it.owner).last)
      #expect(last.frame.policies.contains(policy), "\(last.frame.policies)")
    }
    let unknown = try await world.post(
      OpenEmergency(opening: try await it.word()), to: "/v1/records/\(RecordID())/emergencies",
      by: it.opener)
    #expect(unknown.status == 404)
    #expect(unknown.body.count == NotAvailable.byteCount)
    #expect(try await it.open(good).status == 200)
    // The set opens in no other way, for the person or for the service.
    for person in [it.opener, it.service] {
      let view = try await world.view(
        it.grant.id, of: it.owner.id, by: person, purpose: .emergency)
      #expect(view.status == 404)
    }
  }

  @Test("over 24 hours cannot be written, by hand either")
  func tooLong() async throws {
    let it = try await EmergencyWorld.make()
    for hours in [0, 25, -1] {
      await #expect(throws: ConsentError.self) { _ = try await it.word(hours: hours) }
    }
    let word = try await it.word(hours: 24)
    let text = String(decoding: try CanonicalJSON.encode(word.payload), as: UTF8.self)
    let payload = Data(text.replacingOccurrences(of: "\"hours\":24", with: "\"hours\":25").utf8)
    let input = "\(word.compact.split(separator: ".")[0]).\(Base64URL.encode(payload))"
    let signature = try it.service.ring.identity.sign(Data(input.utf8))
    let answer = try await it.world.post(
      ["opening": "\(input).\(Base64URL.encode(signature))"],
      to: "\(it.owner.path)/emergencies", by: it.opener)
    #expect(answer.status == 400)
  }

  @Test(
    "stop freezes it, a withdrawal and its end close it, an expired affiliation does not open it")
  func closed() async throws {
    var it = try await EmergencyWorld.make(days: 100)
    let word = try await it.word(hours: 24)
    #expect(try await it.open(word).status == 200)
    _ = try await it.owner.record.stop(at: it.world.clock.now)
    try await it.owner.flush()
    #expect(try await it.open(word).status == 404)
    _ = try await it.owner.record.resume(at: it.world.clock.now)
    try await it.owner.flush()
    #expect(try await it.open(word).status == 200)
    it.world.clock.advance(by: 91 * 86_400)
    #expect(try await it.open(try await it.word()).status == 401, "the affiliation ran out")
    var renewed = it.opener
    renewed.affiliation = try await it.world.affirm(it.opener, by: "estran")
    #expect(
      try await it.open(try await it.word(), by: renewed).status == 404,
      "the first opening was never reviewed")
    let colleague = try await it.world.viewer("A colleague", at: "estran")
    let late = try await it.word(opener: colleague)
    #expect(try await it.open(late, by: colleague).status == 200, "the set is not suspended")
    _ = try await it.owner.record.revoke([it.grant.id], at: it.world.clock.now)
    try await it.owner.flush()
    #expect(try await it.open(late, by: colleague).status == 404)
  }

  @Test("an unreviewed opening suspends that opener and alarms the auditor; a review ends it")
  func reviewed() async throws {
    let it = try await EmergencyWorld.make()
    let (world, word) = (it.world, try await it.word())
    #expect(try await it.open(word).status == 200)
    world.clock.advance(by: 7 * 86_400 - 1)
    #expect(try await it.open(try await it.word()).status == 200)
    world.clock.advance(by: 1)
    #expect(try await it.open(try await it.word()).status == 404)
    #expect(try await unreviewed(world) == [word.hash])

    let stranger = try await it.review(
      word, .justified, by: it.opener, at: "\(it.owner.path)/reviews")
    #expect(stranger.status == 404)
    #expect(try await it.review(word, .justified, by: it.opener, at: "/v1/reviews").status == 403)
    #expect(
      try await it.review(word, .justified, by: world.auditor, at: "/v1/reviews").status == 200)
    #expect(try await unreviewed(world) == [])
    #expect(try await it.open(try await it.word()).status == 200)
    let again = try await it.review(
      word, .unjustified, by: it.owner.person, at: "\(it.owner.path)/reviews")
    #expect(again.code == "exists")
    let review = try await world.entries(of: it.owner).last { $0.frame.kind == .review }
    #expect(review?.frame.role == .auditor)
    #expect(review?.frame.figures == ["justified": 1])
  }

  @Test("an opening found to be no emergency suspends its opener at once")
  func unjustified() async throws {
    let it = try await EmergencyWorld.make()
    let word = try await it.word()
    #expect(try await it.open(word).status == 200)
    #expect(
      try await it.review(
        word, .unjustified, by: it.owner.person, at: "\(it.owner.path)/reviews"
      ).status == 200)
    #expect(try await it.open(word).status == 404)
    #expect(try await it.open(try await it.word()).status == 404)
  }

  @Test("a set sealed to anyone but the service of the register is refused")
  func notTheService() async throws {
    let it = try await EmergencyWorld.make()
    var owner = it.owner
    let impostor = try await Person.make("estran", .authority, at: it.world.clock.now)
    let held = try await owner.draftEmergency(for: impostor, "estran", it.chosen)
    #expect(try await owner.sign(held).1.problem == "viewerCard")
    let terms = it.grant.terms
    for (compartments, purpose) in [
      ([Compartment.emergency, .of(.care, .notes)].sorted(), Purpose.emergency),
      ([.emergency], .care),
    ] {
      #expect(throws: ConsentError.self) {
        _ = try GrantTerms(
          viewer: terms.viewer, authority: terms.authority, compartments: compartments,
          selection: terms.selection.filter { !compartments.contains($0.compartment) },
          purpose: purpose, referent: false, notBefore: terms.notBefore, notAfter: terms.notAfter)
      }
    }
    // The same terms, published as a grant to a person, do not fit a person's card.
    await #expect(throws: (any Error).self) {
      var owner = it.owner
      _ = try await owner.sign(
        try await owner.draftEmergency(for: it.opener, "estran", it.chosen))
    }
  }

  /// The openings that an auditor's replay finds unreviewed; the log must hold together.
  private func unreviewed(_ world: HubWorld) async throws -> [DocumentHash?] {
    let answer = try await world.send(.get, "/v1/log/frames?from=0", by: world.auditor)
    let page = try CanonicalJSON.decode(AuditPage.self, from: answer.body)
    var replay = try LogReplay(
      policy: LogPolicy(world.hub.logTrust), saved: nil, auditor: world.auditor.ring.identity)
    for item in page.items { try replay.read(item) }
    let standing = world.hub.registry.current
    let report = replay.report(
      checkpoint: Data(page.checkpoint.utf8), register: standing.registerHash,
      bundle: standing.bundleHash)
    #expect(report.findings.map(\.description) == [])
    return report.unreviewed(at: world.clock.now).map(\.frame.document)
  }
}
