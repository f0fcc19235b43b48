import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent
@testable import Record

@Suite("The local file")
struct StoreTests {
  func folder() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("maille-\(UUID().uuidString)")
  }

  @Test("what was saved is read again, with the owner's keys alone")
  func roundTrip() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var world = try await World()
    _ = try world.furnish()
    _ = try await world.grant([.of(.housing, .notes)])
    do {
      let store = try OwnerStore.create(in: folder, ring: world.ring, state: world.owner.state)
      #expect(store.version == 1)
      try store.save(world.owner.state)
      #expect(store.version == 2)
    }
    let bytes = try Data(contentsOf: folder.appendingPathComponent(OwnerStore.fileName))
    #expect(bytes.range(of: Data("Okoro".utf8)) == nil)
    do {
      let store = try OwnerStore.open(in: folder, ring: world.ring)
      #expect(store.version == 2)
      #expect(
        try CanonicalJSON.encode(store.state) == CanonicalJSON.encode(world.owner.state))
      let again = try OwnerRecord(ring: world.ring, state: store.state)
      #expect(try !again.needsCommit(at: world.now))
    }
    let stranger = try await Cast.ring("Léon", 2)
    #expect(throws: RecordError(.cannotOpen, at: OwnerStore.fileName)) {
      try OwnerStore.open(in: folder, ring: stranger)
    }
    #expect(throws: RecordError(.localFileExists, at: OwnerStore.fileName)) {
      try OwnerStore.create(in: folder, ring: world.ring, state: world.owner.state)
    }
  }

  @Test("a flipped bit is found wherever it is")
  func flippedBit() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let world = try await World()
    _ = try OwnerStore.create(in: folder, ring: world.ring, state: world.owner.state)
    let url = folder.appendingPathComponent(OwnerStore.fileName)
    let bytes = try Data(contentsOf: url)
    for offset in [0, 25, 45, bytes.count / 2, bytes.count - 1] {
      try bytes.flipped(at: offset).write(to: url)
      #expect(throws: RecordError.self) { try OwnerStore.open(in: folder, ring: world.ring) }
    }
  }

  @Test("a second user of the same folder is told that it is in use")
  func locked() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let world = try await World()
    let store = try OwnerStore.create(in: folder, ring: world.ring, state: world.owner.state)
    #expect(throws: RecordError(.locked, at: "lock")) {
      try OwnerStore.open(in: folder, ring: world.ring)
    }
    try store.save(world.owner.state)
  }

  @Test("a viewer's file remembers records, heads and checkpoints")
  func viewerFile() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var world = try await World()
    _ = try world.furnish()
    let grant = try await world.grant([.of(.housing, .notes)])
    let view = try await world.open(grant)
    let ring = try KeyRing(
      identity: world.viewer, card: world.viewerCard.document,
      secrets: [ViewerStore.secretName: SecretBytes(Array(repeating: 9, count: 32))])
    do {
      let store = try ViewerStore.open(in: folder, ring: ring)
      var state = store.state
      var record = KnownRecord(address: try world.address)
      record.note(view)
      state.note(record)
      try store.save(state)
    }
    let store = try ViewerStore.open(in: folder, ring: ring)
    #expect(store.state.record(of: grant)?.head == view.head)
  }
}
