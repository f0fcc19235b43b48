import Crypto
import Foundation
import TestSupport
import Testing
import TransparencyLog

/// The vector of docs/spec/log.md, made by another implementation.
struct HubLogVectorTests {
  private struct Vector: Decodable {
    let logSeed: Data
    let logKey: String
    let witnessSeed: Data
    let witnessKey: String
    let leaves: [Data]
    let checkpoints: [String]
    let cosigned: String
    let cosignedAt: UInt64
    let proofOf2: String
  }

  private let vector: Vector

  init() throws {
    vector = try JSONDecoder().decode(Vector.self, from: Repository.vector("hub-log.json"))
  }

  @Test func theSameTreeIsSignedToTheSameBytes() throws {
    let key = try NoteSigningKey(
      name: "hub.example/log", privateKey: .init(rawRepresentation: vector.logSeed))
    #expect(key.verifierKey.text == vector.logKey)
    let policy = try LogPolicy(logKey: NoteVerifierKey(vector.logKey))
    let hashes = vector.leaves.map { MerkleHash.leaf($0) }
    for (size, note) in vector.checkpoints.enumerated() {
      let verified = try policy.verify(Data(note.utf8))
      #expect(verified.size == UInt64(size))
      #expect(verified.root == MerkleTree.root(of: hashes[..<size]))
      // Ed25519 as BoringSSL signs is deterministic; elsewhere only the text is the same.
      #expect(try key.sign(verified.checkpoint).text == verified.note.text)
    }
  }

  @Test func theProofIsReadMadeAndVerified() throws {
    let witness = try NoteSigningKey(
      name: "witness.example/w1", algorithm: .cosignature,
      privateKey: .init(rawRepresentation: vector.witnessSeed))
    #expect(witness.verifierKey.text == vector.witnessKey)
    let policy = try LogPolicy(
      logKey: NoteVerifierKey(vector.logKey), witnesses: [NoteVerifierKey(vector.witnessKey)],
      quorum: 1)
    let proof = try TransparencyLogProof(Array(vector.proofOf2.utf8))
    #expect(proof.bytes == Data(vector.proofOf2.utf8))
    #expect(proof.checkpoint.bytes == Data(vector.cosigned.utf8))
    let hashes = vector.leaves.map { MerkleHash.leaf($0) }
    let verified = try proof.verify(leaf: hashes[2], policy: policy)
    #expect(verified.isWitnessed)
    #expect(verified.cosigners.map(\.timestamp) == [vector.cosignedAt])
    #expect(
      try MerkleTree.inclusionProof(index: 2, size: 5, from: LeafHashes(hashes)).hashes
        == proof.hashes)
  }
}
