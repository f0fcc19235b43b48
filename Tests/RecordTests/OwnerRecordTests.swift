import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent
@testable import Record

@Suite("An owner's acts")
struct OwnerRecordTests {
  @Test("nothing is signed that guards or policies refuse; the answer names them")
  func refusedBeforeSigning() async throws {
    var world = try await World()
    _ = try world.furnish()
    let terms = try GrantTerms(
      viewer: world.viewer.publicIdentity, authority: nil,
      compartments: [.of(.housing, .notes)], selection: [], purpose: .housing, referent: false,
      notBefore: world.now, notAfter: world.now.addingTimeInterval(86_400))
    let held = try world.owner.draft(
      terms: terms, viewerCard: world.viewerCard, affiliation: nil, authorityName: nil,
      compared: true, at: world.now)
    try await world.sync()
    let counter = world.owner.state.counter
    let refusal = ProblemRefusal(limit: "viewer-share", figure: 6001, bound: 3500)
    let outcome = try await world.owner.sign(held.sheet.draft.id, at: world.now) { proposal in
      #expect(proposal.weights.total > 0)
      return GrantVerdict(refusals: [refusal], policies: ["viewer-share"])
    }
    guard case .refused(let verdict) = outcome else {
      Issue.record("signed")
      return
    }
    #expect(verdict.refusals == [refusal])
    #expect(world.owner.state.counter == counter)
    #expect(world.owner.state.outbox.isEmpty)
    #expect(world.owner.state.drafts.count == 1)
  }

  @Test("a reserved item cannot be selected, nor drafted by hand")
  func reserveIsNotSelectable() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    for id in [furniture.plants, furniture.okoro.card] {
      #expect(throws: RecordError.self) { try world.owner.selection(of: [id], beside: []) }
    }
    let terms = try GrantTerms(
      viewer: world.viewer.publicIdentity, authority: nil, compartments: [],
      selection: [
        SelectedItem(item: ItemID(furniture.plants), compartment: .of(.housing, .notes))
      ], purpose: .housing, referent: false, notBefore: world.now,
      notAfter: world.now.addingTimeInterval(86_400))
    #expect(throws: RecordError.self) {
      try world.owner.draft(
        terms: terms, viewerCard: world.viewerCard, affiliation: nil, authorityName: nil,
        compared: true, at: world.now)
    }
  }

  @Test("an attestation counts for its own draft alone, and once")
  func attestation() async throws {
    var world = try await World()
    _ = try world.furnish()
    let ines = try Cast.identity(20)
    let card = try await Cast.card("Inès", .helper, ines)
    let terms = try GrantTerms(
      viewer: world.viewer.publicIdentity, authority: nil,
      compartments: [.of(.housing, .notes)], selection: [], purpose: .housing, referent: false,
      notBefore: world.now, notAfter: world.now.addingTimeInterval(86_400))
    let held = try world.owner.draft(
      terms: terms, viewerCard: world.viewerCard, affiliation: nil, authorityName: nil,
      compared: true, at: world.now)
    let draft = held.sheet.draft
    #expect(try held.sheet.text().lines.contains { $0.contains("Paul") })
    func word(_ hash: DocumentHash, saidBack: Bool = true) async throws -> AttestationPublication {
      AttestationPublication(
        attestation: try await SignedDocument.sign(
          Attestation(
            draft: hash, record: draft.record, explained: true, saidBack: saidBack, link: .family,
            text: draft.text, issuedAt: world.now), with: ines),
        card: card.document, affiliation: nil)
    }
    let other = try await word(DocumentHash(of: Data("other".utf8)))
    await #expect(throws: RecordError.self) { try await world.owner.attest(other) }
    let notSaidBack = try await word(draft.hash(), saidBack: false)
    await #expect(throws: RecordError.self) { try await world.owner.attest(notSaidBack) }
    let good = try await word(draft.hash())
    try await world.owner.attest(good)
    await #expect(throws: RecordError.self) { try await world.owner.attest(good) }
    try await world.sync()
    let outcome = try await world.owner.sign(draft.id, at: world.now) { _ in
      GrantVerdict(refusals: [], policies: [])
    }
    guard case .signed(let publication) = outcome else {
      Issue.record("refused")
      return
    }
    #expect(publication.grant.payload.attestations == [good.attestation.hash])
    #expect(try publication.grant.payload.draft.hash() == good.attestation.payload.draft)
  }

  @Test("a hub that was rolled back is named, and so is a local file that is behind")
  func rollbacks() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    try await world.sync()
    let behind = world.owner
    let oldManifest = world.hub.replica.manifest
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "new")))
    try await world.sync()
    await #expect(throws: RecordError(.rolledBack, at: "manifest")) {
      try await world.owner.compare(RecordHead(manifest: oldManifest, counter: 1, state: nil))
    }
    await #expect(throws: RecordError(.rolledBack, at: "manifest")) {
      try await world.owner.compare(RecordHead(manifest: nil, counter: 0, state: nil))
    }
    var old = behind
    await #expect(throws: RecordError(.localFileBehind, at: "manifest")) {
      try await old.compare(
        RecordHead(manifest: world.hub.replica.manifest, counter: 2, state: nil))
    }
    let contents = RecordContents(
      manifest: world.hub.replica.manifest, slots: world.hub.replica.slots,
      items: world.hub.replica.items.values.sorted { $0.item < $1.item },
      counter: world.hub.counter, state: nil)
    try await old.adopt(contents)
    #expect(old.state.items == world.owner.state.items)
    #expect(old.state.counter == world.owner.state.counter)
  }

  @Test("two devices: edits of different items merge, of the same item conflict")
  func twoDevices() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    try await world.sync()
    var phone = world.owner
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "from the laptop")))
    try await world.sync()
    let contents = RecordContents(
      manifest: world.hub.replica.manifest, slots: world.hub.replica.slots,
      items: world.hub.replica.items.values.sorted { $0.item < $1.item },
      counter: world.hub.counter, state: nil)
    var same = phone
    try same.edit(furniture.rent, to: .note(Note(domain: .housing, text: "from the phone")))
    await #expect(throws: RecordError(.conflict, at: "item \(ItemID(furniture.rent))")) {
      try await same.adopt(contents)
    }
    try await same.adopt(contents, choices: [furniture.rent: .mine])
    try phone.edit(furniture.letters, to: .note(Note(domain: .relations, text: "from the phone")))
    try await phone.adopt(contents)
    world.owner = phone
    try await world.sync()
    let texts = world.owner.state.items.compactMap { item in
      if case .note(let note) = item.content { note.text } else { nil }
    }
    #expect(texts.contains("from the laptop") && texts.contains("from the phone"))
  }

  @Test("a commit that meets a conflict is taken back, and no edit of either device is lost")
  func conflictingCommit() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant([.of(.housing, .notes)], items: [furniture.workshop])
    var phone = world.owner
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "laptop")))
    try await world.sync()
    try phone.edit(
      furniture.workshop, to: .objective(Objective(domain: .work, text: "phone", author: .owner)))
    let refused = try #require(try await phone.commit(at: world.now))
    #expect(refused.reseals.map(\.grant) == [grant])
    await #expect(throws: RecordError(.conflict, at: "manifest")) {
      try await world.hub.take(
        .commit(refused), owner: world.ring.identity.publicIdentity, at: world.now)
    }
    let contents = RecordContents(
      manifest: world.hub.replica.manifest, slots: world.hub.replica.slots,
      items: world.hub.replica.items.values.sorted { $0.item < $1.item },
      counter: world.hub.counter, state: nil)
    for withdraws in [true, false] {
      var device = phone
      if withdraws {
        device.withdraw(.commit(refused))
        #expect(device.state.head?.version == refused.manifest.payload.version - 1)
      }
      try await device.adopt(contents)
      #expect(device.state.outbox.isEmpty)
      var next = world
      next.owner = device
      try await next.sync()
      let view = try await next.open(grant)
      #expect(view.items.contains { $0.item.id == furniture.rent && $0.item.version == 2 })
      #expect(view.items.contains { $0.item.id == furniture.workshop && $0.item.version == 2 })
    }
  }

  @Test("an act that the hub refuses for good is undone on the device")
  func withdrawn() async throws {
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant([.of(.housing, .notes)])
    let before = world.owner.state
    let revocation = try await world.owner.revoke([grant], at: world.now)
    #expect(world.owner.state.grants[0].endedAt != nil)
    world.owner.withdraw(.revocation(PublishRevocation(revocation: revocation)))
    #expect(world.owner.state.grants == before.grants)
    #expect(world.owner.state.ledger == before.ledger)
    let stop = try await world.owner.stop(at: world.now)
    #expect(world.owner.state.stopped)
    world.owner.withdraw(.stop(PublishStop(stop: stop)))
    #expect(!world.owner.state.stopped)
    #expect(world.owner.state.outbox.isEmpty)
    #expect(world.owner.state.counter == before.counter + 2)
  }

  @Test("what another device sealed at a later epoch counts when the grant ends")
  func packetsOfAnotherDevice() async throws {
    var world = try await World()
    _ = try world.furnish()
    let notes = Compartment.of(.housing, .notes)
    let first = try await world.grant([notes])
    let second = try await world.grant([notes])
    var phone = world.owner
    _ = try await world.owner.revoke([first], at: world.now)
    try await world.sync()
    let contents = RecordContents(
      manifest: world.hub.replica.manifest, slots: world.hub.replica.slots,
      items: world.hub.replica.items.values.sorted { $0.item < $1.item },
      counter: world.hub.counter, state: nil)
    try await phone.adopt(contents)
    world.hub.end([second], at: world.now)
    try await phone.apply(OwnerGrants(grants: world.hub.grants, stopped: false, state: nil))
    world.owner = phone
    try await world.sync()
    #expect(world.owner.state.epochs[notes] == 3)
  }

  @Test("the hub's signed word on the sequence never goes back")
  func recordState() async throws {
    var world = try await World()
    func word(_ sequence: Int, _ size: Int, _ leaf: String) async throws
      -> SignedDocument<RecordState>
    {
      try await SignedDocument.sign(
        RecordState(
          record: world.owner.state.record, sequence: sequence,
          leaf: DocumentHash(of: Data(leaf.utf8)), treeSize: size, issuedAt: world.now),
        with: world.hub.identity)
    }
    let (second, first, fork) = (
      try await word(2, 9, "b"), try await word(1, 5, "a"), try await word(2, 9, "c")
    )
    try await world.owner.apply(second)
    await #expect(throws: RecordError(.rolledBack, at: "record state")) {
      try await world.owner.apply(first)
    }
    await #expect(throws: RecordError(.forked, at: "record state")) {
      try await world.owner.apply(fork)
    }
  }
}
