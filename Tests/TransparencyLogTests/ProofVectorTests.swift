import Foundation
import TestSupport
import Testing
import TransparencyLog

/// The proofs of transparency-dev/merkle, good and broken.
@Suite(.sharedData)
struct ProofVectorTests {
  private struct InclusionCase: Decodable {
    let leafIdx: UInt64
    let treeSize: UInt64
    let root: Data?
    let leafHash: Data?
    let proof: [Data]?
    let desc: String
    let wantErr: Bool
  }

  private struct ConsistencyCase: Decodable {
    let size1: UInt64
    let size2: UInt64
    let root1: Data?
    let root2: Data?
    let proof: [Data]?
    let desc: String
    let wantErr: Bool
  }

  @Test func everyInclusionProofIsJudgedAsExpected() throws {
    let files = SharedData.files(below: "tlog/inclusion", ending: ".json")
    #expect(files.count == 98)
    var accepted = 0
    for file in files {
      let vector = try JSONDecoder().decode(InclusionCase.self, from: Data(contentsOf: file))
      do {
        try InclusionProof(
          index: vector.leafIdx, size: vector.treeSize,
          hashes: (vector.proof ?? []).map { try MerkleHash($0) }
        ).verify(
          leaf: MerkleHash(vector.leafHash ?? Data()), root: MerkleHash(vector.root ?? Data()))
        accepted += 1
        #expect(!vector.wantErr, "\(file.lastPathComponent)")
      } catch {
        #expect(vector.wantErr, "\(file.lastPathComponent): \(error)")
      }
    }
    #expect(accepted > 0)
  }

  @Test func everyConsistencyProofIsJudgedAsExpected() throws {
    let files = SharedData.files(below: "tlog/consistency", ending: ".json")
    #expect(files.count == 98)
    var accepted = 0
    for file in files {
      let vector = try JSONDecoder().decode(ConsistencyCase.self, from: Data(contentsOf: file))
      let roots = [vector.root1 ?? Data(), vector.root2 ?? Data()]
      // Roots of 12 bytes cannot be written as a MerkleHash; there every case is a refusal.
      let isMalformed = roots.contains { $0.count != MerkleHash.byteCount }
      do {
        try ConsistencyProof(
          oldSize: vector.size1, newSize: vector.size2,
          hashes: (vector.proof ?? []).map { try MerkleHash($0) }
        ).verify(oldRoot: MerkleHash(roots[0]), newRoot: MerkleHash(roots[1]))
        accepted += 1
        #expect(!vector.wantErr, "\(file.lastPathComponent)")
      } catch {
        #expect(vector.wantErr || isMalformed, "\(file.lastPathComponent): \(error)")
      }
    }
    #expect(accepted > 0)
  }
}
