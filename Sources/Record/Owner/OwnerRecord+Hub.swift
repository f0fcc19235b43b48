package import Consent
import Foundation
package import Keys
package import PersonalNetwork

extension OwnerRecord {
  /// Takes note of the hub's list of grants: those ended by others, and those made on another
  /// device of the owner's.
  ///
  /// Every grant is verified; what the hub says has ended is believed (it can only close). A grant
  /// that this device knows and the hub does not list, and a statement counter already used up,
  /// show a hub or a local file that was rolled back.
  package mutating func apply(_ answer: OwnerGrants) async throws(RecordError) {
    let listed = Set(answer.grants.map(\.publication.grant.payload.id))
    guard state.grants.allSatisfy({ listed.contains($0.publication.grant.payload.id) }) else {
      throw RecordError(.rolledBack, at: "grants")
    }
    var next = self
    try await next.apply(answer.state)
    for grant in answer.grants {
      let document = grant.publication.grant
      do {
        _ = try await owners.verify(document)
      } catch {
        throw RecordError(.wrongOwner, at: "grants")
      }
      guard document.payload.record == state.record else {
        throw RecordError(.wrongRecord, at: "grants")
      }
      try next.note(grant.publication, at: document.payload.issuedAt)
      next.takeUpPackets(of: grant.publication)
      if let endedAt = grant.endedAt {
        next.end([document.payload.id], why: grant.end ?? .revoked, at: endedAt)
      }
      next.state.counter = max(next.state.counter, document.payload.counter)
    }
    next.state.affiliations = answer.affiliations
    next.state.stopped = answer.stopped
    self = next
  }

  /// Takes note of the hub's signed word on where the record's sequence stands.
  ///
  /// Throws ``RecordError/Code/rolledBack`` where it stands before what the hub signed earlier.
  package mutating func apply(
    _ document: SignedDocument<RecordState>?
  ) async throws(RecordError) {
    guard let document else { return }
    guard let hub = state.hub?.description.card.payload.identity,
      document.payload.record == state.record,
      (try? await document.verified(by: hub)) != nil
    else { throw RecordError(.wrongHub, at: "record state") }
    if let known = state.recordState?.payload {
      let told = document.payload
      guard told.sequence >= known.sequence, told.treeSize >= known.treeSize else {
        throw RecordError(.rolledBack, at: "record state")
      }
      guard told.sequence > known.sequence || told.leaf == known.leaf else {
        throw RecordError(.forked, at: "record state")
      }
    }
    state.recordState = document
  }

  /// Compares the hub's head with this device's before anything is written.
  ///
  /// Throws ``RecordError/Code/rolledBack`` where the hub's is older, ``RecordError/Code/forked``
  /// where it is another of the same version, and ``RecordError/Code/localFileBehind`` where the hub
  /// has had a newer one from another device, or before this file was put back from a copy.
  package mutating func compare(_ head: RecordHead) async throws(RecordError) {
    try await apply(head.state)
    guard let manifest = head.manifest else {
      guard state.head == nil || hasPendingCommit else {
        throw RecordError(.rolledBack, at: "manifest")
      }
      return
    }
    guard (try? await owners.verify(manifest)) != nil,
      manifest.payload.record == state.record
    else { throw RecordError(.wrongOwner, at: "manifest") }
    let version = manifest.payload.version
    if let pending = pendingCommit {
      guard manifest.hash != pending.hash else { return }
      guard manifest.hash == pending.payload.previous else {
        throw RecordError(
          version < pending.payload.version ? .rolledBack : .localFileBehind, at: "manifest")
      }
      return
    }
    guard let known = state.head, known.version >= version else {
      throw RecordError(.localFileBehind, at: "manifest")
    }
    try known.check(version: version, hash: manifest.hash)
    guard head.counter <= state.counter else {
      throw RecordError(.localFileBehind, at: "counter")
    }
  }

  /// Takes up the record as it lies at the hub, as after a conflict or on a new device.
  ///
  /// Everything is verified and decrypted with the owner's keys. What this device edited since its
  /// own newest manifest is put on top; an item that both sides changed is refused
  /// (``RecordError/Code/conflict``, naming it) unless `choices` says what becomes of it, so that no
  /// write is lost unseen. ``conflicts(with:)`` tells them all.
  package mutating func adopt(
    _ contents: RecordContents, choices: [NetworkItemID: MergeChoice] = [:]
  ) async throws(RecordError) {
    guard let manifest = contents.manifest, let slots = contents.slots else {
      throw RecordError(.rolledBack, at: "manifest")
    }
    guard (try? await owners.verify(manifest)) != nil,
      manifest.payload.record == state.record
    else { throw RecordError(.wrongOwner, at: "manifest") }
    var next = self
    next.restoreBeforeCommit()
    next.state.outbox.removeAll { publication in
      if case .commit = publication { true } else { false }
    }
    try next.state.head?.check(version: manifest.payload.version, hash: manifest.hash)
    try check(slots, manifest: manifest.payload, items: contents.items)
    next.state.items = try next.merged(contents, choices: choices).items
    next.state.stored = contents.items.sorted { $0.item < $1.item }
    next.state.epochs = Epochs(slots)
    next.state.manifest = manifest
    next.state.measures = nil
    next.state.counter = max(state.counter, contents.counter)
    try await next.apply(contents.state)
    self = next
  }

  /// Takes up packets that another device sealed at later epochs.
  ///
  /// What they gave away counts when the grant ends. Packets older than this device's own are not believed.
  private mutating func takeUpPackets(of publication: GrantPublication) {
    guard !hasPendingCommit else { return }
    state.grants = state.grants.map { known in
      let own = known.publication
      guard own.grant == publication.grant, own != publication,
        own.packets.allSatisfy({ packet in
          publication.packets.contains { $0.blind == packet.blind && $0.epoch >= packet.epoch }
        })
      else { return known }
      return PublishedGrant(publication: publication, endedAt: known.endedAt, end: known.end)
    }
  }

  private var pendingCommit: SignedDocument<Manifest>? {
    for case .commit(let commit) in state.outbox { return commit.manifest }
    return nil
  }

  private func check(
    _ slots: SlotTable, manifest: Manifest, items: [StoredItem]
  ) throws(RecordError) {
    let own = try SlotTable(
      version: manifest.version, items: items, epochs: Epochs(slots), keys: keys)
    guard own == slots, slots.root == manifest.slots else {
      throw RecordError(.contentsDiffer, at: "items")
    }
  }

  /// The items that this device and the hub's contents changed differently, by identifier.
  package func conflicts(with contents: RecordContents) throws(RecordError) -> [MergeConflict] {
    var agreed = self
    agreed.restoreBeforeCommit()
    return try agreed.merge(contents, choices: [:]).conflicts
  }

  private func merged(
    _ contents: RecordContents, choices: [NetworkItemID: MergeChoice]
  ) throws(RecordError) -> PersonalNetwork {
    let (items, conflicts) = try merge(contents, choices: choices)
    if let first = conflicts.first { throw RecordError(.conflict, at: "item \(first.item)") }
    do {
      return try PersonalNetwork(items: items)
    } catch {
      throw RecordError(.conflict, at: error.place)
    }
  }

  private func merge(
    _ contents: RecordContents, choices: [NetworkItemID: MergeChoice]
  ) throws(RecordError) -> (items: [NetworkItem], conflicts: [MergeConflict]) {
    let sealer = ItemSealer(keys: keys)
    var remote: [NetworkItemID: NetworkItem] = [:]
    for stored in contents.items {
      let item = try sealer.open(stored)
      remote[item.id] = item
    }
    var base: [NetworkItemID: Int] = [:]
    for stored in state.stored {
      if let id = NetworkItemID(stored.item) { base[id] = stored.version }
    }
    let local = Dictionary(state.items.map { ($0.id, $0) }) { _, last in last }
    do {
      return try OwnerMerge(base: base, local: local, remote: remote, choices: choices).run()
    } catch {
      throw RecordError(.malformed, at: error.place)
    }
  }
}
