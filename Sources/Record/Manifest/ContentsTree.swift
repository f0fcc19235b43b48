import Crypto
package import Foundation
package import Keys
import TransparencyLog

/// The RFC 6962 tree over what one compartment holds, padded so that it tells no number.
///
/// Leaves are 32 bytes: a digest for each item version, and pseudo-random ones up to 64, 256, 1024,
/// 4096, ... All are sorted by their bytes, so that neither the size nor a place in the tree tells
/// how many are items. See docs/spec/manifest.md.
package struct ContentsTree: Sendable {
  private let leaves: [Data]

  /// The tree over items' leaves with a padding seed of 32 bytes.
  package init(items: [Data], padding: Data) {
    let fillers = (items.count..<Self.size(for: items.count)).map { index in
      Data(SHA256.hash(data: padding + integerPart(index)))
    }
    leaves = (items + fillers).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// What stands in the tree for one version of an item.
  package static func leaf(
    item: ItemID, version: Int, ciphertext: DocumentHash, wrap: DocumentHash
  ) -> Data {
    Data(
      SHA256.hash(
        data: labelled(
          "maille/v1/slot-item", item.bytes, integerPart(version), ciphertext.bytes, wrap.bytes)))
  }

  /// The number of leaves of a tree with so many items: the least of 64 · 4^k that holds them.
  package static func size(for items: Int) -> Int {
    var size = 64
    while size < items { size *= 4 }
    return size
  }

  /// The tree's root (RFC 6962 §2.1).
  ///
  /// Hashed level by level in flat buffers: a commit computes 73 of these trees.
  package var root: DocumentHash {
    var level: [UInt8] = []
    level.reserveCapacity(leaves.count * 32)
    for leaf in leaves { level.append(contentsOf: SHA256.hash(data: [0x00] + leaf)) }
    while level.count > 32 {
      var above: [UInt8] = []
      above.reserveCapacity(level.count / 2)
      for start in stride(from: 0, to: level.count, by: 64) {
        above.append(contentsOf: SHA256.hash(data: [0x01] + level[start..<start + 64]))
      }
      level = above
    }
    return DocumentHash(unchecked: Data(level))
  }

  /// The place and the path of a leaf; nil where the tree does not hold it.
  package func path(of leaf: Data) -> ContentsPath? {
    guard let index = leaves.firstIndex(of: leaf) else { return nil }
    let hashes = LeafHashes(leaves.map { MerkleHash.leaf($0) })
    guard
      let proof = try? MerkleTree.inclusionProof(
        index: UInt64(index), size: UInt64(leaves.count), from: hashes)
    else { return nil }
    return ContentsPath(index: index, size: leaves.count, proof: proof)
  }
}

/// The way from one leaf to a root, in the shape in which answers carry it.
package struct ContentsPath: Hashable, Codable, Sendable {
  /// The leaf's place.
  package let index: Int
  /// The number of leaves.
  package let size: Int
  /// The sibling hashes, from the leaf up.
  package let hashes: [DocumentHash]

  /// Takes a proof.
  init(index: Int, size: Int, proof: InclusionProof) {
    self.index = index
    self.size = size
    hashes = proof.hashes.map { DocumentHash(unchecked: $0.bytes) }
  }

  /// Whether the path leads from a leaf's data to a root.
  package func leads(from leaf: Data, to root: DocumentHash) -> Bool {
    guard index >= 0, size > 0, hashes.count <= 64 else { return false }
    do {
      let proof = InclusionProof(
        index: UInt64(index), size: UInt64(size),
        hashes: try hashes.map { try MerkleHash($0.bytes) })
      try proof.verify(leaf: .leaf(leaf), root: MerkleHash(root.bytes))
      return true
    } catch {
      return false
    }
  }
}
