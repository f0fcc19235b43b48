import Foundation
import GRDB
import Testing
import TransparencyLog

@testable import Hub
@testable import Keys

struct HubCheckTests {
  private let fixture: LogFixture

  init() async throws {
    fixture = try LogFixture()
    let writer = try await fixture.writer()
    let record = LogSequence.record(RecordID(unchecked: Data(repeating: 1, count: 16)))
    for number in 0..<8 {
      fixture.advance(1)
      try await writer.note("\(number)", in: number % 2 == 0 ? record : .hub)
    }
  }

  @Test func aSoundLogHasNoFindings() async throws {
    let report = try await fixture.check()
    #expect(report.isSound)
    #expect(report.size == 8)
    #expect(report.checkpoints == 9)
    #expect(report.sequences == 2)
  }

  @Test func leavesAndNodesCannotBeChangedThroughSQL() throws {
    for sql in [
      "UPDATE log_leaf SET time = 0", "DELETE FROM log_leaf", "UPDATE log_node SET level = 9",
      "DELETE FROM log_node",
    ] {
      #expect(throws: DatabaseError.self) {
        try fixture.database.write { try $0.execute(sql: sql) }
      }
    }
  }

  @Test(arguments: [
    ("UPDATE log_entry SET entry = x'00' WHERE position = 3", ["altered-entry leaf 3"]),
    ("UPDATE log_entry SET frame = x'00' WHERE position = 3", ["altered-frame leaf 3"]),
    ("UPDATE log_entry SET entry = NULL WHERE position = 3", ["missing-entry leaf 3"]),
    (
      "UPDATE log_entry SET entry = NULL, shredded = 2 WHERE position = 3",
      ["missing-entry leaf 3"]
    ),
    (
      "UPDATE log_entry SET entry = NULL, shredded = 8 WHERE position = 3",
      ["missing-entry leaf 3"]
    ),
    ("UPDATE log_leaf SET time = time - 2 WHERE position = 3", ["time-backwards leaf 3"]),
    (
      "UPDATE log_node SET hash = zeroblob(32) WHERE level = 1 AND position = 0",
      ["altered-node node 1/0"]
    ),
    ("DELETE FROM log_node WHERE level = 3", ["altered-node node 3/0"]),
    ("UPDATE log_entry SET sequence = 9 WHERE position = 7", ["broken-sequence leaf 7"]),
    (
      "UPDATE log_entry SET record = zeroblob(16) WHERE position = 7", ["broken-sequence leaf 7"]
    ),
    ("DELETE FROM log_entry WHERE position = 7", ["damaged entry 7"]),
    (
      "DELETE FROM log_entry WHERE position = 7; DELETE FROM log_leaf WHERE position = 7",
      ["truncated leaf 7"]
    ),
    ("DELETE FROM log_checkpoint WHERE size = 8", ["unsigned leaf 7"]),
    ("DELETE FROM log_checkpoint", ["bad-checkpoint latest checkpoint", "unsigned leaf 0"]),
    (
      "UPDATE log_checkpoint SET note = x'00' WHERE size = 4", ["bad-checkpoint checkpoint 4"]
    ),
    (
      """
      UPDATE log_checkpoint SET note = (SELECT note FROM log_checkpoint WHERE size = 3)
      WHERE size = 4
      """, ["bad-checkpoint checkpoint 4"]
    ),
  ])
  func everyAlterationIsNamed(sql: String, expected: [String]) async throws {
    try fixture.tamper(sql)
    #expect(try await fixture.findings() == expected)
  }

  @Test("an entry that said it was shredded was believed without a look at the leaf that did it")
  func shreddedUnder() async throws {
    let record = RecordID(unchecked: Data(repeating: 1, count: 16))
    let keys = fixture.keys
    // Leaves 0, 2, 4 and 6 are the record's; leaf 8 erases it, and leaf 9 is another record's.
    let writer = try await fixture.writer()
    _ = try await writer.commit { session in
      let position = try session.append(to: .record(record)) { _ in LogFixture.event("shred") }
      try session.shred(.record(record), under: position) {
        keys.shredTag(of: $0, record: record)
      }
    }
    try await writer.note("another", in: .record(RecordID()))
    #expect(try await fixture.findings().isEmpty)
    for (sql, finding) in [
      ("UPDATE log_entry SET entry = NULL, shredded = 8 WHERE position = 3", "leaf 3"),
      ("UPDATE log_entry SET shredded = 6 WHERE position = 2", "leaf 2"),
      ("UPDATE log_entry SET shredded = 9 WHERE position = 4", "leaf 4"),
      ("INSERT INTO log_shred (position, tag) SELECT 9, tag FROM log_shred", nil),
      ("DELETE FROM log_shred WHERE position = 8", "leaf 0"),
    ] {
      try fixture.tamper(sql)
      if let finding {
        #expect(try await fixture.findings().contains("missing-entry \(finding)"))
      }
    }
  }

  @Test func everyFlippedBitOfALeafIsNoticed() async throws {
    let leaf = try await fixture.database.read { database in
      try #require(try Data.fetchOne(database, sql: "SELECT data FROM log_leaf WHERE position = 5"))
    }
    for byte in leaf.indices {
      var flipped = leaf
      flipped[byte] ^= 0x10
      try fixture.tamper("UPDATE log_leaf SET data = ? WHERE position = 5", [flipped])
      let findings = try await fixture.findings()
      #expect(findings.contains("other-root checkpoint 6"))
      #expect(findings.contains("other-root checkpoint 8"))
      #expect(!findings.contains("other-root checkpoint 5"))
    }
    try fixture.tamper("UPDATE log_leaf SET data = ? WHERE position = 5", [leaf])
    #expect(try await fixture.findings().isEmpty)
  }

  @Test func aCheckpointOverAnotherTreeIsNamed() async throws {
    let forged = try fixture.key.sign(
      Checkpoint(origin: "hub.example/log", size: 4, root: .leaf(Data("another".utf8))))
    try fixture.tamper("UPDATE log_checkpoint SET note = ? WHERE size = 4", [forged.bytes])
    #expect(try await fixture.findings() == ["other-root checkpoint 4"])
  }
}
