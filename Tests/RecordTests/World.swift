import Foundation
import Keys
import PersonalNetwork

@testable import Consent
@testable import Record

/// The keys of everybody in a test, the same in every run.
enum Cast {
  static let now = Date(timeIntervalSince1970: 1_780_304_400)  // 2026-06-01T09:00:00Z

  static func identity(_ seed: UInt8) throws -> Identity {
    try Identity(
      signingSeed: SecretBytes(Array(repeating: seed, count: 32)),
      sealingSeed: SecretBytes(Array(repeating: seed &+ 100, count: 32)))
  }

  static func card(
    _ name: String, _ kind: CardKind, _ identity: Identity
  ) async throws -> VerifiedDocument<Card> {
    try await SignedDocument.sign(
      Card(name: name, kind: kind, identity: identity.publicIdentity, issuedAt: now),
      with: identity
    ).verifiedCard()
  }

  static func ring(_ name: String, _ seed: UInt8) async throws -> KeyRing {
    let identity = try identity(seed)
    let root = try Root(secret: SecretBytes(Array(repeating: seed, count: 32)), generation: 1)
    return try KeyRing(
      identity: identity, card: await card(name, .owner, identity).document,
      secrets: [Root.secretName: root.stored])
  }
}

/// One hub with one gate, reduced to what the formats ask of it: it checks, stores and releases.
struct MiniHub {
  let identity: Identity
  let description: HubDescription
  var replica = RecordReplica()
  var grants: [PublishedGrant] = []
  var ownerCard: SignedDocument<Card>
  var counter = 0
  /// Every version of the record, so that a test can roll it back.
  var history: [RecordReplica] = []

  init(ownerCard: SignedDocument<Card>, gates: [PublicIdentity]? = nil) async throws {
    identity = try Cast.identity(50)
    let auditor = try Cast.identity(51)
    let naming = try Cast.identity(52)
    let bundle = try PolicyBundle(
      hub: identity.publicIdentity.fingerprint, version: 1, previous: nil, schema: "",
      policies: [PolicyText(name: "consent", text: "")], auditors: [auditor.publicIdentity],
      naming: naming.publicIdentity, validFrom: Cast.now, issuedAt: Cast.now)
    let register = try Register(
      hub: identity.publicIdentity.fingerprint, version: 1, previous: nil, authorities: [],
      issuedAt: Cast.now)
    description = HubDescription(
      card: try await Cast.card("Hub", .hub, identity).document,
      log: try LogTrust(
        origin: "hub.example/log", key: "hub.example/log+00000000+AAAA", witnesses: [], quorum: 0),
      gates: gates ?? [identity.publicIdentity],
      bundle: try await Cosigned.sign(bundle, with: [identity, auditor]),
      register: try await Cosigned.sign(register, with: [identity, auditor]), demo: true)
    self.ownerCard = ownerCard
  }

  var pinned: PinnedHub {
    PinnedHub(
      host: "hub.example", description: description,
      bundle: description.bundle.documents[0].hash)
  }

  mutating func take(
    _ publication: Publication, owner: PublicIdentity, at time: Date
  ) async throws {
    switch publication {
    case .create: break
    case .commit(let commit):
      // The wire is bytes: what a hub takes has been decoded.
      let commit = try CanonicalJSON.decode(
        RecordCommit.self, from: CanonicalJSON.encode(commit))
      let accepted = try await replica.accepting(
        commit, owner: owner, gate: identity, counter: counter, grants: grants, at: time)
      history.append(replica)
      replica = accepted.replica
      counter = accepted.manifest.payload.counter
      for publication in accepted.resealed {
        grants = grants.map { grant in
          grant.publication.grant == publication.grant
            ? PublishedGrant(publication: publication, endedAt: grant.endedAt, end: grant.end)
            : grant
        }
      }
    case .grant(let publication, _):
      _ = try await publication.grant.verified(by: owner)
      try replica.check(
        publication, ended: grants.filter { $0.isEnded(at: time) }.map(\.publication))
      grants.append(PublishedGrant(publication: publication, endedAt: nil, end: nil))
      counter = publication.grant.payload.counter
    case .revocation(let body):
      let revocation = try await body.revocation.verified(by: owner).payload
      end(revocation.grants, at: time)
      counter = revocation.counter ?? counter
    case .stop, .resume, .decline, .settlement, .helper, .dismissal, .stopCards, .cancellation,
      .limitMove, .limitCancellation:
      break
    }
  }

  mutating func end(_ ids: [GrantID], at time: Date) {
    grants = grants.map { grant in
      ids.contains(grant.publication.grant.payload.id)
        ? PublishedGrant(publication: grant.publication, endedAt: time, end: .revoked) : grant
    }
  }

  /// What the hub releases under a grant, with other shares than its own where some are given.
  func view(_ grant: GrantID, shares: [ReleasedShare]? = nil) throws -> ReleasedView {
    guard
      let publication = grants.map(\.publication).first(where: { $0.grant.payload.id == grant }),
      let manifest = replica.manifest, let slots = replica.slots
    else { throw RecordError(.unknownGrant, at: "test") }
    return try ReleasedView(
      publication: publication, ownerCard: ownerCard, manifest: manifest, table: slots,
      items: replica.items.values,
      shares: shares
        ?? publication.shares.map { share throws(RecordError) in
          try share.release(by: identity)
        })
  }

  func receipt(of view: ReleasedView) throws -> Receipt {
    try Receipt.released(
      salt: Data(repeating: 7, count: 32),
      request: SignedRequestEvidence(base: "test", signature: Data(repeating: 1, count: 64)),
      grant: view.grant.hash, head: view.manifest.hash, time: Cast.now)
  }
}

/// An owner, a viewer and a hub between them.
struct World {
  let ring: KeyRing
  let viewer: Identity
  let viewerCard: VerifiedDocument<Card>
  var owner: OwnerRecord
  var hub: MiniHub
  var now = Cast.now

  init() async throws {
    ring = try await Cast.ring("Nadège", 1)
    viewer = try Cast.identity(10)
    viewerCard = try await Cast.card("Paul", .viewer, viewer)
    hub = try await MiniHub(ownerCard: ring.card)
    owner = try OwnerRecord.begin(ring: ring, language: .french, hub: hub.pinned)
  }

  var address: Address {
    get throws {
      guard let address = owner.state.address else { throw RecordError(.wrongHub, at: "test") }
      return address
    }
  }

  var opener: GrantOpener {
    get throws { GrantOpener(identity: viewer, address: try address) }
  }

  /// Sends everything in the outbox, as a client does.
  mutating func send() async throws {
    while let next = owner.state.outbox.first {
      try await hub.take(next, owner: ring.identity.publicIdentity, at: now)
      try owner.acknowledge(next, at: now)
    }
  }

  /// Commits and sends; returns what was written.
  @discardableResult
  mutating func sync() async throws -> RecordCommit? {
    try await send()
    let commit = try await owner.commit(at: now)
    try await send()
    return commit
  }

  mutating func grant(
    _ compartments: [Compartment], items: [NetworkItemID] = [], days: Double = 90
  ) async throws -> GrantID {
    let terms = try GrantTerms(
      viewer: viewer.publicIdentity, authority: nil, compartments: compartments.sorted(),
      selection: owner.selection(of: items, beside: compartments), purpose: .coordination,
      referent: false, notBefore: now, notAfter: now.addingTimeInterval(days * 86_400))
    let held = try owner.draft(
      terms: terms, viewerCard: viewerCard, affiliation: nil, authorityName: nil, compared: true,
      at: now)
    try await sync()
    _ = try await owner.sign(held.sheet.draft.id, at: now) { _ in
      GrantVerdict(refusals: [], policies: [])
    }
    try await send()
    return held.sheet.draft.id
  }

  /// Releases and opens a view; a test changes the view in between.
  func open(
    _ grant: GrantID, seen: SeenHead? = nil,
    changing change: (inout ViewParts) throws -> Void = { _ in }
  ) async throws -> OpenedView {
    let released = try hub.view(grant)
    var parts = ViewParts(released)
    try change(&parts)
    let view = try CanonicalJSON.decode(
      ReleasedView.self, from: CanonicalJSON.encode(parts.view))
    return try await opener.open(
      view, requested: grant, receipt: hub.receipt(of: view), seen: seen, at: now)
  }

  /// A small record: one member tied in housing and in work, with facts about them.
  mutating func furnish() throws -> Furniture {
    let qualities = try TieQualities()
    let paul = try owner.addMember(
      Member(kind: .person, label: "Paul"),
      ties: { member in
        [
          Tie(domain: .housing, member: member, qualities: qualities),
          Tie(domain: .work, member: member, qualities: qualities),
        ]
      })
    let okoro = try owner.addMember(
      Member(kind: .person, label: "Mme Okoro"), reserved: true,
      ties: { [Tie(domain: .housing, member: $0, qualities: qualities)] })
    let added = try owner.add([
      .note(Note(domain: .housing, text: "the rent is due")),
      .note(Note(domain: .housing, member: paul, text: "Paul has the key")),
      .objective(Objective(domain: .work, text: "find a workshop", author: .owner)),
      .note(Note(domain: .relations, text: "letters")),
      .note(Note(domain: .housing, names: [okoro], text: "she waters the plants")),
    ])
    return Furniture(
      paul: paul, okoro: okoro, rent: added[0].id, key: added[1].id, workshop: added[2].id,
      letters: added[3].id, plants: added[4].id)
  }
}

/// The identifiers of a furnished record.
struct Furniture {
  let paul: MemberID
  let okoro: MemberID
  let rent: NetworkItemID
  let key: NetworkItemID
  let workshop: NetworkItemID
  let letters: NetworkItemID
  let plants: NetworkItemID
}

/// A released view taken apart, to be put together wrongly.
struct ViewParts {
  var grant: SignedDocument<Grant>
  var ownerCard: SignedDocument<Card>
  var manifest: SignedDocument<Manifest>
  var slots: [ReleasedSlot]
  var shares: [ReleasedShare]
  var packets: [SealedPacket]
  var items: [ReleasedItem]
  var selection: [ReleasedSelection]

  init(_ view: ReleasedView) {
    grant = view.grant
    ownerCard = view.ownerCard
    manifest = view.manifest
    slots = view.slots
    shares = view.shares
    packets = view.packets
    items = view.items
    selection = view.selection
  }

  var view: ReleasedView {
    ReleasedView(
      grant: grant, ownerCard: ownerCard, manifest: manifest, slots: slots, shares: shares,
      packets: packets, items: items, selection: selection)
  }
}

extension Data {
  /// The same bytes with one bit of one byte flipped.
  func flipped(at offset: Int) -> Data {
    var bytes = Data(self)
    bytes[bytes.startIndex + offset] ^= 1
    return bytes
  }
}
