import Consent
import Foundation
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import TestSupport
import Testing

@testable import Hub

/// An owner with a record at the hub: in each life domain one open note and one in the reserve.
struct OwnerWorld {
  let world: HubWorld
  let person: Person
  var record: OwnerRecord
  /// The open note of each domain.
  var notes: [LifeDomain: NetworkItemID] = [:]
  /// The reserved note of each domain.
  var reserved: [LifeDomain: NetworkItemID] = [:]

  var id: RecordID { record.state.record }
  var path: String { "/v1/records/\(id)" }

  /// What every open note says; it must be found nowhere but in an opened view.
  static let secret = "Okoro waters the plants"

  /// An owner's keys, with those of a recovery key where one is named.
  static func person(in world: HubWorld, recovery: Identity? = nil) async throws -> Person {
    let identity = try Identity()
    let card = try await SignedDocument.sign(
      Card(
        name: "Nadia", kind: .owner, identity: identity.publicIdentity,
        recovery: recovery?.publicIdentity, issuedAt: world.clock.now), with: identity)
    var secrets = recovery.map { KeyRing.recoverySecrets($0) } ?? [:]
    secrets[Root.secretName] = Root().stored
    return Person(ring: try KeyRing(identity: identity, card: card, secrets: secrets))
  }

  static func make(
    in world: HubWorld, attestationRequired: Bool = false, recovery: Identity? = nil
  ) async throws -> OwnerWorld {
    let person = try await person(in: world, recovery: recovery)
    let pinned = PinnedHub(
      host: "localhost", description: world.hub.description(),
      bundle: world.hub.registry.current.bundleHash)
    var owner = OwnerWorld(
      world: world, person: person,
      record: try OwnerRecord.begin(
        ring: person.ring, language: .english, hub: pinned,
        attestationRequired: attestationRequired))
    for domain in LifeDomain.allCases {
      let open = try owner.record.add([.note(try Note(domain: domain, text: Self.secret))])
      let kept = try owner.record.add(
        [.note(try Note(domain: domain, text: "kept in the reserve"))], reserved: true)
      owner.notes[domain] = open.first?.id
      owner.reserved[domain] = kept.first?.id
    }
    try await owner.publish()
    return owner
  }

  /// Sends what waits, the oldest first, and expects the hub to take it.
  mutating func flush() async throws {
    while let next = record.state.outbox.first {
      let answer = try await send(next)
      #expect(answer.status == 200, "\(String(decoding: answer.body.prefix(300), as: UTF8.self))")
      guard answer.status == 200 else { throw Unexpected(answer: answer) }
      let accepted = try CanonicalJSON.decode(ActAccepted.self, from: answer.body)
      try record.acknowledge(next, state: accepted.state, at: world.clock.now)
    }
  }

  /// Writes what has changed and sends everything.
  mutating func publish() async throws {
    try await flush()
    _ = try await record.commit(at: world.clock.now)
    try await flush()
  }

  /// Sends one publication as it is.
  func send(_ publication: Publication) async throws -> Answer {
    switch publication {
    case .create(let body): return try await world.post(body, to: "/v1/records", by: person)
    case .commit(let body):
      return try await world.send(
        .put, "\(path)/manifest", by: person, body: try CanonicalJSON.encode(body))
    case .grant(_, let body): return try await post(body, "grants")
    case .revocation(let body): return try await post(body, "revocations")
    case .stop(let body): return try await post(body, "stop")
    case .resume(let body): return try await post(body, "resume")
    case .decline(let body): return try await post(body, "declines")
    case .settlement(let body): return try await post(body, "settlements")
    case .helper(let body): return try await post(body, "helpers")
    case .dismissal(let body): return try await post(body, "helpers/dismissals")
    case .stopCards(let body): return try await post(body, "stop-card/withdrawals")
    case .cancellation(let body): return try await post(body, "successions/cancellations")
    case .limitMove(let body): return try await post(body, "limits")
    case .limitCancellation(let body): return try await post(body, "limits/cancellations")
    }
  }

  /// Drafts a grant of notes; commits, so that a selection is measured.
  mutating func draft(
    for viewer: Person, domains: [LifeDomain], selecting: [NetworkItemID] = [], days: Int = 90,
    purpose: Purpose = .coordination, referent: Bool = false
  ) async throws -> HeldDraft {
    let now = world.clock.now
    let compartments = domains.sorted().map { Compartment.of($0, .notes) }
    let authority = viewer.affiliation?.payload.authority
    let terms = try GrantTerms(
      viewer: viewer.identity, authority: authority, compartments: compartments,
      selection: record.selection(of: selecting, beside: compartments), purpose: purpose,
      referent: referent, notBefore: now, notAfter: now + TimeInterval(days) * 86_400)
    let name = authority.flatMap {
      world.hub.registry.current.register.payload.authority($0)?.name
    }
    let held = try record.draft(
      terms: terms, viewerCard: try await viewer.ring.card.verifiedCard(),
      affiliation: viewer.affiliation, authorityName: name, compared: true, at: now)
    try await publish()
    return held
  }

  /// Signs a draft on a device whose own checks are switched off, and sends it.
  mutating func sign(_ draft: HeldDraft) async throws -> (GrantPublication, Answer) {
    let outcome = try await record.sign(draft.sheet.draft.id, at: world.clock.now) { _ in
      GrantVerdict(refusals: [], policies: [])
    }
    guard case .signed(let publication) = outcome, let next = record.state.outbox.first else {
      throw Unexpected(answer: nil)
    }
    let answer = try await send(next)
    if answer.status == 200 {
      try record.acknowledge(next, at: world.clock.now)
    } else {
      record.withdraw(next)
    }
    return (publication, answer)
  }

  /// A publication of a draft that no device would sign, signed by the owner's key all the same.
  func forge(
    _ held: HeldDraft, attestations: [AttestationPublication]
  ) async throws -> GrantPublication {
    let sorted = attestations.sorted { $0.attestation.hash < $1.attestation.hash }
    let grant = try await SignedDocument.sign(
      Grant(
        draft: held.sheet.draft, counter: record.state.counter + 1, issuedAt: world.clock.now,
        attestations: sorted.map(\.attestation.hash)), with: person.ring.identity)
    let sealer = GrantSealer(
      keys: RecordKeys(root: try OwnerRecord.root(of: person.ring), record: id))
    let stored = Dictionary(record.state.stored.map { ($0.item, $0) }) { _, last in last }
    return try GrantPublication(
      grant: grant, viewerCard: held.sheet.viewerCard, affiliation: held.affiliation,
      attestations: sorted, shares: sealer.shares(of: grant),
      packets: sealer.packets(of: grant, epochs: record.state.epochs),
      selection: sealer.selection(of: grant, items: stored))
  }

  /// Drafts, signs and sends a grant.
  mutating func grant(
    to viewer: Person, domains: [LifeDomain], selecting: [NetworkItemID] = [], days: Int = 90,
    purpose: Purpose = .coordination, referent: Bool = false
  ) async throws -> (GrantPublication, Answer) {
    let draft = try await draft(
      for: viewer, domains: domains, selecting: selecting, days: days, purpose: purpose,
      referent: referent)
    return try await sign(draft)
  }

  /// Enrols a helper and sends it.
  mutating func enrol(_ helper: Person, mayStop: Bool = false) async throws {
    _ = try await record.name(
      helper: try await helper.ring.card.verifiedCard(),
      authority: helper.affiliation?.payload.authority, affiliation: helper.affiliation,
      mayStop: mayStop, at: world.clock.now)
    try await flush()
  }

  /// A helper's word about a draft.
  func attestation(of draft: HeldDraft, by helper: Person) async throws -> AttestationPublication {
    AttestationPublication(
      attestation: try await SignedDocument.sign(
        Attestation(
          draft: try draft.sheet.draft.hash(), record: id, explained: true, saidBack: true,
          link: .none, text: draft.sheet.draft.text, issuedAt: world.clock.now),
        with: helper.ring.identity),
      card: helper.ring.card, affiliation: helper.affiliation)
  }

  private func post(_ value: some Encodable, _ part: String) async throws -> Answer {
    try await world.post(value, to: "\(path)/\(part)", by: person)
  }
}

/// A viewer's side of a view.
extension HubWorld {
  /// Asks for a view.
  func view(
    _ grant: GrantID, of record: RecordID, by viewer: Person, purpose: Purpose = .coordination
  ) async throws -> Answer {
    try await post(
      ViewRequest(grant: grant, purpose: purpose), to: "/v1/records/\(record)/views", by: viewer)
  }

  /// Opens an answer that must be a release.
  func open(_ answer: Answer, by viewer: Person) throws -> ReleasedView {
    #expect(answer.status == 200, "\(String(decoding: answer.body.prefix(300), as: UTF8.self))")
    return try CanonicalJSON.decode(ViewAnswer.self, from: answer.body)
      .open(with: viewer.ring.identity)
  }
}

/// An answer that a test did not expect.
struct Unexpected: Error {
  let answer: Answer?
}

/// The policies of the repository.
enum Policies {
  static func schema() throws -> String {
    try String(
      contentsOf: Repository.policies.appendingPathComponent("maille.cedarschema"), encoding: .utf8)
  }

  static func texts(without absent: String? = nil) throws -> [PolicyText] {
    try FileManager.default.contentsOfDirectory(
      at: Repository.policies, includingPropertiesForKeys: nil
    )
    .filter {
      $0.pathExtension == "cedar" && $0.deletingPathExtension().lastPathComponent != absent
    }
    .map {
      PolicyText(
        name: $0.deletingPathExtension().lastPathComponent,
        text: try String(contentsOf: $0, encoding: .utf8))
    }
  }
}
