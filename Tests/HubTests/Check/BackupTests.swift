import Consent
import Foundation
import HTTPTypes
import GRDB
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("A backup made while the hub serves")
struct BackupTests {
  @Test("the copy is one moment, sound, and serves after a restore")
  func restored() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let (id, record) = (grant.grant.payload.id, owner.id)
    let copy = try temporaryFolder().appendingPathComponent("copy")
    let keys = copy.appendingPathComponent(SQLiteStore.keysName)
    let (made, released) = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<12 {
        group.addTask { try await world.view(id, of: record, by: viewer).status }
      }
      let made = try await HubBackup.make(from: world.folder, to: copy, keys: keys)
      return (made, try await group.reduce(into: [Int]()) { $0.append($1) })
    }
    #expect(released == Array(repeating: 200, count: 12), "it goes on serving")
    #expect(made.records == 1)
    let files = try FileManager.default.contentsOfDirectory(atPath: copy.path).sorted()
    #expect(files == ["checkpoint", "hub.sqlite", "record-keys.sqlite"])
    for file in files.dropFirst() {
      let path = copy.appendingPathComponent(file).path
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
    let note = try Data(contentsOf: copy.appendingPathComponent("checkpoint"))
    let report = try await HubFolderCheck.run(
      world.ring, in: copy, at: world.clock.now, since: note)
    #expect(report.findings == [])
    #expect(report.size == UInt64(made.leaves))
    var configuration = world.hub.configuration
    configuration.folder = copy
    let restored = try await Hub(
      configuration, ring: world.ring, clock: world.clock.hubClock, logger: world.hub.logger)
    let body = try CanonicalJSON.encode(ViewRequest(grant: id, purpose: .coordination))
    let (request, _) = try world.request(.post, "\(owner.path)/views", by: viewer, body: body)
    #expect(try await HubResponder(hub: restored).finish(request).status == 200)
  }

  @Test("an erased record opens in no older copy once the newest record keys are kept alone")
  func erased() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let folder = try temporaryFolder()
    let keys = folder.appendingPathComponent(SQLiteStore.keysName)
    let first = folder.appendingPathComponent("first")
    _ = try await HubBackup.make(from: world.folder, to: first, keys: keys)
    #expect(try await world.send(.delete, owner.path, by: owner.person).status == 200)
    _ = try await HubBackup.make(
      from: world.folder, to: folder.appendingPathComponent("second"), keys: keys)
    try FileManager.default.copyItem(
      at: keys, to: first.appendingPathComponent(SQLiteStore.keysName))
    let store = try SQLiteStore(folder: first, keys: world.hub.keys.store)
    await #expect(throws: StoreError.keyUnreadable) {
      try await store.read(owner.id) { try $0.state() }
    }
    let findings = try await HubFolderCheck.run(world.ring, in: first, at: world.clock.now)
      .findings
    #expect(findings.contains(.init(kind: .unreadableValue, place: "record 1, record_key")))
  }

  @Test("a copy is not written over, and one that failed leaves nothing of its name")
  func whole() async throws {
    let world = try await HubWorld()
    let copy = try temporaryFolder().appendingPathComponent("copy")
    _ = try await HubBackup.make(from: world.folder, to: copy, keys: nil)
    await #expect(throws: HubError(.alreadySetUp, at: "copy")) {
      try await HubBackup.make(from: world.folder, to: copy, keys: nil)
    }
    let empty = try temporaryFolder()
    await #expect(throws: HubError(.notSetUp, at: "folder")) {
      try await HubBackup.make(from: empty, to: empty.appendingPathComponent("x"), keys: nil)
    }
    try Data(repeating: 7, count: 8192).write(to: empty.appendingPathComponent("hub.sqlite"))
    let target = empty.appendingPathComponent("broken")
    await #expect(throws: (any Error).self) {
      try await HubBackup.make(from: empty, to: target, keys: nil)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path).isEmpty)
  }
}
