package import Consent
package import Foundation
package import Keys
import PersonalNetwork

/// One slot of the grant's scope with its path to the manifest's root.
package struct ReleasedSlot: Hashable, Codable, Sendable {
  /// The slot's leaf, in its parts.
  package let salt: Data
  package let blind: Data
  package let epoch: Int
  package let contents: DocumentHash
  /// The way to the root; its index is the compartment's.
  package let path: ContentsPath
  /// The padding's seed, for a compartment granted whole; nil where only selected items are shown.
  package let padding: Data?

  /// Takes a slot out of a table.
  package init(slot: Slot, path: ContentsPath, whole: Bool) {
    salt = slot.salt
    blind = slot.blind
    epoch = slot.epoch
    contents = slot.contents
    self.path = path
    padding = whole ? slot.padding : nil
  }
}

/// One item of the grant's compartments.
package struct ReleasedItem: Hashable, Codable, Sendable {
  package let item: ItemID
  package let version: Int
  package let ciphertext: Data
  /// The wraps of the grant's compartments only, sorted by blind identifier.
  package let wraps: [ItemWrap]

  /// Takes what a reader of some compartments gets of an item.
  package init(item: ItemID, version: Int, ciphertext: Data, wraps: [ItemWrap]) {
    self.item = item
    self.version = version
    self.ciphertext = ciphertext
    self.wraps = wraps
  }
}

/// One selected item with its key under the grant and its path inside its slot.
package struct ReleasedSelection: Hashable, Codable, Sendable {
  package let item: ItemID
  package let version: Int
  package let ciphertext: Data
  /// The item's key under the grant's selection key.
  package let wrapped: Data
  /// The hash of the wrap in the slot, which the leaf holds.
  package let wrapHash: DocumentHash
  /// The way from the item's leaf to the slot's contents root.
  package let path: ContentsPath

  /// Takes what a reader gets of a selected item.
  package init(
    item: ItemID, version: Int, ciphertext: Data, wrapped: Data, wrapHash: DocumentHash,
    path: ContentsPath
  ) {
    self.item = item
    self.version = version
    self.ciphertext = ciphertext
    self.wrapped = wrapped
    self.wrapHash = wrapHash
    self.path = path
  }
}

/// All that a hub releases under one grant, before it is sealed to the viewer.
package struct ReleasedView: Hashable, Codable, Sendable {
  package let grant: SignedDocument<Grant>
  package let ownerCard: SignedDocument<Card>
  /// How the owner's key came to be the present one, oldest first; absent where it never changed.
  package let successions: [OwnerSuccession]?
  package let manifest: SignedDocument<Manifest>
  /// The slots of the scope, by index; those of whole compartments and those of selected items.
  package let slots: [ReleasedSlot]
  /// One share for each gate, in the grant's order.
  package let shares: [ReleasedShare]
  /// One packet for each whole compartment.
  package let packets: [SealedPacket]
  /// The items of the whole compartments, sorted by identifier.
  package let items: [ReleasedItem]
  /// The selected items, in the grant's order; without those that are gone or reserved by now.
  package let selection: [ReleasedSelection]

  /// Takes parts as they come; a reader's ``GrantOpener`` believes none of them.
  package init(
    grant: SignedDocument<Grant>, ownerCard: SignedDocument<Card>,
    successions: [OwnerSuccession] = [], manifest: SignedDocument<Manifest>, slots: [ReleasedSlot],
    shares: [ReleasedShare],
    packets: [SealedPacket], items: [ReleasedItem], selection: [ReleasedSelection]
  ) {
    self.grant = grant
    self.ownerCard = ownerCard
    self.successions = successions.isEmpty ? nil : successions
    self.manifest = manifest
    self.slots = slots
    self.shares = shares
    self.packets = packets
    self.items = items
    self.selection = selection
  }
}

extension ReleasedView {
  /// What a hub puts together for one release, without the shares that its gates opened.
  ///
  /// `items` are all items of the record. Throws ``RecordError/Code/packetDiffers`` or
  /// ``RecordError/Code/notSelectable`` where the grant's packets do not fit the record's present
  /// state, which a commit accepted by ``RecordReplica`` never leaves behind.
  package init(
    publication: GrantPublication, ownerCard: SignedDocument<Card>,
    successions: [OwnerSuccession] = [], manifest: SignedDocument<Manifest>, table: SlotTable,
    items: some Sequence<StoredItem>,
    shares: [ReleasedShare]
  ) throws(RecordError) {
    let grant = publication.grant.payload
    let whole = Set(grant.compartments)
    let blinds = Set(grant.compartments.map { table[$0].blind })
    for packet in publication.packets {
      guard table.slots.contains(where: { $0.blind == packet.blind && $0.epoch == packet.epoch })
      else { throw RecordError(.packetDiffers, at: "packet") }
    }
    var slots: [ReleasedSlot] = []
    let compartments = whole.union(grant.selection.map(\.compartment))
    let paths = table.paths(of: compartments)
    for compartment in compartments.sorted() {
      guard let path = paths[compartment] else {
        throw RecordError(.wrongPath, at: "slot \(compartment.index)")
      }
      slots.append(
        ReleasedSlot(slot: table[compartment], path: path, whole: whole.contains(compartment)))
    }
    var released: [ReleasedItem] = []
    var byID: [ItemID: StoredItem] = [:]
    for item in items {
      byID[item.item] = item
      let wraps = item.wraps.filter { blinds.contains($0.blind) }
      guard !wraps.isEmpty else { continue }
      released.append(
        ReleasedItem(
          item: item.item, version: item.version, ciphertext: item.ciphertext, wraps: wraps))
    }
    var selection: [ReleasedSelection] = []
    for wrapped in publication.selection {
      guard let selected = grant.selection.first(where: { $0.item == wrapped.item }) else {
        throw RecordError(.notSelectable, at: "item \(wrapped.item)")
      }
      let place = "item \(selected.item)"
      let slot = table[selected.compartment]
      guard let stored = byID[selected.item], stored.version == wrapped.version,
        let wrap = stored.wrap(for: slot.blind), let leaf = stored.contentsLeaf(for: slot.blind),
        let path = table.contents(of: selected.compartment, items: byID.values).path(of: leaf)
      else { throw RecordError(.notSelectable, at: place) }
      selection.append(
        ReleasedSelection(
          item: selected.item, version: stored.version, ciphertext: stored.ciphertext,
          wrapped: wrapped.wrapped, wrapHash: DocumentHash(of: wrap.wrapped), path: path))
    }
    self.init(
      grant: publication.grant, ownerCard: ownerCard, successions: successions, manifest: manifest,
      slots: slots,
      shares: shares, packets: publication.packets,
      items: released.sorted { $0.item < $1.item }, selection: selection)
  }
}
