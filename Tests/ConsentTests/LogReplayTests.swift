import Foundation
import Testing
import TransparencyLog

@testable import Consent
@testable import Keys

struct LogReplayTests {
  private func story() throws -> (ReplayFixture, ReplayRecord) {
    var log = try ReplayFixture.started()
    let record = ReplayRecord()
    try record.head(1, in: &log)
    try record.publish(in: &log)
    try record.view(head: 1, in: &log) { $0.purpose = .care }
    try record.head(2, in: &log)
    try record.view(head: 2, in: &log) { $0.purpose = .care }
    try log.append(.refusal, record.record) {
      $0.decision = .refused
      $0.role = .unknown
      $0.purpose = .work
    }
    return (log, record)
  }

  @Test func aLogThatHoldsTogetherIsSoundAndCounted() throws {
    let (log, _) = try story()
    let report = try log.replay(
      saved: log.note(3), register: ReplayFixture.register, bundle: ReplayFixture.bundle)
    #expect(report.findings == [])
    #expect(report.noteToSave == (try log.note()))
    #expect(report.size == 8)
    #expect(report.summary.entries == 8)
    #expect(report.summary.kinds["view"] == 2)
    #expect(report.summary.purposes == ["care": 2, "work": 1])
    #expect(report.summary.outcomes["refusal/refused"] == 1)
    #expect(report.summary.decisions == ["allowed": 7, "refused": 1])
    #expect(report.summary.first == ReplayFixture.start)
  }

  @Test func everyFlippedBitOfALeafOrFrameIsNoticed() throws {
    let (log, _) = try story()
    for index in log.items.indices {
      let frame = try #require(log.items[index].frame)
      for byte in stride(from: 0, to: frame.count, by: 7) {
        var flipped = frame
        flipped[byte] ^= 0x01
        var altered = log
        altered.replace(index, frame: flipped)
        #expect(try altered.findings().contains("other-frame at leaf \(index)"))
      }
      for part in 0..<3 {
        let item = log.items[index]
        func hash(_ number: Int, _ hash: DocumentHash) -> DocumentHash {
          guard number == part else { return hash }
          var bytes = hash.bytes
          bytes[31] ^= 0x80
          return DocumentHash(unchecked: bytes)
        }
        var items = log.items
        items[index] = AuditItem(
          index: index, frame: item.frame, entryHash: hash(0, item.entryHash),
          frameHash: hash(1, item.frameHash), receiptHash: hash(2, item.receiptHash))
        let findings = try log.findings(items, saved: log.note(8))
        #expect(findings.contains("other-root"))
        #expect(findings.contains("rewritten"))
      }
    }
  }

  @Test func aLogCutBackOrRewrittenIsNamed() throws {
    let (log, record) = try story()
    let cut = Array(log.items.prefix(5))
    #expect(try log.findings(cut) == ["missing-leaves at leaf 5"])
    #expect(try log.findings(cut, checkpoint: log.note(5)) == [])
    #expect(
      try log.findings(cut, saved: log.note(8), checkpoint: log.note(5))
        == ["cut-back at leaf 5"])
    #expect(try log.findings(checkpoint: log.note(5)) == ["unsigned-leaves at leaf 5"])

    var other = try ReplayFixture.started()
    for version in 1...6 { try record.head(version, in: &other) }
    #expect(try other.findings() == [])
    #expect(try other.findings(saved: log.note(5)) == ["rewritten"])
    #expect(try other.findings(saved: log.note(2)) == [])
    #expect(try other.findings(saved: log.note(8)) == ["rewritten"])
  }

  @Test func anotherKeysCheckpointIsNamed() throws {
    let (log, _) = try story()
    var stranger = try ReplayFixture(keyByte: 8)
    for file in log.files {
      try stranger.append(entry: file.entry, frame: file.frame, receipt: file.receipt, to: nil)
    }
    #expect(try log.findings(checkpoint: stranger.note()) == ["bad-checkpoint"])
    #expect(throws: TransparencyLogError.self) { try log.findings(saved: stranger.note()) }
  }

  @Test func aLeafThatCannotBeOpenedIsAnAlarm() throws {
    let (log, _) = try story()
    var without = log
    without.replace(4, frame: nil)
    #expect(try without.findings() == ["missing-frame at leaf 4"])

    var sealed = try ReplayFixture.started()
    try sealed.append(
      entry: Data("entry".utf8), frame: Data("sealed to someone else".utf8),
      receipt: Data("receipt".utf8), to: RecordID())
    #expect(try sealed.findings() == ["unreadable-frame at leaf 2"])
  }

  @Test func whatFollowsAnUnreadableLeafIsNotBlamedForIt() throws {
    var (log, record) = try story()
    for index in 2...4 { log.replace(index, frame: nil) }
    try record.view(head: 2, in: &log)
    #expect(
      try log.findings()
        == ["missing-frame at leaf 2", "missing-frame at leaf 3", "missing-frame at leaf 4"])
  }

  @Test func leavesOutOfOrderAreRefused() throws {
    let (log, _) = try story()
    var items = log.items
    items.remove(at: 3)
    #expect(throws: TransparencyLogError(.missing, at: "leaf 3")) { try log.findings(items) }
  }

  @Test func aBrokenChainOrSequenceIsNamed() throws {
    func findings(_ change: (inout LogFrame) -> Void) throws -> [String] {
      var (log, record) = try story()
      try log.append(.stop, record.record, change)
      return try log.findings()
    }
    #expect(try findings { _ in } == [])
    #expect(try findings { $0.sequence += 1 } == ["broken-sequence at leaf 8"])
    #expect(try findings { $0.sequence -= 1 } == ["broken-sequence at leaf 8"])
    #expect(
      try findings { $0.previous = DocumentHash(of: Data()) } == ["broken-chain at leaf 8"])
    #expect(
      try findings {
        $0.previous = nil
        $0.sequence = 1
      } == ["second-sequence at leaf 8"])
    #expect(try findings { $0.record = nil } == ["other-record at leaf 8"])
    #expect(
      try findings { $0.record = Pseudonym(bytes: Data(repeating: 1, count: 16)) }
        == ["other-record at leaf 8"])
    #expect(try findings { $0.time -= 3600 } == ["time-backwards at leaf 8"])
  }

  @Test func anOldHeadIsNamed() throws {
    for (version, expected) in [
      (3, []), (2, ["head-backwards at leaf 8"]), (1, ["head-backwards at leaf 8"]),
    ] {
      var (log, record) = try story()
      try record.head(version, in: &log)
      #expect(try log.findings() == expected)
    }
    var (log, record) = try story()
    try record.view(head: 1, in: &log)
    try record.view(head: 2, in: &log)
    #expect(try log.findings() == ["stale-head at leaf 8"])
  }

  @Test func aViewThatNoGrantAllowsIsNamed() throws {
    var (log, record) = try story()
    try log.append(.stop, record.record)
    try record.view(head: 2, in: &log)
    try log.append(.resume, record.record)
    try record.view(head: 2, in: &log)
    try record.view(head: 2, in: &log) {
      $0.actor = Pseudonym(bytes: Data(repeating: 1, count: 16))
    }
    try record.view(head: 2, in: &log) { $0.grant = nil }
    try record.revoke(in: &log)
    try record.view(head: 2, in: &log)
    #expect(
      try log.findings() == [
        "stopped-record at leaf 9", "other-viewer at leaf 12", "unknown-grant at leaf 13",
        "revoked-grant at leaf 15",
      ])
  }

  @Test func aProposalThatNoGrantAllowsIsNamed() throws {
    var (log, record) = try story()
    try record.propose(in: &log)
    try log.append(.stop, record.record)
    try record.propose(in: &log)
    try log.append(.resume, record.record)
    try record.propose(in: &log) { $0.grant = nil }
    try record.revoke(in: &log)
    try record.propose(in: &log)
    #expect(
      try log.findings() == [
        "stopped-record at leaf 10", "unknown-grant at leaf 12", "revoked-grant at leaf 14",
      ])
  }

  @Test func aViewAfterTheEndIsNamedAcrossTheTurnOfAQuarter() throws {
    var (log, record) = try story()
    // The next quarter: other pseudonyms, the same chain.
    log.time = ReplayFixture.start + 29 * 86_400
    #expect(Quarter(of: log.time) != Quarter(of: ReplayFixture.start))
    try record.view(head: 2, in: &log)
    #expect(try log.findings() == [])
    log.time = ReplayFixture.start + 30 * 86_400
    try record.view(head: 2, in: &log)
    #expect(try log.findings() == ["ended-grant at leaf 9"])
  }

  @Test func aGrantWithoutAnEndInReachIsNamed() throws {
    for (days, expected) in [
      (180, []), (181, ["endless-grant at leaf 2"]), (0, ["endless-grant at leaf 2"]),
    ] {
      var log = try ReplayFixture.started()
      try ReplayRecord(days: days).publish(in: &log)
      #expect(try log.findings() == expected)
    }
  }

  @Test func policiesAndRegisterMustBeInTheLog() throws {
    let (log, _) = try story()
    let other = DocumentHash(of: Data("other".utf8))
    #expect(try log.findings(register: other) == ["hidden-register"])
    #expect(try log.findings(bundle: other) == ["hidden-policy"])

    var changed = log
    try changed.append(.policy, nil) {
      $0.document = other
      $0.version = 2
    }
    try changed.append(.register, nil) {
      $0.document = other
      $0.version = 3
      $0.bundle = other
    }
    let record = ReplayRecord(grantedAt: changed.time)
    try record.publish(in: &changed)
    try record.publish(in: &changed) { $0.bundle = nil }
    try record.publish(in: &changed) { $0.bundle = DocumentHash(of: Data("third".utf8)) }
    #expect(
      try changed.findings(bundle: other) == [
        "skipped-version at leaf 9", "unknown-policy at leaf 10", "unknown-policy at leaf 11",
        "unknown-policy at leaf 12",
      ])
  }

  @Test func framesAreOpenedWithTheAuditorsIdentity() throws {
    let auditor = try Identity()
    let record = RecordID()
    var log = try ReplayFixture()
    let frame = log.frame(.stop, record) { $0.bundle = nil }
    let file = try EvidenceFile.seal(frame, auditors: [auditor.publicIdentity])
    try log.append(entry: Data(), frame: file, receipt: Data(), to: record)
    for (identity, expected) in [
      (auditor, []), (try Identity(), ["unreadable-frame at leaf 0"]),
    ] {
      var replay = try LogReplay(policy: log.policy, saved: nil, auditor: identity)
      for item in log.items { try replay.read(item) }
      let report = replay.report(checkpoint: try log.note())
      #expect(report.findings.map(\.description) == expected)
    }
  }
}
