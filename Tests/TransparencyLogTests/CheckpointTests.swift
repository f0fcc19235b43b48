import Crypto
import Foundation
import Testing
import TransparencyLog

struct CheckpointTests {
  private let log: NoteSigningKey
  private let witnesses: [NoteSigningKey]
  private let checkpoint: Checkpoint

  init() throws {
    func key(
      _ name: String, _ byte: UInt8, _ algorithm: NoteVerifierKey.Algorithm
    ) throws -> NoteSigningKey {
      try NoteSigningKey(
        name: name, algorithm: algorithm,
        privateKey: .init(rawRepresentation: Data(repeating: byte, count: 32)))
    }
    log = try key("hub.example/log", 1, .ed25519)
    witnesses = try [
      key("w1.example", 2, .cosignature), key("w2.example", 3, .cosignature),
      key("w3.example", 4, .cosignature),
    ]
    checkpoint = try Checkpoint(
      origin: "hub.example/log", size: 3, root: .leaf(Data("root".utf8)))
  }

  @Test func textHasThreeLinesAndExtensions() throws {
    #expect(
      checkpoint.text == Data("hub.example/log\n3\n\(checkpoint.root.base64)\n".utf8))
    let extended = try Checkpoint(
      origin: "o", size: .max, root: checkpoint.root, extensionLines: ["a b", "c"])
    #expect(try Checkpoint(text: extended.text) == extended)
  }

  @Test func malformedCheckpointsAreRefused() throws {
    let root = checkpoint.root.base64
    let malformed = [
      "", "o\n", "o\n3\n", "o\n3\n\(root)", "\n3\n\(root)\n", "o\n03\n\(root)\n",
      "o\n+3\n\(root)\n",
      "o\n-3\n\(root)\n", "o\n 3\n\(root)\n", "o\n\n\(root)\n",
      "o\n18446744073709551616\n\(root)\n",
      "o\n3\n\(root.dropLast())\n", "o\n3\nAAAA\n", "o\n3\n\(root)\n\n", "o\n3\n\(root)\nx\n\n",
      "o\n0\n\(root)\n",
    ]
    for text in malformed {
      expectRefusal(.malformed) { _ = try Checkpoint(text: Data(text.utf8)) }
    }
    #expect(try Checkpoint(text: Data("o\n18446744073709551615\n\(root)\n".utf8)).size == .max)
  }

  @Test func aQuorumOfWitnessesIsCounted() throws {
    let policy = try LogPolicy(
      logKey: log.verifierKey, witnesses: witnesses.map(\.verifierKey), quorum: 2)
    let signed = try log.sign(checkpoint)
    let alone = try policy.verify(signed)
    #expect(!alone.isWitnessed)
    expectRefusal(.notWitnessed) { try alone.requireQuorum() }

    let first = try witnesses[0].cosign(checkpoint, at: 1_800_000_000)
    let again = try witnesses[0].cosign(checkpoint, at: 1_800_000_001)
    let twice = try policy.verify(signed.adding([first, again]))
    #expect(twice.cosigners.count == 1)
    #expect(!twice.isWitnessed)

    let second = try witnesses[2].cosign(checkpoint, at: 1_800_000_002)
    let note = try signed.adding([first, second])
    let both = try policy.verify(note.bytes)
    #expect(both.isWitnessed)
    #expect(both.cosigners.map(\.timestamp) == [1_800_000_000, 1_800_000_002])
    try both.requireQuorum()
  }

  @Test func aCosignatureOverAnythingElseIsRefused() throws {
    let policy = try LogPolicy(
      logKey: log.verifierKey, witnesses: [witnesses[0].verifierKey], quorum: 1)
    let signed = try log.sign(checkpoint)
    let other = try Checkpoint(origin: checkpoint.origin, size: 4, root: checkpoint.root)
    let misplaced = try witnesses[0].cosign(other, at: 5)
    expectRefusal(.badSignature) { _ = try policy.verify(signed.adding([misplaced])) }

    let good = try witnesses[0].cosign(checkpoint, at: 5)
    for byte in good.signature.indices {
      var bytes = good.signature
      bytes[byte] ^= 0x80
      let altered = try NoteSignature(
        keyName: good.keyName, keyID: good.keyID, signature: bytes)
      expectRefusal(.badSignature) { _ = try policy.verify(signed.adding([altered])) }
    }
    expectRefusal(.outOfRange) { _ = try witnesses[0].cosign(checkpoint, at: 1 << 63) }
    expectRefusal(.unsupported) { _ = try log.cosign(checkpoint, at: 5) }
    expectRefusal(.unsupported) { _ = try witnesses[0].sign(checkpoint) }
  }

  @Test func witnessesAloneAreNotTheLog() throws {
    let policy = try LogPolicy(
      logKey: log.verifierKey, witnesses: [witnesses[0].verifierKey], quorum: 1)
    let note = try SignedNote(
      text: checkpoint.text, signatures: [witnesses[0].cosign(checkpoint, at: 5)])
    expectRefusal(.notSigned) { _ = try policy.verify(note) }
  }

  @Test func policiesThatCannotHoldAreRefused() throws {
    let key = log.verifierKey
    let witness = witnesses[0].verifierKey
    let sameKey = try NoteVerifierKey(
      name: "alias", algorithm: .cosignature, publicKey: witness.publicKey)
    let logAsWitness = try NoteVerifierKey(
      name: "self", algorithm: .cosignature, publicKey: key.publicKey)
    for (keys, quorum) in [
      ([witness], 2), ([witness], -1), ([witness, sameKey], 1), ([logAsWitness], 1), ([key], 1),
    ] {
      expectRefusal(.malformed) {
        _ = try LogPolicy(logKey: key, witnesses: keys, quorum: quorum)
      }
    }
    expectRefusal(.malformed) { _ = try LogPolicy(logKey: witness) }
  }

  @Test func proofFilesAreReadStrictly() throws {
    let leaves = (0..<3).map { MerkleHash.leaf(Data("leaf \($0)".utf8)) }
    let tree = try Checkpoint(
      origin: "hub.example/log", size: 3, root: MerkleTree.root(of: leaves))
    let proof = try MerkleTree.inclusionProof(index: 1, size: 3, from: LeafHashes(leaves))
    let policy = try LogPolicy(logKey: log.verifierKey)
    let plain = try TransparencyLogProof(
      index: 1, hashes: proof.hashes, checkpoint: log.sign(tree))
    let extra = try TransparencyLogProof(
      index: 1, hashes: proof.hashes, checkpoint: log.sign(tree), extra: Data("extra".utf8))
    for file in [plain, extra] {
      #expect(try TransparencyLogProof(file.bytes) == file)
      #expect(try file.verify(leaf: leaves[1], policy: policy).size == 3)
      for length in 0..<file.bytes.count {
        #expect(throws: TransparencyLogError.self) {
          _ = try TransparencyLogProof(file.bytes.prefix(length))
            .verify(leaf: leaves[1], policy: policy)
        }
      }
    }
    for bit in 0..<(plain.bytes.count * 8) {
      var flipped = plain.bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: TransparencyLogError.self) {
        _ = try TransparencyLogProof(flipped).verify(leaf: leaves[1], policy: policy)
      }
    }
    let text = String(decoding: extra.bytes, as: UTF8.self)
    for (part, other) in [
      ("@v1", "@v2"), ("index 1", "index 01"), ("index 1", "Index 1"), ("index 1\n", ""),
      ("extra ZXh0cmE=", "extra "), ("extra ZXh0cmE=", "extra ZXh0cmF="),
      ("extra ZXh0cmE=\n", "\n"), ("\n\n", "\n"),
    ] {
      expectRefusal(.malformed) {
        _ = try TransparencyLogProof(
          Data(text.replacing(part, with: other, maxReplacements: 1).utf8))
      }
    }
    expectRefusal(.malformed) {
      _ = try TransparencyLogProof(
        index: 1, hashes: Array(repeating: leaves[0], count: 65), checkpoint: log.sign(tree))
    }
  }
}
