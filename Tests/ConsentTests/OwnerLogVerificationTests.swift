import Foundation
import Testing
import TransparencyLog

@testable import Consent
@testable import Keys

struct OwnerLogVerificationTests {
  private let owner: Identity
  private let naming: Identity
  private let hub: Identity
  private let record = RecordID()

  init() throws {
    owner = try Identity()
    naming = try Identity()
    hub = try Identity()
  }

  /// A log in which the record has three entries, and another record some between.
  private func makeLog() throws -> (ReplayFixture, [OwnerLogItem]) {
    var log = try ReplayFixture()
    var items: [OwnerLogItem] = []
    for number in 0..<6 {
      guard number % 2 == 0 else {
        try log.append(.stop, RecordID())
        continue
      }
      let frame = log.frame(.stop, record)
      let receipt = try Receipt.accepted(
        salt: Data(repeating: 1, count: 32), request: nil, time: frame.time)
      let entry = try LogEntry(
        frame: frame, receipt: receipt, record: record, actor: nil, name: nil)
      let file = try EvidenceFile.seal(
        entry, owner: owner.publicIdentity, naming: naming.publicIdentity)
      try log.append(
        entry: file, frame: CanonicalJSON.encode(frame), receipt: CanonicalJSON.encode(receipt),
        to: record)
      items.append(
        OwnerLogItem(
          index: number, entry: file, entryHash: log.items[number].entryHash,
          frameHash: log.items[number].frameHash, receiptHash: log.items[number].receiptHash,
          proof: nil))
    }
    let proved = try items.map { try proving($0, log.proof($0.index)) }
    return (log, proved)
  }

  private func proving(_ item: OwnerLogItem, _ proof: String?) throws -> OwnerLogItem {
    OwnerLogItem(
      index: item.index, entry: item.entry, entryHash: item.entryHash, frameHash: item.frameHash,
      receiptHash: item.receiptHash, proof: proof)
  }

  private func state(
    _ items: [OwnerLogItem], signer: Identity? = nil
  ) async throws -> SignedDocument<RecordState> {
    let last = try #require(items.last)
    return try await SignedDocument.sign(
      RecordState(
        record: record, sequence: items.count,
        leaf: DocumentHash(unchecked: last.leaf.hash.bytes), treeSize: 6,
        issuedAt: ReplayFixture.start), with: signer ?? hub)
  }

  private func verify(
    _ log: ReplayFixture, _ items: [OwnerLogItem], _ state: SignedDocument<RecordState>,
    lastState: RecordState? = nil, reader: Identity? = nil
  ) async throws -> VerifiedOwnerLog {
    try await ReceiptVerification(log.policy).verify(
      OwnerLog(items: items, state: state), record: record, owner: reader ?? owner,
      hub: hub.publicIdentity, lastState: lastState)
  }

  private func expectError(
    _ code: ReceiptError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> VerifiedOwnerLog
  ) async {
    do {
      _ = try await body()
      Issue.record("not refused", sourceLocation: sourceLocation)
    } catch let error as ReceiptError {
      #expect(error.code == code, sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }

  @Test func theWholeSequenceIsReadAndProved() async throws {
    let (log, items) = try makeLog()
    let verified = try await verify(log, items, state(items))
    #expect(verified.items.map(\.index) == [0, 2, 4])
    #expect(verified.items.map(\.entry?.frame.sequence) == [1, 2, 3])
    #expect(verified.state.sequence == 3)
    #expect(!verified.isWitnessed)
    _ = try await verify(log, items, state(items), reader: naming)
  }

  @Test func aWithheldEntryConvicts() async throws {
    let (log, items) = try makeLog()
    let whole = try await state(items)
    let fewer = Array(items.dropLast())
    await expectError(.withheld) { try await verify(log, fewer, whole) }
    // A hub that also takes its word back.
    let earlier = try await state(fewer)
    _ = try await verify(log, fewer, earlier)
    await expectError(.withheld) {
      try await verify(log, fewer, earlier, lastState: whole.payload)
    }
    var gap = items
    gap.remove(at: 1)
    await expectError(.brokenSequence) { try await verify(log, gap, whole) }
    var twice = items
    twice.insert(items[0], at: 1)
    await expectError(.brokenSequence) { try await verify(log, twice, whole) }
  }

  @Test func anAlteredEntryOrProofIsRefused() async throws {
    let (log, items) = try makeLog()
    let stated = try await state(items)
    var altered = items
    var file = try #require(items[1].entry)
    file[file.count - 1] ^= 1
    altered[1] = OwnerLogItem(
      index: 2, entry: file, entryHash: items[1].entryHash, frameHash: items[1].frameHash,
      receiptHash: items[1].receiptHash, proof: items[1].proof)
    await expectError(.otherEntry) { try await verify(log, altered, stated) }
    altered[1] = OwnerLogItem(
      index: 2, entry: file, entryHash: DocumentHash(of: file), frameHash: items[1].frameHash,
      receiptHash: items[1].receiptHash, proof: items[1].proof)
    await expectError(.notInLog) { try await verify(log, altered, stated) }
    altered[1] = try proving(items[1], nil)
    await expectError(.noProof) { try await verify(log, altered, stated) }
    altered[1] = try proving(items[1], items[2].proof)
    await expectError(.notInLog) { try await verify(log, altered, stated) }
    await expectError(.otherEntry) { try await verify(log, items, stated, reader: try Identity()) }
    let stranger = try await state(items, signer: try Identity())
    await expectError(.otherHub) { try await verify(log, items, stranger) }
  }

  @Test func aShreddedEntryKeepsItsPlace() async throws {
    let (log, items) = try makeLog()
    var shredded = items
    shredded[1] = OwnerLogItem(
      index: 2, entry: nil, entryHash: items[1].entryHash, frameHash: items[1].frameHash,
      receiptHash: items[1].receiptHash, proof: items[1].proof)
    let verified = try await verify(log, shredded, state(items))
    #expect(verified.items[1].entry == nil)
  }
}
