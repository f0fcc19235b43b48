import Crypto
import Foundation
import Testing
import TransparencyLog

@testable import Consent
@testable import Keys

struct ReceiptVerificationTests {
  private let grant = DocumentHash(of: Data("grant".utf8))
  private let head = DocumentHash(of: Data("head".utf8))

  private func request(_ nonce: String) -> SignedRequestEvidence {
    SignedRequestEvidence(
      base: "\"@method\": POST\n\"@signature-params\": ();nonce=\"\(nonce)\"",
      signature: Data(repeating: 5, count: 64))
  }

  private func expectError(
    _ code: ReceiptError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
  ) async {
    do {
      try await body()
      Issue.record("not refused", sourceLocation: sourceLocation)
    } catch let error as ReceiptError {
      #expect(error.code == code, sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }

  /// Appends a release and gives its receipt.
  private func release(_ nonce: String, in log: inout ReplayFixture) throws -> Data {
    let receipt = try CanonicalJSON.encode(
      Receipt.released(
        salt: Data(repeating: 3, count: 32), request: request(nonce), grant: grant, head: head,
        time: log.time))
    try log.append(
      entry: Data("entry \(nonce)".utf8), frame: Data("frame \(nonce)".utf8), receipt: receipt,
      to: nil)
    return receipt
  }

  private func evidence(
    _ index: Int, of log: ReplayFixture, receipt: Data, size: Int? = nil
  ) throws -> LeafEvidence {
    LeafEvidence(
      receipt: receipt, entry: log.items[index].entryHash, frame: log.items[index].frameHash,
      proof: try log.proof(index, size: size))
  }

  @Test func onesOwnReleaseIsFound() async throws {
    var log = try ReplayFixture()
    _ = try release("first", in: &log)
    let receipt = try release("own", in: &log)
    let verification = ReceiptVerification(log.policy)
    let verified = try verification.verify(
      evidence(1, of: log, receipt: receipt), request: request("own"),
      expecting: .released(grant: grant))
    #expect(verified.index == 1)
    #expect(verified.receipt.head == head)
    #expect(!verified.isWitnessed)
    #expect(verified.checkpoint.size == 2)
  }

  @Test func anotherRequestsReceiptIsRefused() async throws {
    var log = try ReplayFixture()
    let other = try release("other", in: &log)
    let own = try release("own", in: &log)
    let verification = ReceiptVerification(log.policy)
    // Another's whole evidence, and an older leaf of one's own.
    await expectError(.otherRequest) {
      _ = try verification.verify(
        evidence(0, of: log, receipt: other), request: request("own"),
        expecting: .released(grant: grant))
    }
    // One's own receipt over another's leaf.
    await expectError(.notInLog) {
      _ = try verification.verify(
        evidence(0, of: log, receipt: own), request: request("own"),
        expecting: .released(grant: grant))
    }
    var forged = request("own")
    forged = SignedRequestEvidence(base: forged.base, signature: Data(repeating: 6, count: 64))
    await expectError(.otherRequest) {
      _ = try verification.verify(
        evidence(1, of: log, receipt: own), request: forged, expecting: .released(grant: grant))
    }
  }

  @Test func anotherGrantOrDecisionIsRefused() async throws {
    var log = try ReplayFixture()
    let receipt = try release("own", in: &log)
    let verification = ReceiptVerification(log.policy)
    await expectError(.otherGrant) {
      _ = try verification.verify(
        evidence(0, of: log, receipt: receipt), request: request("own"),
        expecting: .released(grant: head))
    }
    for expectation in [ReceiptVerification.Expectation.accepted, .notAvailable] {
      await expectError(.otherDecision) {
        _ = try verification.verify(
          evidence(0, of: log, receipt: receipt), request: request("own"),
          expecting: expectation)
      }
    }
  }

  @Test func everyFlippedBitOfTheEvidenceIsRefused() throws {
    var log = try ReplayFixture()
    _ = try release("first", in: &log)
    let receipt = try release("own", in: &log)
    let good = try evidence(1, of: log, receipt: receipt)
    let verification = ReceiptVerification(log.policy)
    func refuses(_ evidence: LeafEvidence) {
      #expect(throws: ReceiptError.self) {
        _ = try verification.verify(
          evidence, request: request("own"), expecting: .released(grant: grant))
      }
    }
    for bit in 0..<(receipt.count * 8) {
      var flipped = receipt
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      refuses(.init(receipt: flipped, entry: good.entry, frame: good.frame, proof: good.proof))
    }
    for bit in 0..<256 {
      var entry = good.entry.bytes
      entry[bit / 8] ^= 1 << UInt8(bit % 8)
      refuses(
        .init(
          receipt: receipt, entry: DocumentHash(unchecked: entry), frame: good.frame,
          proof: good.proof))
    }
    let proof = Data(try #require(good.proof).utf8)
    for byte in proof.indices {
      var flipped = proof
      flipped[byte] ^= 0x01
      refuses(
        .init(
          receipt: receipt, entry: good.entry, frame: good.frame,
          proof: String(decoding: flipped, as: UTF8.self)))
    }
  }

  @Test func aMissingOrForeignProofIsRefused() async throws {
    var log = try ReplayFixture()
    let receipt = try release("own", in: &log)
    var privateLog = try ReplayFixture(keyByte: 8)
    _ = try release("own", in: &privateLog)
    let verification = ReceiptVerification(log.policy)
    let good = try evidence(0, of: log, receipt: receipt)
    for (proof, code) in [
      (nil, ReceiptError.Code.noProof), ("", .malformedProof),
      (try privateLog.proof(0), .otherLog),
    ] {
      await expectError(code) {
        _ = try verification.verify(
          LeafEvidence(receipt: receipt, entry: good.entry, frame: good.frame, proof: proof),
          request: request("own"), expecting: .released(grant: grant))
      }
    }
    let otherOrigin = try LogPolicy(logKey: log.key.verifierKey, origin: "hub.example/other")
    await expectError(.otherLog) {
      _ = try ReceiptVerification(otherOrigin).verify(
        good, request: request("own"), expecting: .released(grant: grant))
    }
  }

  @Test func aLogBehindTheOneLastSeenIsRefused() async throws {
    var log = try ReplayFixture()
    let receipt = try release("own", in: &log)
    for number in 0..<4 { _ = try release("\(number)", in: &log) }
    var fork = try ReplayFixture()
    _ = try release("own", in: &fork)
    for number in 1..<5 { _ = try release("fork \(number)", in: &fork) }
    let verification = ReceiptVerification(log.policy)
    func verify(
      size: Int, lastSeen: Data, consistency: ConsistencyProof? = nil
    ) throws -> VerifiedReceipt {
      try verification.verify(
        evidence(0, of: log, receipt: receipt, size: size), request: request("own"),
        expecting: .released(grant: grant), lastSeen: log.policy.verify(lastSeen),
        consistency: consistency)
    }
    _ = try verify(size: 5, lastSeen: log.note(5))
    _ = try verify(size: 5, lastSeen: log.note(3))
    await expectError(.cutBack) { _ = try verify(size: 3, lastSeen: log.note(5)) }
    await expectError(.rewritten) { _ = try verify(size: 5, lastSeen: fork.note(5)) }
    let proof = try MerkleTree.consistencyProof(from: 3, to: 5, from: LeafHashes(log.leaves))
    _ = try verify(size: 5, lastSeen: log.note(3), consistency: proof)
    await expectError(.rewritten) {
      _ = try verify(size: 5, lastSeen: fork.note(3), consistency: proof)
    }
  }

  @Test func aQuorumIsReported() async throws {
    var log = try ReplayFixture()
    let receipt = try release("own", in: &log)
    let witness = try NoteSigningKey(
      name: "w.example", algorithm: .cosignature,
      privateKey: .init(rawRepresentation: Data(repeating: 4, count: 32)))
    let trust = try LogTrust(
      origin: "hub.example/log", key: log.key.verifierKey.text,
      witnesses: [witness.verifierKey.text], quorum: 1)
    let verification = try ReceiptVerification(trust)
    let plain = try evidence(0, of: log, receipt: receipt)
    let alone = try verification.verify(
      plain, request: request("own"), expecting: .released(grant: grant))
    #expect(!alone.isWitnessed)
    let note = try SignedNote(log.note())
    let cosigned = try TransparencyLogProof(
      index: 0, hashes: [],
      checkpoint: note.adding([witness.cosign(alone.checkpoint.checkpoint, at: 1_790_000_000)]))
    let witnessed = try verification.verify(
      LeafEvidence(
        receipt: receipt, entry: plain.entry, frame: plain.frame,
        proof: String(decoding: cosigned.bytes, as: UTF8.self)),
      request: request("own"), expecting: .released(grant: grant))
    #expect(witnessed.isWitnessed)
    let malformed = try LogTrust(
      origin: "hub.example/log", key: "not a key", witnesses: [], quorum: 0)
    await expectError(.badTrust) { _ = try ReceiptVerification(malformed) }
  }
}
