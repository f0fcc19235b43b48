import Foundation
import TestSupport
import Testing
import TransparencyLog

/// The tree, held against the recursive definitions of RFC 6962 §2.1.
struct MerkleTreeTests {
  /// The definitions as they stand in the RFC, slow and plain.
  private enum Definition {
    static func split(_ count: Int) -> Int {
      var width = 1
      while width * 2 < count { width *= 2 }
      return width
    }

    static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
      guard leaves.count > 1 else { return leaves.first ?? .emptyRoot }
      let middle = leaves.startIndex + split(leaves.count)
      return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
      guard leaves.count > 1 else { return [] }
      let width = split(leaves.count)
      let middle = leaves.startIndex + width
      return index < width
        ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
        : path(index - width, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func subproof(
      _ old: Int, _ leaves: ArraySlice<MerkleHash>, _ whole: Bool
    ) -> [MerkleHash] {
      guard old < leaves.count else { return whole ? [] : [root(leaves)] }
      let width = split(leaves.count)
      let middle = leaves.startIndex + width
      return old <= width
        ? subproof(old, leaves[..<middle], whole) + [root(leaves[middle...])]
        : subproof(old - width, leaves[middle...], false) + [root(leaves[..<middle])]
    }
  }

  /// Stores completed nodes, as a log would.
  private struct NodeStore: MerkleHashReading {
    var nodes: [TreeNode: MerkleHash] = [:]

    func hash(at node: TreeNode) throws -> MerkleHash { try #require(nodes[node]) }
  }

  private let leaves = (0..<300).map { MerkleHash.leaf(Data("leaf \($0)".utf8)) }

  @Test func theEmptyTreeAndLeafHaveTheirPublishedHashes() {
    #expect(
      MerkleHash.emptyRoot.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    #expect(
      MerkleHash.leaf(Data()).base64 == "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=")
  }

  @Test func rootsAndProofsEqualTheDefinitions() throws {
    var store = NodeStore()
    var range = CompactRange()
    for size in 1...leaves.count {
      for (node, hash) in try range.append(leaves[size - 1]) { store.nodes[node] = hash }
      let part = leaves[..<size]
      let root = range.root
      #expect(try MerkleTree.root(size: UInt64(size), from: store) == root)
      #expect(try CompactRange(size: UInt64(size), hashes: range.hashes) == range)
      #expect(try CompactRange(size: UInt64(size), from: store) == range)
      guard size <= 20 || size % 32 < 2 || size == leaves.count else { continue }
      #expect(Definition.root(part) == root)
      for index in stride(from: 0, to: size, by: size <= 20 ? 1 : 61) {
        let proof = try MerkleTree.inclusionProof(
          index: UInt64(index), size: UInt64(size), from: store)
        #expect(proof.hashes == Definition.path(index, part))
        try proof.verify(leaf: leaves[index], root: root)
      }
      for old in stride(from: 1, through: size, by: size <= 20 ? 1 : 61) {
        let proof = try MerkleTree.consistencyProof(
          from: UInt64(old), to: UInt64(size), from: store)
        #expect(proof.hashes == Definition.subproof(old, part, true))
        try proof.verify(oldRoot: Definition.root(leaves[..<old]), newRoot: root)
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func noAlteredProofIsAccepted(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let size = UInt64.random(in: 2...UInt64(leaves.count), using: &random)
      let index = UInt64.random(in: 0..<size, using: &random)
      let reader = LeafHashes(Array(leaves[..<Int(size)]))
      let root = try MerkleTree.root(size: size, from: reader)
      let good = try MerkleTree.inclusionProof(index: index, size: size, from: reader)
      var hashes = good.hashes
      let place = Int.random(in: 0..<hashes.count, using: &random)
      hashes[place] = try flipped(hashes[place], using: &random)
      let alterations = [
        InclusionProof(index: index, size: size, hashes: hashes),
        InclusionProof(index: index, size: size, hashes: Array(good.hashes.dropLast())),
        InclusionProof(index: index, size: size, hashes: good.hashes + [root]),
        InclusionProof(index: index ^ 1, size: size, hashes: good.hashes),
        InclusionProof(index: index + size, size: size, hashes: good.hashes),
        InclusionProof(index: .max, size: size, hashes: good.hashes),
      ]
      for altered in alterations {
        #expect(throws: TransparencyLogError.self) {
          try altered.verify(leaf: leaves[Int(index)], root: root)
        }
      }
      let old = UInt64.random(in: 1..<size, using: &random)
      let oldRoot = try MerkleTree.root(size: old, from: reader)
      let chain = try MerkleTree.consistencyProof(from: old, to: size, from: reader)
      for position in chain.hashes.indices {
        var hashes = chain.hashes
        hashes[position] = try flipped(hashes[position], using: &random)
        expectRefusal(.rootMismatch) {
          try ConsistencyProof(oldSize: old, newSize: size, hashes: hashes)
            .verify(oldRoot: oldRoot, newRoot: root)
        }
      }
      expectRefusal(.rootMismatch) {
        try chain.verify(oldRoot: flipped(oldRoot, using: &random), newRoot: root)
      }
    }
  }

  private func flipped(
    _ hash: MerkleHash, using random: inout SeededGenerator
  ) throws -> MerkleHash {
    var bytes = hash.bytes
    bytes[Int.random(in: 0..<32, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    return try MerkleHash(bytes)
  }

  @Test func sizesNearTheEndOf64BitsDoNotTrap() throws {
    let some = leaves[0]
    for index in [0, 1, UInt64.max / 2, .max - 2, .max - 1, .max] {
      for size in [1, UInt64.max / 2 + 1, .max - 1, .max] as [UInt64] {
        for count in [0, 1, 63, 64, 65, 70] {
          let hashes = Array(repeating: some, count: count)
          #expect(throws: TransparencyLogError.self) {
            try InclusionProof(index: index, size: size, hashes: hashes)
              .verify(leaf: some, root: leaves[1])
          }
          #expect(throws: TransparencyLogError.self) {
            try ConsistencyProof(oldSize: index, newSize: size, hashes: hashes)
              .verify(oldRoot: some, newRoot: leaves[1])
          }
        }
      }
    }
    var full = try CompactRange(size: .max, hashes: Array(repeating: some, count: 64))
    expectRefusal(.outOfRange) { try full.append(some) }
    expectRefusal(.missing) {
      _ = try MerkleTree.inclusionProof(index: .max - 1, size: .max, from: LeafHashes(leaves))
    }
    expectRefusal(.outOfRange) {
      _ = try MerkleTree.inclusionProof(index: .max, size: .max, from: LeafHashes(leaves))
    }
    #expect(TreeNode(level: 63, index: 1) != nil)
    #expect(TreeNode(level: 63, index: 2) == nil)
    #expect(TreeNode(level: 64, index: 0) == nil)
  }

  @Test func aHashIsExactly32CanonicalBytes() throws {
    expectRefusal(.malformed) { _ = try MerkleHash(Data(repeating: 0, count: 12)) }
    expectRefusal(.malformed) { _ = try MerkleHash(Data(repeating: 0, count: 33)) }
    let text = leaves[0].base64
    #expect(try MerkleHash(base64: text) == leaves[0])
    #expect(try MerkleHash(leaves[0].bytes) == leaves[0])
    // The last digit before the padding carries two unused bits.
    var digits = Array(text)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let position = try #require(alphabet.firstIndex(of: digits[42]))
    digits[42] = alphabet[position + 1]
    expectRefusal(.malformed) { _ = try MerkleHash(base64: String(digits)) }
    expectRefusal(.malformed) { _ = try MerkleHash(base64: text.dropLast()) }
  }
}
