package import Foundation
package import Keys
package import PersonalNetwork
import TransparencyLog

/// One of the 73 slots of a manifest, used or not: they look alike from outside.
package struct Slot: Hashable, Codable, Sendable {
  /// 32 bytes that differ in every version.
  package let salt: Data
  /// The compartment's blind identifier, 32 bytes.
  package let blind: Data
  /// The compartment's epoch.
  package let epoch: Int
  /// The root of the tree over what the compartment holds.
  package let contents: DocumentHash
  /// The seed of that tree's padding, 32 bytes.
  package let padding: Data

  /// Takes the parts; refuses parts of another length.
  package init(
    salt: Data, blind: Data, epoch: Int, contents: DocumentHash, padding: Data
  ) throws(RecordError) {
    guard salt.count == 32, blind.count == 32, padding.count == 32, epoch >= 1 else {
      throw RecordError(.malformed, at: "slot")
    }
    self.salt = salt
    self.blind = blind
    self.epoch = epoch
    self.contents = contents
    self.padding = padding
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      salt: container.decode(Data.self, forKey: .salt),
      blind: container.decode(Data.self, forKey: .blind),
      epoch: container.decode(Int.self, forKey: .epoch),
      contents: container.decode(DocumentHash.self, forKey: .contents),
      padding: container.decode(Data.self, forKey: .padding))
  }

  /// The 104 bytes that are this slot's leaf: salt, blind identifier, epoch, contents root.
  package var leaf: Data { Self.leaf(salt: salt, blind: blind, epoch: epoch, contents: contents) }

  static func leaf(salt: Data, blind: Data, epoch: Int, contents: DocumentHash) -> Data {
    salt + blind + integerPart(epoch) + contents.bytes
  }
}

/// All 73 slots in canonical order; the owner and the hub have them, a reader only their own.
package struct SlotTable: Hashable, Codable, Sendable {
  /// The slots; the place is ``Compartment/index``.
  package let slots: [Slot]
  /// The root over all slots, which the manifest holds.
  package let root: DocumentHash

  /// Takes 73 slots whose blind identifiers all differ.
  package init(slots: [Slot]) throws(RecordError) {
    guard slots.count == Compartment.count, Set(slots.map(\.blind)).count == slots.count else {
      throw RecordError(.malformed, at: "slots")
    }
    self.slots = slots
    root = DocumentHash(unchecked: MerkleTree.root(of: Self.leafHashes(of: slots)).bytes)
  }

  /// The slots of a version, from the items as they will lie at the hub.
  package init(
    version: Int, items: some Sequence<StoredItem>, epochs: Epochs, keys: RecordKeys
  ) throws(RecordError) {
    let leaves = Self.leaves(of: items)
    var slots: [Slot] = []
    for compartment in Compartment.all {
      let blind = keys.blind(compartment)
      let padding = keys.slotPadding(version: version, index: compartment.index)
      slots.append(
        try Slot(
          salt: keys.slotSalt(version: version, index: compartment.index), blind: blind,
          epoch: epochs[compartment],
          contents: ContentsTree(items: leaves[blind] ?? [], padding: padding).root,
          padding: padding))
    }
    try self.init(slots: slots)
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    try self.init(slots: decoder.singleValueContainer().decode([Slot].self))
  }

  /// Encodes the slots as an array.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(slots)
  }

  /// The slot of a compartment.
  package subscript(compartment: Compartment) -> Slot { slots[compartment.index] }

  /// The way from a compartment's slot to the root.
  package func path(of compartment: Compartment) -> ContentsPath? {
    paths(of: [compartment])[compartment]
  }

  /// The ways from compartments' slots to the root.
  func paths(of compartments: some Sequence<Compartment>) -> [Compartment: ContentsPath] {
    let hashes = LeafHashes(Self.leafHashes(of: slots))
    var paths: [Compartment: ContentsPath] = [:]
    for compartment in compartments {
      let proof = try? MerkleTree.inclusionProof(
        index: UInt64(compartment.index), size: UInt64(slots.count), from: hashes)
      paths[compartment] = proof.map {
        ContentsPath(index: compartment.index, size: slots.count, proof: $0)
      }
    }
    return paths
  }

  /// Checks that each slot holds exactly the items given, as the hub does before it takes a commit.
  package func check(holds items: some Sequence<StoredItem>) throws(RecordError) {
    let leaves = Self.leaves(of: items)
    let blinds = Set(slots.map(\.blind))
    guard leaves.keys.allSatisfy({ blinds.contains($0) }) else {
      throw RecordError(.slotTableDiffers, at: "items")
    }
    for (index, slot) in slots.enumerated() {
      let tree = ContentsTree(items: leaves[slot.blind] ?? [], padding: slot.padding)
      guard tree.root == slot.contents else {
        throw RecordError(.slotTableDiffers, at: "slot \(index)")
      }
    }
    for item in items {
      for wrap in item.wraps {
        guard slots.contains(where: { $0.blind == wrap.blind && $0.epoch == wrap.epoch }) else {
          throw RecordError(.staleEpoch, at: "item \(item.item)")
        }
      }
    }
  }

  /// The tree of a compartment over the items given.
  package func contents(
    of compartment: Compartment, items: some Sequence<StoredItem>
  ) -> ContentsTree {
    let slot = self[compartment]
    return ContentsTree(
      items: items.compactMap { $0.contentsLeaf(for: slot.blind) }, padding: slot.padding)
  }

  private static func leafHashes(of slots: [Slot]) -> [MerkleHash] {
    slots.map { MerkleHash.leaf($0.leaf) }
  }

  private static func leaves(of items: some Sequence<StoredItem>) -> [Data: [Data]] {
    var leaves: [Data: [Data]] = [:]
    for item in items {
      for wrap in item.wraps {
        guard let leaf = item.contentsLeaf(for: wrap.blind) else { continue }
        leaves[wrap.blind, default: []].append(leaf)
      }
    }
    return leaves
  }
}
