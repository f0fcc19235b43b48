import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent
@testable import Record

@Suite("A viewer opens what was granted and believes nothing else")
struct GrantOpeningTests {
  let housing: [Compartment] = [.of(.housing, .people), .of(.housing, .notes)]

  func expect(
    _ code: RecordError.Code, _ world: World, _ grant: GrantID, seen: SeenHead? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    changing change: (inout ViewParts) throws -> Void
  ) async throws {
    do {
      _ = try await world.open(grant, seen: seen, changing: change)
      Issue.record("opened", sourceLocation: sourceLocation)
    } catch let error as RecordError {
      #expect(error.code == code, sourceLocation: sourceLocation)
    }
  }

  @Test("exactly the scope opens: compartments, a card, a selected item; the reserve never")
  func opensExactlyTheScope() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant(housing, items: [furniture.workshop])
    let view = try await world.open(grant)
    let opened = Set(view.items.map(\.item.id))
    #expect(opened == [furniture.paul.card, furniture.rent, furniture.key, furniture.workshop])
    #expect(view.missing.isEmpty)
    #expect(view.items.first { $0.item.id == furniture.workshop }?.selected == true)
    #expect(view.items.first { $0.item.id == furniture.paul.card }?.compartments == [housing[0]])
  }

  @Test("a flipped bit is found in item, wrap, packet, share, slot and path")
  func flippedBits() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant(housing, items: [furniture.workshop])
    try await expect(.contentsDiffer, world, grant) { parts in
      let item = parts.items[0]
      parts.items[0] = ReleasedItem(
        item: item.item, version: item.version, ciphertext: item.ciphertext.flipped(at: 40),
        wraps: item.wraps)
    }
    try await expect(.contentsDiffer, world, grant) { parts in
      let item = parts.items[0]
      let wrap = item.wraps[0]
      parts.items[0] = ReleasedItem(
        item: item.item, version: item.version, ciphertext: item.ciphertext,
        wraps: [
          ItemWrap(blind: wrap.blind, epoch: wrap.epoch, wrapped: wrap.wrapped.flipped(at: 20))
        ]
          + item.wraps.dropFirst())
    }
    try await expect(.cannotOpen, world, grant) { parts in
      let packet = parts.packets[0]
      parts.packets[0] = SealedPacket(
        blind: packet.blind, epoch: packet.epoch, sealed: packet.sealed.flipped(at: 15))
    }
    try await expect(.cannotOpen, world, grant) { parts in
      parts.shares[0] = ReleasedShare(
        gate: parts.shares[0].gate, sealed: parts.shares[0].sealed.flipped(at: 1130))
    }
    try await expect(.wrongPath, world, grant) { parts in
      let selected = parts.selection[0]
      parts.selection[0] = ReleasedSelection(
        item: selected.item, version: selected.version,
        ciphertext: selected.ciphertext.flipped(at: 40), wrapped: selected.wrapped,
        wrapHash: selected.wrapHash, path: selected.path)
    }
    try await expect(.cannotOpen, world, grant) { parts in
      let selected = parts.selection[0]
      parts.selection[0] = ReleasedSelection(
        item: selected.item, version: selected.version, ciphertext: selected.ciphertext,
        wrapped: selected.wrapped.flipped(at: 15), wrapHash: selected.wrapHash,
        path: selected.path)
    }
  }

  @Test("a manifest with a flipped bit is not the owner's")
  func flippedManifest() async throws {
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant(housing)
    let compact = try world.hub.view(grant).manifest.compact
    let parts = compact.split(separator: ".")
    let signature = try #require(Base64URL.decode(String(parts[2])))
    let forged = "\(parts[0]).\(parts[1]).\(Base64URL.encode(signature.flipped(at: 3)))"
    try await expect(.wrongOwner, world, grant) { parts in
      parts.manifest = try SignedDocument(compact: forged)
    }
  }

  @Test("an item left out, added, or of an older version is found")
  func contentsAreExact() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant(housing)
    let before = try world.hub.view(grant)
    try world.owner.edit(
      furniture.rent, to: .note(Note(domain: .housing, text: "the rent is paid")))
    try await world.sync()
    try await expect(.contentsDiffer, world, grant) { $0.items.removeLast() }
    try await expect(.contentsDiffer, world, grant) { parts in
      parts.items = before.items
    }
    let view = try await world.open(grant)
    #expect(
      view.items.contains { item in
        if case .note(let note) = item.item.content {
          note.text == "the rent is paid"
        } else {
          false
        }
      })
  }

  @Test("a manifest rolled back is named, and so is a second one of the same version")
  func rolledBack() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant(housing)
    let old = world.hub
    let first = try await world.open(grant).head
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "paid")))
    try await world.sync()
    let second = try await world.open(grant, seen: first).head
    #expect(second.version == first.version + 1)
    world.hub = old
    try await expect(.rolledBack, world, grant, seen: second) { _ in }
    let other = SeenHead(version: first.version, hash: DocumentHash(of: Data("other".utf8)))
    try await expect(.forked, world, grant, seen: other) { _ in }
  }

  @Test("a grant, a manifest or a card signed by someone else is refused")
  func someoneElse() async throws {
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant(housing)
    let stranger = try Cast.identity(66)
    let view = try world.hub.view(grant)
    let forgedGrant = try await SignedDocument.sign(view.grant.payload, with: stranger)
    try await expect(.wrongOwner, world, grant) { $0.grant = forgedGrant }
    let forgedManifest = try await SignedDocument.sign(view.manifest.payload, with: stranger)
    try await expect(.wrongOwner, world, grant) { $0.manifest = forgedManifest }
    let forgedCard = try await Cast.card("Nadège", .owner, stranger).document
    try await expect(.wrongOwner, world, grant) { parts in
      parts.ownerCard = forgedCard
      parts.grant = forgedGrant
      parts.manifest = forgedManifest
    }
  }

  @Test("another's grant, another record's, and an expired one are refused")
  func notMine() async throws {
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant(housing, days: 1)
    let view = try world.hub.view(grant)
    let receipt = try world.hub.receipt(of: view)
    let other = GrantOpener(identity: try Cast.identity(11), address: try world.address)
    await #expect(throws: RecordError(.wrongViewer, at: "grant")) {
      try await other.open(view, requested: grant, receipt: receipt, seen: nil, at: Cast.now)
    }
    let address = try Address(
      record: RecordID(), hubFingerprint: world.address.hubFingerprint, host: "hub.example",
      ownerFingerprint: world.address.ownerFingerprint)
    let elsewhere = GrantOpener(identity: world.viewer, address: address)
    await #expect(throws: RecordError(.wrongRecord, at: "grant")) {
      try await elsewhere.open(view, requested: grant, receipt: receipt, seen: nil, at: Cast.now)
    }
    await #expect(throws: RecordError(.wrongGrant, at: "grant")) {
      try await world.opener.open(
        view, requested: GrantID(), receipt: receipt, seen: nil, at: Cast.now)
    }
    await #expect(throws: RecordError(.notLive, at: "grant")) {
      try await world.opener.open(
        view, requested: grant, receipt: receipt, seen: nil,
        at: Cast.now.addingTimeInterval(86_400))
    }
  }

  @Test("a receipt of another grant or manifest, or of no release, is refused")
  func otherReceipt() async throws {
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant(housing)
    let view = try world.hub.view(grant)
    let good = try world.hub.receipt(of: view)
    let request = try #require(good.request)
    let hash = DocumentHash(of: Data("other".utf8))
    let bad = [
      try Receipt.released(
        salt: good.salt, request: request, grant: hash, head: view.manifest.hash, time: good.time),
      try Receipt.released(
        salt: good.salt, request: request, grant: view.grant.hash, head: hash, time: good.time),
      try Receipt.notAvailable(salt: good.salt, request: request, time: good.time),
    ]
    for receipt in bad {
      await #expect(throws: RecordError(.receiptDiffers, at: "receipt")) {
        try await world.opener.open(
          view, requested: grant, receipt: receipt, seen: nil, at: Cast.now)
      }
    }
  }

  @Test("slots of other compartments, fewer slots and moved packets are refused")
  func otherSlots() async throws {
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant(housing)
    try await expect(.slotsDiffer, world, grant) { $0.slots.removeLast() }
    let slots = try #require(world.hub.replica.slots)
    let work = Compartment.of(.work, .plan)
    let other = ReleasedSlot(
      slot: slots[work], path: try #require(slots.path(of: work)), whole: true)
    try await expect(.slotsDiffer, world, grant) { $0.slots[0] = other }
    try await expect(.packetDiffers, world, grant) { $0.packets.removeLast() }
    try await expect(.packetDiffers, world, grant) { parts in
      let packet = parts.packets[0]
      parts.packets[0] = SealedPacket(
        blind: packet.blind, epoch: packet.epoch + 1, sealed: packet.sealed)
    }
    try await expect(.cannotOpen, world, grant) { parts in
      let (one, two) = (parts.packets[0], parts.packets[1])
      parts.packets[0] = SealedPacket(blind: one.blind, epoch: one.epoch, sealed: two.sealed)
    }
  }

  @Test("two gates: a missing share, swapped shares and another gate's key do not open")
  func twoGates() async throws {
    var world = try await World()
    let second = try Cast.identity(53)
    let gates = [world.hub.identity.publicIdentity, second.publicIdentity]
    world.hub = try await MiniHub(ownerCard: world.ring.card, gates: gates)
    world.owner = try OwnerRecord.begin(ring: world.ring, language: .french, hub: world.hub.pinned)
    _ = try world.furnish()
    let grant = try await world.grant(housing)
    let publication = world.hub.grants[0].publication
    #expect(publication.shares.count == 2)
    #expect(throws: RecordError(.gatesDiffer, at: "share")) {
      try publication.shares[1].release(by: world.hub.identity)
    }
    let released = [
      try publication.shares[0].release(by: world.hub.identity),
      try publication.shares[1].release(by: second),
    ]
    let slots = try #require(world.hub.replica.slots)
    let manifest = try #require(world.hub.replica.manifest)
    func view(_ shares: [ReleasedShare]) throws -> ReleasedView {
      try ReleasedView(
        publication: publication, ownerCard: world.hub.ownerCard, manifest: manifest, table: slots,
        items: world.hub.replica.items.values, shares: shares)
    }
    let opener = try world.opener
    func open(_ shares: [ReleasedShare]) async throws -> OpenedView {
      let view = try view(shares)
      return try await opener.open(
        view, requested: grant, receipt: world.hub.receipt(of: view), seen: nil, at: world.now)
    }
    #expect(try await !open(released).items.isEmpty)
    await #expect(throws: RecordError(.gatesDiffer, at: "shares")) { try await open([released[0]]) }
    await #expect(throws: RecordError(.gatesDiffer, at: "shares")) {
      try await open(released.reversed())
    }
    await #expect(throws: RecordError(.cannotOpen, at: "share")) {
      try await open([
        released[0], ReleasedShare(gate: released[1].gate, sealed: released[0].sealed),
      ])
    }
    let stranger = try Cast.identity(54).publicIdentity.fingerprint
    await #expect(throws: RecordError(.gatesDiffer, at: "shares")) {
      try await open([released[0], ReleasedShare(gate: stranger, sealed: released[1].sealed)])
    }
    // A share alone makes another key: nothing of the grant opens with it.
    let alone = GrantKeys(
      shares: [
        SecretBytes(
          try SealedBox.open(
            released[0].sealed, with: world.viewer,
            info: GrantKeys.shareInfo(gate: released[0].gate, grant: publication.grant.hash)))
      ], grant: publication.grant.hash)
    let packet = publication.packets[0]
    #expect(throws: RecordError.self) {
      try alone.openPacket(packet.sealed, blind: packet.blind, epoch: packet.epoch, at: "test")
    }
  }

  @Test("the sealed answer opens for its viewer and its leaf alone")
  func sealedAnswer() async throws {
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant(housing)
    let view = try world.hub.view(grant)
    let receipt = try CanonicalJSON.encode(world.hub.receipt(of: view))
    let evidence = LeafEvidence(
      receipt: receipt, entry: DocumentHash(of: Data("entry".utf8)),
      frame: DocumentHash(of: Data("frame".utf8)), proof: "proof")
    let prepared = try PreparedView(world.hub.view(grant, shares: []))
    let answer = try ViewAnswer(
      prepared, shares: view.shares, to: world.viewer.publicIdentity, evidence: evidence)
    #expect(try answer.open(with: world.viewer) == view)
    let body = try answer.body()
    #expect(try body == CanonicalJSON.encode(answer))
    #expect(try ViewAnswer(body: body) == answer)
    #expect(try ViewAnswer(body: (Data(count: 3) + body).dropFirst(3)) == answer)
    #expect(throws: RecordError.self) { try PreparedView(view) }
    #expect(throws: (any Error).self) { try answer.open(with: Cast.identity(11)) }
    let older = LeafEvidence(
      receipt: receipt, entry: DocumentHash(of: Data("older".utf8)), frame: evidence.frame,
      proof: "proof")
    #expect(throws: (any Error).self) {
      try ViewAnswer(evidence: older, sealed: answer.sealed).open(with: world.viewer)
    }
  }

  @Test(
    "an answer in any other spelling is refused",
    arguments: [
      "", "{}", #"{"evidence":"#, #"{"evidence":{},"sealed":""}"#, #"{"evidence":,"sealed":""}"#,
      #"{"evidence":,"sealed":"}"#, #"{"evidence":EVIDENCE,"sealed":"AB"}"#,
      #"{"evidence":EVIDENCE,"sealed":"AA=="}"#, #"{"evidence":EVIDENCE,"sealed":"AA"} "#,
      #"{"evidence":EVIDENCE,"sealed":"AA","sealed":"AA"}"#,
      #"{"evidence": EVIDENCE,"sealed":"AA"}"#,
      #"{"evidence":EVIDENCE,"other":1,"sealed":"AA"}"#,
    ])
  func otherSpellings(text: String) throws {
    let evidence = LeafEvidence(
      receipt: Data("receipt".utf8), entry: DocumentHash(of: Data("entry".utf8)),
      frame: DocumentHash(of: Data("frame".utf8)), proof: "proof")
    let written = String(decoding: try CanonicalJSON.encode(evidence), as: UTF8.self)
    let right = #"{"evidence":EVIDENCE,"sealed":"AA"}"#.replacing("EVIDENCE", with: written)
    #expect(try ViewAnswer(body: Data(right.utf8)).evidence == evidence)
    let body = Data(text.replacing("EVIDENCE", with: written).utf8)
    #expect(throws: DocumentError.self) { try ViewAnswer(body: body) }
    #expect(throws: DocumentError.self) { try CanonicalJSON.decode(ViewAnswer.self, from: body) }
  }
}
