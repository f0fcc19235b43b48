import Crypto
import Foundation
import Keys
import PersonalNetwork
import TestSupport
import Testing

@testable import Consent
@testable import Record

@Suite("Vectors of the record's formats")
struct VectorTests {
  let record = RecordID(unchecked: Data(repeating: 1, count: 16))
  let rent = ItemID(unchecked: Data(repeating: 6, count: 16))
  let workshop = ItemID(unchecked: Data(repeating: 7, count: 16))
  let letter = ItemID(unchecked: Data(repeating: 8, count: 16))
  let itemKey = SecretBytes(Array(repeating: 9, count: 32))

  func keys() throws -> RecordKeys {
    RecordKeys(
      root: try Root(secret: SecretBytes(Array(repeating: 2, count: 32)), generation: 1),
      record: record)
  }

  func nonce() throws -> AES.GCM.Nonce {
    try AES.GCM.Nonce(data: Data(repeating: 3, count: 12))
  }

  func base64(_ secret: SecretBytes) -> String { Base64URL.encode(secret.withBytes { $0 }) }

  func note(_ id: ItemID, _ domain: LifeDomain, _ text: String) throws -> NetworkItem {
    try NetworkItem(
      id: #require(NetworkItemID(id)), content: .note(Note(domain: domain, text: text)))
  }

  func sealed(_ id: ItemID, _ domain: LifeDomain, in compartments: [Compartment]) throws
    -> StoredItem
  {
    try ItemSealer(keys: keys()).seal(
      note(id, domain, "le loyer"), compartments: compartments, epochs: Epochs(), key: itemKey,
      nonce: nonce())
  }

  @Test("item.json")
  func item() throws {
    let keys = try keys()
    let notes = Compartment.of(.housing, .notes)
    let stored = try sealed(rent, .housing, in: [notes])
    try WrittenFile(vector: "item.json").check(json: [
      "root": base64(
        Root(secret: SecretBytes(Array(repeating: 2, count: 32)), generation: 1).stored),
      "record": record.description,
      "item": rent.description,
      "compartment": notes.description,
      "compartmentKeyEpoch1": base64(keys.compartmentKey(notes, epoch: 1)),
      "compartmentKeyEpoch2": base64(keys.compartmentKey(notes, epoch: 2)),
      "blind": Base64URL.encode(keys.blind(notes)),
      "ownerKey": base64(keys.ownerKey),
      "itemKey": base64(itemKey),
      "nonce": Base64URL.encode(Data(repeating: 3, count: 12)),
      "content": String(
        decoding: CanonicalJSON.encode(note(rent, .housing, "le loyer")), as: UTF8.self),
      "stored": String(decoding: CanonicalJSON.encode(stored), as: UTF8.self),
    ])
    let read = try CanonicalJSON.decode(
      StoredItem.self,
      from: Data(try #require(WrittenFile(vector: "item.json").read()["stored"]).utf8))
    #expect(try ItemSealer(keys: keys).open(read) == note(rent, .housing, "le loyer"))
  }

  @Test("manifest.json")
  func manifest() throws {
    let keys = try keys()
    let notes = Compartment.of(.housing, .notes)
    let items = [
      try sealed(rent, .housing, in: [notes]), try sealed(workshop, .housing, in: [notes]),
      try sealed(letter, .relations, in: []),
    ]
    let table = try SlotTable(version: 1, items: items, epochs: Epochs(), keys: keys)
    let slotPath = try #require(table.path(of: notes))
    let leaf = try #require(items[0].contentsLeaf(for: keys.blind(notes)))
    let itemPath = try #require(table.contents(of: notes, items: items).path(of: leaf))
    #expect(slotPath.leads(from: table[notes].leaf, to: table.root))
    #expect(itemPath.leads(from: leaf, to: table[notes].contents))
    try WrittenFile(vector: "manifest.json").check(json: [
      "items": String(decoding: CanonicalJSON.encode(items), as: UTF8.self),
      "slots": String(decoding: CanonicalJSON.encode(table), as: UTF8.self),
      "slotsRoot": table.root.description,
      "slotLeaf": Base64URL.encode(table[notes].leaf),
      "slotPath": String(decoding: CanonicalJSON.encode(slotPath), as: UTF8.self),
      "itemLeaf": Base64URL.encode(leaf),
      "itemPath": String(decoding: CanonicalJSON.encode(itemPath), as: UTF8.self),
    ])
  }

  @Test("release.json")
  func release() throws {
    let keys = try keys()
    let grant = GrantID(unchecked: Data(repeating: 5, count: 16))
    let gate = try Cast.identity(50)
    let viewer = try Cast.identity(10)
    let hash = DocumentHash(of: Data("the grant".utf8))
    let fingerprint = gate.publicIdentity.fingerprint
    let share = keys.share(of: grant, gate: fingerprint)
    let grantKeys = GrantKeys(shares: [share], grant: hash)
    let notes = Compartment.of(.housing, .notes)
    let blind = keys.blind(notes)
    let packet = try grantKeys.sealPacket(
      keys.compartmentKey(notes, epoch: 1), blind: blind, epoch: 1, nonce: nonce())
    let selected = try grantKeys.sealSelected(itemKey, item: rent, version: 1, nonce: nonce())
    let info = GrantKeys.shareInfo(gate: fingerprint, grant: hash)
    try WrittenFile(vector: "release.json").check(json: [
      "root": base64(
        Root(secret: SecretBytes(Array(repeating: 2, count: 32)), generation: 1).stored),
      "record": record.description,
      "grant": grant.description,
      "grantHash": hash.description,
      "gate": fingerprint.description,
      "share": base64(share),
      "shareInfo": String(decoding: info, as: UTF8.self),
      "selectionKey": base64(grantKeys.selectionKey),
      "blind": Base64URL.encode(blind),
      "packet": Base64URL.encode(packet),
      "selectedItem": rent.description,
      "selectedKey": Base64URL.encode(selected),
      "nonce": Base64URL.encode(Data(repeating: 3, count: 12)),
      "viewerSigningSeed": base64(viewer.signingSeed),
      "viewerSealingSeed": base64(viewer.sealingSeed),
    ])
  }

  /// HPKE draws at random, so that this file is only ever opened; see ``WrittenFile``.
  @Test("release-sealed.json: a share and an answer sealed earlier still open")
  func sealedEarlier() throws {
    let gate = try Cast.identity(50)
    let viewer = try Cast.identity(10)
    let share = try keys().share(
      of: GrantID(unchecked: Data(repeating: 5, count: 16)),
      gate: gate.publicIdentity.fingerprint)
    let info = GrantKeys.shareInfo(
      gate: gate.publicIdentity.fingerprint, grant: DocumentHash(of: Data("the grant".utf8)))
    let leaf = Leaf(
      entryFile: Data("entry file".utf8), frameFile: Data("frame file".utf8),
      receipt: Data("receipt".utf8))
    let file = WrittenFile(vector: "release-sealed.json")
    if WrittenFile.writes {
      let box = try SealedBox.seal(
        share.withBytes { $0 }, to: viewer.publicIdentity, info: info)
      let answer = try SealedBox.seal(
        Padding.pad(Data("a view".utf8)), to: viewer.publicIdentity,
        info: ViewAnswer.info(leaf: leaf))
      try file.check(json: [
        "share": Base64URL.encode(
          SealedFile.seal(box, to: [gate.publicIdentity])),
        "answer": Base64URL.encode(answer),
      ])
    }
    let stored = try file.read()
    let sealed = SealedShare(
      gate: gate.publicIdentity.fingerprint,
      sealed: try #require(stored["share"].flatMap(Base64URL.decode)))
    let opened = try SealedBox.open(
      sealed.release(by: gate).sealed, with: viewer, info: info)
    #expect(SecretBytes(opened) == share)
    let answer = try #require(stored["answer"].flatMap(Base64URL.decode))
    let padded = try SealedBox.open(
      answer, with: viewer, info: ViewAnswer.info(leaf: leaf))
    #expect(try Padding.unpad(padded) == Data("a view".utf8))
  }

  /// Written once as ``sealedEarlier()`` is: the grant inside is a random one.
  @Test("publication-sealed.json: opens with its gate, and with no other key")
  func publicationSealedEarlier() async throws {
    let file = WrittenFile(vector: "publication-sealed.json")
    if WrittenFile.writes {
      var world = try await World()
      let furniture = try world.furnish()
      let id = try await world.grant([.of(.housing, .people)], items: [furniture.rent])
      let publication = try #require(
        world.owner.state.grants.first { $0.publication.grant.payload.id == id }?.publication)
      try file.check(json: [
        "body": String(
          decoding: CanonicalJSON.encode(PublishGrant(publication)), as: UTF8.self),
        "publication": String(decoding: CanonicalJSON.encode(publication), as: UTF8.self),
      ])
    }
    let stored = try file.read()
    let body = try CanonicalJSON.decode(
      PublishGrant.self, from: Data(try #require(stored["body"]).utf8))
    let opened = try body.open(with: try Cast.identity(50))
    #expect(
      String(decoding: try CanonicalJSON.encode(opened), as: UTF8.self) == stored["publication"])
    #expect(throws: (any Error).self) { _ = try body.open(with: try Cast.identity(51)) }
  }
}
