import Crypto
package import Foundation
package import Keys

/// An item's key under one compartment's key.
package struct ItemWrap: Hashable, Codable, Sendable {
  /// The compartment's blind identifier, 32 bytes.
  package let blind: Data
  /// The epoch of the compartment's key.
  package let epoch: Int
  /// The item's key, sealed.
  package let wrapped: Data

  /// Names a wrap.
  package init(blind: Data, epoch: Int, wrapped: Data) {
    self.blind = blind
    self.epoch = epoch
    self.wrapped = wrapped
  }
}

/// One version of an item as it lies at the hub: ciphertext and wrapped keys.
///
/// A reserved item has no wrap but the owner's.
package struct StoredItem: Hashable, Codable, Sendable {
  /// The item.
  package let item: ItemID
  /// The version, from 1; each has a key of its own.
  package let version: Int
  /// The padded content, sealed under the version's key.
  package let ciphertext: Data
  /// The version's key under the owner's key.
  package let ownerWrap: Data
  /// The version's key under the key of each of its compartments, sorted by blind identifier.
  package let wraps: [ItemWrap]

  /// Takes the parts; refuses wraps out of order or of impossible shape.
  package init(
    item: ItemID, version: Int, ciphertext: Data, ownerWrap: Data, wraps: [ItemWrap]
  ) throws(RecordError) {
    guard version >= 1 else { throw RecordError(.malformed, at: "item.version") }
    guard wraps.count <= 73, wraps.allSatisfy({ $0.blind.count == 32 && $0.epoch >= 1 }),
      zip(wraps, wraps.dropFirst()).allSatisfy({ $0.blind.lexicographicallyPrecedes($1.blind) })
    else { throw RecordError(.malformed, at: "item.wraps") }
    self.item = item
    self.version = version
    self.ciphertext = ciphertext
    self.ownerWrap = ownerWrap
    self.wraps = wraps
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      item: container.decode(ItemID.self, forKey: .item),
      version: container.decode(Int.self, forKey: .version),
      ciphertext: container.decode(Data.self, forKey: .ciphertext),
      ownerWrap: container.decode(Data.self, forKey: .ownerWrap),
      wraps: container.decode([ItemWrap].self, forKey: .wraps))
  }

  /// The wrap for a compartment, where the item is in it.
  package func wrap(for blind: Data) -> ItemWrap? { wraps.first { $0.blind == blind } }

  /// What a slot commits to about this version: nil where the item is not in the compartment.
  package func contentsLeaf(for blind: Data) -> Data? {
    wrap(for: blind).map { wrap in
      ContentsTree.leaf(
        item: item, version: version, ciphertext: DocumentHash(of: ciphertext),
        wrap: DocumentHash(of: wrap.wrapped))
    }
  }
}
