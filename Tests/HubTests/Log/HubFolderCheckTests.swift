import Foundation
import GRDB
import Testing
import TransparencyLog

@testable import Hub
@testable import Keys

struct HubFolderCheckTests {
  @Test func everythingAtRestIsOpenedAndNamed() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "maille-check-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let now = Date(timeIntervalSince1970: 1_790_000_000)
    let ring = try await HubSetup.makeKeys(name: "Hub", at: now)
    let store = try SQLiteStore(folder: folder, keys: HubKeys(ring).store)
    let writer = try await LogWriter(
      store: SQLiteLogStore(store.values), key: HubKeys(ring).logKey(), now: { now })
    _ = try await writer.append(to: .hub) { position, _ in
      let event = LogFixture.event("one")
      return (
        LogEvent(
          entry: event.entry, frame: event.frame, receipt: event.receipt,
          stored: try store.seal(entry: event.entry, at: position.index, in: nil)), ()
      )
    }
    let records = [RecordID(), RecordID()]
    for record in records {
      #expect(try await store.create(record, state: Data("state".utf8), at: now))
      _ = try await store.change(record, at: now) { writing in
        try writing.setRow(.item, Data("name".utf8), Data("value".utf8))
      }
    }
    func findings() async throws -> [String] {
      try await HubFolderCheck.run(ring, in: folder, at: now).findings
        .map { "\($0.kind.rawValue) \($0.place)" }
    }
    // No bundle was installed here, which is itself a finding.
    #expect(try await findings() == ["bad-rules bundle"])

    let second = try #require(try await store.recordIDs().last)
    try await store.values.write { database in
      try database.execute(
        sql: """
          UPDATE record_item SET value = (SELECT value FROM record_item WHERE record <> ?)
          WHERE record = ?
          """, arguments: [second, second])
    }
    #expect(
      try await findings() == ["bad-rules bundle", "unreadable-value record 2, record_item"])

    try await store.values.write { database in
      try database.execute(sql: "UPDATE log_entry SET frame = x'00'")
    }
    #expect(
      try await findings() == [
        "altered-frame leaf 0", "bad-rules bundle", "unreadable-value record 2, record_item",
      ])

    let stranger = try await HubSetup.makeKeys(name: "Hub", at: now)
    await #expect(throws: StoreError.self) {
      try await HubFolderCheck.run(stranger, in: folder, at: now)
    }
  }
}
