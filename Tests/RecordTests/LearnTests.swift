import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent
@testable import Record

@Suite("What a reader and a hub can learn")
struct LearnTests {
  @Test("a released view holds no identifier, blind name or slot of what it does not show")
  func viewHoldsNothingElse() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    let grant = try await world.grant([.of(.work, .plan)], items: [furniture.letters])
    let view = try world.hub.view(grant)
    let text = String(decoding: try CanonicalJSON.encode(view), as: UTF8.self)
    let slots = try #require(world.hub.replica.slots)
    let shown: Set<Compartment> = [.of(.work, .plan), .of(.relations, .notes)]
    for compartment in Compartment.all {
      let isThere = text.contains(Base64URL.encode(slots[compartment].blind))
      #expect(isThere == shown.contains(compartment))
      let seed = text.contains(Base64URL.encode(slots[compartment].padding))
      #expect(seed == (compartment == .of(.work, .plan)))
    }
    for stored in world.hub.replica.items.values {
      let id = try #require(NetworkItemID(stored.item))
      let isShown = id == furniture.workshop || id == furniture.letters
      #expect(text.contains(stored.item.description) == isShown)
      #expect(!text.contains(Base64URL.encode(stored.ownerWrap)))
    }
  }

  @Test("a selected item's path is as long beside one item as beside forty")
  func pathsTellNoNumber() async throws {
    var lengths: Set<Int> = []
    for count in [1, 40] {
      var world = try await World()
      let added = try world.owner.add(
        (0..<count).map { .note(try Note(domain: .housing, text: "note \($0)")) })
      let grant = try await world.grant([], items: [added[0].id])
      let view = try world.hub.view(grant)
      lengths.insert(view.selection[0].path.hashes.count)
      #expect(view.selection[0].path.size == 64)
      #expect(view.slots.count == 1)
      #expect(try await world.open(grant).items.count == 1)
    }
    #expect(lengths.count == 1)
  }

  @Test("a commit tells the hub no word of the content, and sizes come in classes")
  func commitTellsNoContent() async throws {
    var world = try await World()
    _ = try world.furnish()
    let commit = try #require(try await world.owner.commit(at: world.now))
    let bytes = try CanonicalJSON.encode(commit)
    for word in ["Paul", "Okoro", "rent", "housing", "work"] {
      #expect(bytes.range(of: Data(word.utf8)) == nil)
      #expect(commit.items.allSatisfy { $0.ciphertext.range(of: Data(word.utf8)) == nil })
    }
    #expect(Set(commit.items.map(\.ciphertext.count)) == [1024 + 28])
  }

  @Test("every slot differs from one version to the next, whether anything in it changed or not")
  func slotsNeverRepeat() async throws {
    var world = try await World()
    let furniture = try world.furnish()
    try await world.sync()
    let before = try #require(world.hub.replica.slots)
    try world.owner.edit(furniture.rent, to: .note(Note(domain: .housing, text: "new")))
    try await world.sync()
    let after = try #require(world.hub.replica.slots)
    for (old, new) in zip(before.slots, after.slots) {
      #expect(old.salt != new.salt && old.contents != new.contents && old.blind == new.blind)
    }
  }

  @Test("errors and dumps of keys show no secret")
  func secretsHaveNoPrintableForm() throws {
    let root = Root()
    let secret = root.stored.withBytes { Base64URL.encode($0) }
    var dumped = ""
    dump(root, to: &dumped)
    dump(RecordKeys(root: root, record: RecordID()), to: &dumped)
    dumped += "\(root)" + String(reflecting: root)
    #expect(!dumped.contains(secret))
    let bytes = root.stored.withBytes { Array($0.dropFirst(8)) }
    #expect(!dumped.contains(bytes.prefix(4).map(String.init).joined(separator: ", ")))
  }
}
