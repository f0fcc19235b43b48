import Consent
import Foundation
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Publication")
struct PublicationTests {
  @Test("a grant over a limit is refused to the owner with limit, figure and bound")
  func overLimit() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, answer) = try await owner.grant(
      to: viewer, domains: [.housing, .work, .leisure, .care, .mobility])
    #expect(answer.status == 403)
    let problem = try CanonicalJSON.decode(Problem.self, from: answer.body)
    #expect(
      problem.refusals?.contains(
        ProblemRefusal(limit: "viewer-domains", figure: 5, bound: 4)) == true)
    #expect(problem.evidence != nil)
    #expect(try await world.view(grant.grant.payload.id, of: owner.id, by: viewer).status == 404)
    #expect(try await world.entries(of: owner).contains { $0.frame.kind == .refusal })
  }

  @Test("a walled domain is refused to an employer, whatever the share")
  func wall() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let leader = try await world.viewer("The team leader", at: "atelier")
    let (_, answer) = try await owner.grant(to: leader, domains: [.wellbeing])
    #expect(answer.status == 403)
    let problem = try CanonicalJSON.decode(Problem.self, from: answer.body)
    #expect(problem.refusals?.contains { $0.limit == "wall" } == true)
  }

  @Test("a grant signed by someone else than the owner is refused")
  func signedByAnother() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let publication = try await owner.unsent(to: viewer, domains: [.housing])
    let forged = try await SignedDocument.sign(
      publication.grant.payload, with: viewer.ring.identity)
    let answer = try await owner.send(.grant(publication.replacing(grant: forged)))
    #expect(answer.status == 400)
    #expect(answer.problem == "grant")
    // The owner's own document, sent by another, opens nothing and tells nothing.
    let stolen = try await world.post(
      PublishGrant(publication), to: "\(owner.path)/grants", by: viewer)
    #expect(stolen.status == 404)
    #expect(stolen.body.count == NotAvailable.byteCount)
  }

  @Test("who is to see what, and why, stood in clear in the signed request")
  func sealedOnTheWay() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let publication = try await owner.unsent(to: viewer, domains: [.housing])
    let body = try CanonicalJSON.encode(PublishGrant(publication))
    for told in [
      publication.grant.compact, viewer.ring.card.compact, viewer.fingerprint.description,
      "housing", "estran",
    ] {
      #expect(!String(decoding: body, as: UTF8.self).contains(told), "\(told)")
    }
    let clear = try await world.post(publication, to: "\(owner.path)/grants", by: owner.person)
    #expect(clear.status == 400)
    let stranger = try Identity().publicIdentity
    let plain = try Padding.pad(CanonicalJSON.encode(publication))
    let elsewhere = try await owner.post(sealed: SealedFile.seal(plain, to: [stranger]))
    #expect(elsewhere.code == "trust-differs")
    let gate = world.hub.gate.publicIdentity
    let unpadded = try SealedFile.seal(CanonicalJSON.encode(publication), to: [gate])
    #expect(try await owner.post(sealed: unpadded).problem == "publication")
    var cut = try PublishGrant(publication).sealed
    cut.removeLast()
    #expect(try await owner.post(sealed: cut).problem == "publication")
    #expect(try await owner.send(.grant(publication)).status == 200)
  }

  @Test("a grant without an end, or for longer than 180 days, cannot be written by hand either")
  func withoutEnd() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let publication = try await owner.unsent(to: viewer, domains: [.housing])
    let end = Int(publication.grant.payload.notAfter.timeIntervalSince1970)
    let plain = try CanonicalJSON.encode(publication.grant.payload)
    let text = String(decoding: plain, as: UTF8.self)
    for altered in [
      text.replacingOccurrences(of: "\"notAfter\":\(end),", with: ""),
      text.replacingOccurrences(of: "\"notAfter\":\(end)", with: "\"notAfter\":null"),
      text.replacingOccurrences(
        of: "\"notAfter\":\(end)", with: "\"notAfter\":\(end + 100 * 86_400)"),
    ] {
      #expect(altered != text)
      let compact = try owner.handMade(payload: Data(altered.utf8), like: publication.grant)
      let whole = String(decoding: try CanonicalJSON.encode(publication), as: UTF8.self)
      let answer = try await owner.post(
        whole.replacingOccurrences(of: publication.grant.compact, with: compact))
      #expect(answer.status == 400)
    }
  }

  @Test(
    "a grant to a team is refused", arguments: [CardKind.authority, .hub, .auditor])
  func toTeam(kind: CardKind) async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let team = try await world.viewer("The team", at: "estran", kind: kind)
    let viewer = try await world.viewer("Paul", at: "estran")
    let publication = try await owner.unsent(to: viewer, domains: [.housing])
    let whole = String(decoding: try CanonicalJSON.encode(publication), as: UTF8.self)
    let answer = try await owner.post(
      whole.replacingOccurrences(
        of: publication.viewerCard.compact, with: team.ring.card.compact))
    #expect(answer.status == 400)
  }

  @Test("an item of the reserve cannot be selected, even by a hand-made grant")
  func reserved() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let open = try #require(owner.notes[.leisure])
    let kept = try #require(owner.reserved[.leisure])
    await #expect(throws: RecordError.self) {
      var copy = owner
      _ = try await copy.draft(for: viewer, domains: [.housing], selecting: [kept])
    }
    let publication = try await owner.unsent(
      to: viewer, domains: [.housing], selecting: [open])
    let forged = try await owner.alter(publication) { terms in
      try GrantTerms(
        viewer: terms.viewer, authority: terms.authority, compartments: terms.compartments,
        selection: [SelectedItem(item: ItemID(kept), compartment: .of(.leisure, .notes))],
        purpose: terms.purpose, referent: terms.referent, notBefore: terms.notBefore,
        notAfter: terms.notAfter)
    }
    let answer = try await owner.send(.grant(forged))
    #expect(answer.status == 409)
    #expect(answer.code == "not-selectable")
  }

  @Test("a text other than the one that the grant gives is refused")
  func otherText() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let publication = try await owner.unsent(to: viewer, domains: [.housing])
    // The scope grows after the text was shown.
    let forged = try await owner.alter(publication, keepingText: true) { terms in
      try GrantTerms(
        viewer: terms.viewer, authority: terms.authority, compartments: terms.compartments,
        selection: [], purpose: .money, referent: terms.referent, notBefore: terms.notBefore,
        notAfter: terms.notAfter)
    }
    let answer = try await owner.send(.grant(forged))
    #expect(answer.problem == "grant.text")
  }

  @Test("a counter that was used, and a grant of the same id, are refused; the same again is not")
  func counters() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (publication, first) = try await owner.grant(to: viewer, domains: [.housing])
    #expect(first.status == 200)
    let again = try await owner.send(.grant(publication))
    #expect(again.status == 200, "repeated after a lost answer")
    let low = try await owner.alter(publication, counter: 1) { $0 }
    #expect(try await owner.send(.grant(low)).code == "counter-not-higher")
    let same = try await owner.alter(publication, counter: 1000) { $0 }
    #expect(try await owner.send(.grant(same)).code == "exists")
  }

  @Test("a grant that trusts another gate or bundle than this hub's is refused")
  func otherTrust() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let other = try await HubWorld()
    let viewer = try await world.viewer("Paul", at: "estran")
    owner.record.pin(
      PinnedHub(
        host: "localhost", description: other.hub.description(),
        bundle: other.hub.registry.current.bundleHash))
    let publication = try await owner.unsent(to: viewer, domains: [.housing], publishing: false)
    #expect(try await owner.send(.grant(publication)).code == "trust-differs")
  }

  @Test("a manifest rolled back, forked or out of order is refused as a conflict")
  func manifestRollback() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let old = owner
    _ = try owner.record.add([.note(try Note(domain: .work, text: "new"))])
    try await owner.publish()
    var fork = old
    _ = try fork.record.add([.note(try Note(domain: .work, text: "fork"))])
    let commit = try #require(try await fork.record.commit(at: world.clock.now))
    let answer = try await fork.send(.commit(commit))
    #expect(answer.status == 409)
    let head = try CanonicalJSON.decode(
      RecordHead.self,
      from: try await world.send(.get, "\(owner.path)/manifest", by: owner.person).body)
    #expect(head.manifest == owner.record.state.manifest)
    let heads = try await world.entries(of: owner).filter { $0.frame.kind == .head }
    #expect(heads.map(\.frame.version) == [1, 2])
  }

  @Test("a write under a key that a former viewer has is refused until the epoch moves")
  func staleEpoch() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let stays = try await world.viewer("Rose", at: "cpas")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let (kept, _) = try await owner.grant(to: stays, domains: [.housing])
    // A device that does not know of the end of the grant.
    var behind = owner
    let revocation = try await owner.record.revoke(
      [grant.grant.payload.id], at: world.clock.now)
    #expect(
      try await owner.send(.revocation(PublishRevocation(revocation: revocation))).status == 200)
    _ = try behind.record.add([.note(try Note(domain: .housing, text: "after the end"))])
    _ = try await behind.record.decline(RequestID(), at: world.clock.now)
    let commit = try #require(try await behind.record.commit(at: world.clock.now))
    let answer = try await behind.send(.commit(commit))
    #expect(answer.code == "stale-epoch")
    _ = try owner.record.add([.note(try Note(domain: .housing, text: "after the end"))])
    try await owner.publish()
    let view = try world.open(
      try await world.view(kept.grant.payload.id, of: owner.id, by: stays), by: stays)
    #expect(view.items.count == 2, "the remaining grant was sealed again")
    #expect(view.slots.allSatisfy { $0.epoch == 2 })
  }
}

extension OwnerWorld {
  /// Posts any text as a publication, sealed as a careful forger would.
  func post(_ publication: String) async throws -> Answer {
    try await post(
      sealed: SealedFile.seal(
        Padding.pad(Data(publication.utf8)), to: [world.hub.gate.publicIdentity]))
  }

  /// Posts any sealed bytes as a publication.
  func post(sealed: Data) async throws -> Answer {
    try await world.post(["sealed": sealed], to: "\(path)/grants", by: person)
  }

  /// A publication that is signed and not sent.
  mutating func unsent(
    to viewer: Person, domains: [LifeDomain], selecting: [NetworkItemID] = [],
    publishing: Bool = true
  ) async throws -> GrantPublication {
    let draft = try await draft(for: viewer, domains: domains, selecting: selecting)
    let outcome = try await record.sign(draft.sheet.draft.id, at: world.clock.now) { _ in
      GrantVerdict(refusals: [], policies: [])
    }
    guard case .signed(let publication) = outcome, let next = record.state.outbox.first else {
      throw Unexpected(answer: nil)
    }
    record.withdraw(next)
    return publication
  }

  /// The same publication with other terms or counter, signed by the owner.
  func alter(
    _ publication: GrantPublication, counter: Int? = nil, keepingText: Bool = false,
    _ change: (GrantTerms) throws -> GrantTerms
  ) async throws -> GrantPublication {
    let old = publication.grant.payload
    let terms = try change(old.terms)
    let name = terms.authority.flatMap {
      world.hub.registry.current.register.payload.authority($0)?.name
    }
    let text = try ConsentText(
      terms: terms,
      names: ConsentNames(viewer: publication.viewerCard.payload.name, authority: name),
      language: .english)
    let grant = try Grant(
      draft: GrantDraft(
        id: old.id, record: old.record, terms: terms,
        text: keepingText ? old.text : text.reference, compared: old.compared, trust: old.trust),
      counter: counter ?? old.counter, issuedAt: old.issuedAt, attestations: old.attestations)
    return try publication.replacing(
      grant: try await SignedDocument.sign(grant, with: person.ring.identity))
  }

  /// A document of any payload bytes, signed by the owner's key as a careful forger would.
  func handMade(payload: Data, like document: SignedDocument<Grant>) throws -> String {
    let header = document.compact.split(separator: ".")[0]
    let input = "\(header).\(Base64URL.encode(payload))"
    let signature = try person.ring.identity.sign(Data(input.utf8))
    return "\(input).\(Base64URL.encode(signature))"
  }
}

extension GrantPublication {
  /// The same with another grant of the same shape.
  func replacing(grant: SignedDocument<Grant>) throws -> GrantPublication {
    let items = grant.payload.selection.map(\.item)
    return try GrantPublication(
      grant: grant, viewerCard: viewerCard, affiliation: affiliation, attestations: attestations,
      shares: shares, packets: packets,
      selection: zip(items, selection).map {
        WrappedSelection(item: $0, version: $1.version, wrapped: $1.wrapped)
      })
  }
}
