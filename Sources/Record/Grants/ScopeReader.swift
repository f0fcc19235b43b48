import Consent
import Foundation
import Keys
import PersonalNetwork

/// Reads the slots, packets and items of one grant against the manifest's root.
struct ScopeReader {
  let record: RecordID
  let grant: Grant
  let keys: GrantKeys

  /// Every item of the scope, or the first part that is not what the root commits to.
  func read(_ view: ReleasedView, root: DocumentHash) throws(RecordError) -> [OpenedItem] {
    let slots = try self.slots(view, root: root)
    let compartmentKeys = try self.compartmentKeys(view.packets, slots: slots)
    try checkContents(view.items, slots: slots)
    var opened = try openItems(view.items, slots: slots, keys: compartmentKeys)
    for selected in try openSelection(view.selection, slots: slots) {
      if let known = opened.first(where: { $0.item.id == selected.item.id }) {
        guard known.item == selected.item else { throw RecordError(.itemDiffers, at: "selection") }
      } else {
        opened.append(selected)
      }
    }
    return opened.sorted { $0.item.id < $1.item.id }
  }

  /// The slots by compartment: exactly those of the scope, each with a path to the root.
  private func slots(
    _ view: ReleasedView, root: DocumentHash
  ) throws(RecordError) -> [Compartment: ReleasedSlot] {
    let scope = Set(grant.compartments + grant.selection.map(\.compartment)).sorted()
    guard view.slots.map(\.path.index) == scope.map(\.index) else {
      throw RecordError(.slotsDiffer, at: "slots")
    }
    var slots: [Compartment: ReleasedSlot] = [:]
    for (compartment, slot) in zip(scope, view.slots) {
      let place = "slot \(compartment.index)"
      guard slot.path.size == Compartment.count, slot.salt.count == 32, slot.blind.count == 32,
        slot.epoch >= 1
      else { throw RecordError(.slotsDiffer, at: place) }
      let leaf = Slot.leaf(
        salt: slot.salt, blind: slot.blind, epoch: slot.epoch, contents: slot.contents)
      guard slot.path.leads(from: leaf, to: root) else { throw RecordError(.wrongPath, at: place) }
      guard (slot.padding != nil) == grant.compartments.contains(compartment) else {
        throw RecordError(.slotsDiffer, at: place)
      }
      slots[compartment] = slot
    }
    return slots
  }

  private func compartmentKeys(
    _ packets: [SealedPacket], slots: [Compartment: ReleasedSlot]
  ) throws(RecordError) -> [Compartment: SecretBytes] {
    guard packets.count == grant.compartments.count else {
      throw RecordError(.packetDiffers, at: "packets")
    }
    var keys: [Compartment: SecretBytes] = [:]
    for compartment in grant.compartments {
      let place = "slot \(compartment.index)"
      guard let slot = slots[compartment],
        let packet = packets.first(where: { $0.blind == slot.blind && $0.epoch == slot.epoch })
      else { throw RecordError(.packetDiffers, at: place) }
      keys[compartment] = try self.keys.openPacket(
        packet.sealed, blind: packet.blind, epoch: packet.epoch, at: place)
    }
    return keys
  }

  /// Each whole compartment holds exactly the items given: none missing, none added, none changed.
  private func checkContents(
    _ items: [ReleasedItem], slots: [Compartment: ReleasedSlot]
  ) throws(RecordError) {
    guard zip(items, items.dropFirst()).allSatisfy({ $0.item < $1.item }) else {
      throw RecordError(.contentsDiffer, at: "items")
    }
    for compartment in grant.compartments {
      guard let slot = slots[compartment], let padding = slot.padding else {
        throw RecordError(.slotsDiffer, at: "slot \(compartment.index)")
      }
      let leaves = items.flatMap { item in
        item.wraps.filter { $0.blind == slot.blind }.map { wrap in
          ContentsTree.leaf(
            item: item.item, version: item.version, ciphertext: DocumentHash(of: item.ciphertext),
            wrap: DocumentHash(of: wrap.wrapped))
        }
      }
      guard padding.count == 32,
        ContentsTree(items: leaves, padding: padding).root == slot.contents
      else { throw RecordError(.contentsDiffer, at: "slot \(compartment.index)") }
    }
  }

  private func openItems(
    _ items: [ReleasedItem], slots: [Compartment: ReleasedSlot],
    keys: [Compartment: SecretBytes]
  ) throws(RecordError) -> [OpenedItem] {
    var opened: [OpenedItem] = []
    for item in items {
      let place = "item \(item.item)"
      var compartments: [Compartment] = []
      var content: NetworkItem?
      for wrap in item.wraps {
        guard
          let compartment = grant.compartments.first(where: { slots[$0]?.blind == wrap.blind }),
          let key = keys[compartment], slots[compartment]?.epoch == wrap.epoch
        else { throw RecordError(.outOfScope, at: place) }
        let itemKey = try ItemCipher.openWrap(
          wrap, key: key, record: record, item: item.item, version: item.version)
        let read = try ItemCipher.openContent(
          item.ciphertext, key: itemKey, record: record, item: item.item, version: item.version)
        guard content == nil || content == read else { throw RecordError(.itemDiffers, at: place) }
        content = read
        compartments.append(compartment)
      }
      guard let content else { throw RecordError(.outOfScope, at: place) }
      opened.append(
        OpenedItem(item: content, compartments: compartments.sorted(), selected: false))
    }
    return opened
  }

  private func openSelection(
    _ selection: [ReleasedSelection], slots: [Compartment: ReleasedSlot]
  ) throws(RecordError) -> [OpenedItem] {
    guard zip(selection, selection.dropFirst()).allSatisfy({ $0.item < $1.item }) else {
      throw RecordError(.contentsDiffer, at: "selection")
    }
    var opened: [OpenedItem] = []
    for released in selection {
      guard let selected = grant.selection.first(where: { $0.item == released.item }) else {
        throw RecordError(.outOfScope, at: "selection")
      }
      let leaf = ContentsTree.leaf(
        item: released.item, version: released.version,
        ciphertext: DocumentHash(of: released.ciphertext), wrap: released.wrapHash)
      guard let slot = slots[selected.compartment],
        released.path.leads(from: leaf, to: slot.contents)
      else { throw RecordError(.wrongPath, at: "item \(released.item)") }
      let key = try keys.openSelected(
        released.wrapped, item: released.item, version: released.version)
      let content = try ItemCipher.openContent(
        released.ciphertext, key: key, record: record, item: released.item,
        version: released.version)
      opened.append(
        OpenedItem(item: content, compartments: [selected.compartment], selected: true))
    }
    return opened
  }
}
