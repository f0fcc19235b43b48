import Crypto
import Consent
package import Foundation
package import Keys
package import PersonalNetwork

/// Seals and opens items and their keys; each context names record, item, version and place.
package enum ItemCipher {
  /// The associated data of an item's ciphertext.
  package static func contentContext(record: RecordID, item: ItemID, version: Int) -> Data {
    labelled("maille/v1/item", record.bytes, item.bytes, integerPart(version))
  }

  /// The associated data of the owner's wrap.
  package static func ownerContext(record: RecordID, item: ItemID, version: Int) -> Data {
    labelled("maille/v1/item-owner", record.bytes, item.bytes, integerPart(version))
  }

  /// The associated data of a compartment's wrap.
  package static func wrapContext(
    record: RecordID, item: ItemID, version: Int, blind: Data, epoch: Int
  ) -> Data {
    labelled(
      "maille/v1/item-wrap", record.bytes, item.bytes, integerPart(version), blind,
      integerPart(epoch))
  }

  /// Opens an item's content with its key and checks that it is the item that it says.
  package static func openContent(
    _ ciphertext: Data, key: SecretBytes, record: RecordID, item: ItemID, version: Int
  ) throws(RecordError) -> NetworkItem {
    let place = "item \(item)"
    let padded = try RecordCipher.open(
      ciphertext, key: key, context: contentContext(record: record, item: item, version: version),
      at: place)
    let content: NetworkItem
    do {
      content = try CanonicalJSON.decode(NetworkItem.self, from: Padding.unpad(padded))
    } catch {
      throw RecordError(.malformed, at: place)
    }
    guard content.id.bytes == item.bytes, content.version == version else {
      throw RecordError(.itemDiffers, at: place)
    }
    return content
  }

  /// Opens a compartment's wrap of an item's key.
  package static func openWrap(
    _ wrap: ItemWrap, key: SecretBytes, record: RecordID, item: ItemID, version: Int
  ) throws(RecordError) -> SecretBytes {
    let context = wrapContext(
      record: record, item: item, version: version, blind: wrap.blind, epoch: wrap.epoch)
    return SecretBytes(
      try RecordCipher.open(wrap.wrapped, key: key, context: context, at: "item \(item)"))
  }
}

/// The owner's side: makes stored items, and opens them again by the owner's own wrap.
package struct ItemSealer: Sendable {
  private let keys: RecordKeys

  /// Seals with a record's keys.
  package init(keys: RecordKeys) {
    self.keys = keys
  }

  /// Seals a version under a fresh key, wrapped for the owner and for each compartment.
  package func seal(
    _ item: NetworkItem, compartments: [Compartment], epochs: Epochs
  ) throws(RecordError) -> StoredItem {
    try seal(item, compartments: compartments, epochs: epochs, key: .random(count: 32))
  }

  /// Seals a version under a given key, for vectors; a key serves one version of one item.
  func seal(
    _ item: NetworkItem, compartments: [Compartment], epochs: Epochs, key: SecretBytes,
    nonce: AES.GCM.Nonce? = nil
  ) throws(RecordError) -> StoredItem {
    let id = ItemID(item.id)
    let padded: Data
    do {
      padded = Padding.pad(try CanonicalJSON.encode(item))
    } catch {
      throw RecordError(.cannotSeal, at: "item \(id)")
    }
    let ciphertext = try RecordCipher.seal(
      padded, key: key,
      context: ItemCipher.contentContext(record: keys.record, item: id, version: item.version),
      nonce: nonce)
    let ownerWrap = try RecordCipher.wrap(
      key, key: keys.ownerKey,
      context: ItemCipher.ownerContext(record: keys.record, item: id, version: item.version),
      nonce: nonce)
    return try StoredItem(
      item: id, version: item.version, ciphertext: ciphertext, ownerWrap: ownerWrap,
      wraps: wraps(
        of: key, item: id, version: item.version, compartments: compartments, epochs: epochs,
        nonce: nonce))
  }

  /// The same version wrapped anew, for other compartments or epochs; its key stays.
  ///
  /// A wrap that is already right is kept, so that only what changed changes.
  package func rewrap(
    _ stored: StoredItem, compartments: [Compartment], epochs: Epochs
  ) throws(RecordError) -> StoredItem {
    let wanted = compartments.map { (blind: keys.blind($0), epoch: epochs[$0], $0) }
    let kept = stored.wraps.filter { wrap in
      wanted.contains { $0.blind == wrap.blind && $0.epoch == wrap.epoch }
    }
    guard kept.count != wanted.count || kept.count != stored.wraps.count else { return stored }
    let missing = wanted.filter { entry in !kept.contains { $0.blind == entry.blind } }.map(\.2)
    let key = try self.key(of: stored)
    let made = try wraps(
      of: key, item: stored.item, version: stored.version, compartments: missing, epochs: epochs,
      nonce: nil)
    return try StoredItem(
      item: stored.item, version: stored.version, ciphertext: stored.ciphertext,
      ownerWrap: stored.ownerWrap,
      wraps: (kept + made).sorted { $0.blind.lexicographicallyPrecedes($1.blind) })
  }

  /// The key of a stored version, by the owner's wrap.
  package func key(of stored: StoredItem) throws(RecordError) -> SecretBytes {
    SecretBytes(
      try RecordCipher.open(
        stored.ownerWrap, key: keys.ownerKey,
        context: ItemCipher.ownerContext(
          record: keys.record, item: stored.item, version: stored.version),
        at: "item \(stored.item)"))
  }

  /// Opens a stored version.
  package func open(_ stored: StoredItem) throws(RecordError) -> NetworkItem {
    try ItemCipher.openContent(
      stored.ciphertext, key: key(of: stored), record: keys.record, item: stored.item,
      version: stored.version)
  }

  private func wraps(
    of key: SecretBytes, item: ItemID, version: Int, compartments: [Compartment], epochs: Epochs,
    nonce: AES.GCM.Nonce?
  ) throws(RecordError) -> [ItemWrap] {
    var wraps: [ItemWrap] = []
    for compartment in compartments {
      let (blind, epoch) = (keys.blind(compartment), epochs[compartment])
      let context = ItemCipher.wrapContext(
        record: keys.record, item: item, version: version, blind: blind, epoch: epoch)
      let compartmentKey = keys.compartmentKey(compartment, epoch: epoch)
      let wrapped = try RecordCipher.wrap(
        key, key: compartmentKey, context: context, nonce: nonce)
      wraps.append(ItemWrap(blind: blind, epoch: epoch, wrapped: wrapped))
    }
    return wraps.sorted { $0.blind.lexicographicallyPrecedes($1.blind) }
  }
}
