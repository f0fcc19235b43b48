package import Consent
package import Foundation
package import Keys
import PersonalNetwork

/// A record as a hub holds it, and the one place where a commit is checked before it is taken.
package struct RecordReplica: Sendable {
  /// The newest manifest; nil before the first commit.
  package let manifest: SignedDocument<Manifest>?
  /// Its slots.
  package let slots: SlotTable?
  /// Every item.
  package let items: [ItemID: StoredItem]
  /// The last version of items that were removed: their ids never come back at an older one.
  package let removed: [ItemID: Int]

  /// Takes what a store holds; of what was removed, at least what the next commit brings back.
  package init(
    manifest: SignedDocument<Manifest>? = nil, slots: SlotTable? = nil,
    items: some Sequence<StoredItem> = [], removed: [ItemID: Int] = [:]
  ) {
    self.manifest = manifest
    self.slots = slots
    self.removed = removed
    self.items = Dictionary(items.map { ($0.item, $0) }) { _, last in last }
  }

  /// What a hub stores when it takes a commit.
  package struct Accepted: Sendable {
    /// The record after the commit.
    package let replica: RecordReplica
    /// The manifest, verified.
    package let manifest: VerifiedDocument<Manifest>
    /// The measures, verified.
    package let measures: VerifiedDocument<Measures>
    /// The publications that were sealed anew, sorted by grant.
    package let resealed: [GrantPublication]
  }

  /// Checks a commit in every part and returns the record after it.
  ///
  /// `counter` is the highest statement counter taken so far; `grants` are all publications of the
  /// record with their ends. Throws ``RecordError/Code/conflict`` where the commit replaces another
  /// version than the present one, ``RecordError/Code/staleEpoch`` where it writes under a key that
  /// a former viewer has, ``RecordError/Code/resealMissing`` where a live grant would no longer
  /// open, and the code of whatever else does not fit.
  package func accepting(
    _ commit: RecordCommit, owner: PublicIdentity, gate: Identity, counter: Int,
    grants: [PublishedGrant], at time: Date
  ) async throws(RecordError) -> Accepted {
    let manifest = try await verify(commit.manifest, owner: owner, counter: counter)
    let measures = try await verify(commit, manifest: manifest, owner: owner, gate: gate)
    let next = RecordReplica(
      manifest: commit.manifest, slots: commit.slots, items: try merged(commit).values)
    try checkSlots(of: commit)
    try commit.slots.check(holds: next.items.values)
    try next.checkWeights(measures.payload.weights)
    let (ended, live) = grants.reduce(
      into: ([GrantPublication](), [GrantPublication]())
    ) { parts, grant in
      if grant.isEnded(at: time) {
        parts.0.append(grant.publication)
      } else {
        parts.1.append(grant.publication)
      }
    }
    try StaleEpochs.check(commit.slots, ended: ended)
    return Accepted(
      replica: next, manifest: manifest, measures: measures,
      resealed: try next.resealing(live, with: commit.reseals))
  }

  /// Checks that a publication opens with the record's present keys.
  ///
  /// Throws ``RecordError/Code/staleEpoch`` where its packets or the record itself are at an epoch
  /// that an ended grant gave away.
  package func check(
    _ publication: GrantPublication, ended: some Sequence<GrantPublication>
  ) throws(RecordError) {
    guard let slots else { throw RecordError(.conflict, at: "manifest") }
    try StaleEpochs.check(slots, ended: ended)
    guard publication.isComplete else { throw RecordError(.notSelectable, at: "selection") }
    try check(publication, slots: slots)
  }

  private func check(
    _ publication: GrantPublication, slots: SlotTable
  ) throws(RecordError) {
    let grant = publication.grant.payload
    let wanted = Set(grant.compartments.map { slots[$0].blind })
    guard Set(publication.packets.map(\.blind)) == wanted else {
      throw RecordError(.packetDiffers, at: "packets")
    }
    for compartment in grant.compartments {
      let slot = slots[compartment]
      guard
        publication.packets.contains(where: { $0.blind == slot.blind && $0.epoch == slot.epoch })
      else { throw RecordError(.resealMissing, at: "slot \(compartment.index)") }
    }
    for selected in grant.selection {
      let wrapped = publication.selection.first { $0.item == selected.item }
      let present = items[selected.item].flatMap { stored in
        stored.wrap(for: slots[selected.compartment].blind) == nil ? nil : stored
      }
      guard wrapped?.version == present?.version else {
        throw RecordError(.resealMissing, at: "item \(selected.item)")
      }
    }
  }

  private func resealing(
    _ live: [GrantPublication], with reseals: [Reseal]
  ) throws(RecordError) -> [GrantPublication] {
    guard let slots else { throw RecordError(.conflict, at: "manifest") }
    var byGrant = Dictionary(reseals.map { ($0.grant, $0) }) { _, last in last }
    var resealed: [GrantPublication] = []
    for publication in live {
      guard let reseal = byGrant.removeValue(forKey: publication.grant.payload.id) else {
        try check(publication, slots: slots)
        continue
      }
      let next: GrantPublication
      do {
        next = try publication.resealed(packets: reseal.packets, selection: reseal.selection)
      } catch {
        throw RecordError(.packetDiffers, at: "reseals")
      }
      try check(next, slots: slots)
      resealed.append(next)
    }
    guard byGrant.isEmpty else { throw RecordError(.unknownGrant, at: "reseals") }
    return resealed.sorted { $0.grant.payload.id < $1.grant.payload.id }
  }

  private func verify(
    _ document: SignedDocument<Manifest>, owner: PublicIdentity, counter: Int
  ) async throws(RecordError) -> VerifiedDocument<Manifest> {
    let verified: VerifiedDocument<Manifest>
    do {
      verified = try await document.verified(by: owner)
    } catch {
      throw RecordError(.wrongOwner, at: "manifest")
    }
    if let manifest, manifest.payload.record != verified.payload.record {
      throw RecordError(.wrongRecord, at: "manifest")
    }
    guard verified.payload.version == (manifest?.payload.version ?? 0) + 1,
      verified.payload.previous == manifest?.hash
    else { throw RecordError(.conflict, at: "manifest") }
    guard verified.payload.counter > counter else {
      throw RecordError(.counterNotHigher, at: "manifest")
    }
    return verified
  }

  private func verify(
    _ commit: RecordCommit, manifest: VerifiedDocument<Manifest>, owner: PublicIdentity,
    gate: Identity
  ) async throws(RecordError) -> VerifiedDocument<Measures> {
    let document = try RecordCommit.openMeasures(commit.measures, with: gate)
    let measures: VerifiedDocument<Measures>
    do {
      measures = try await document.verified(by: owner)
    } catch {
      throw RecordError(.wrongOwner, at: "measures")
    }
    guard measures.hash == manifest.payload.measures,
      measures.payload.record == manifest.payload.record,
      measures.payload.version == manifest.payload.version,
      measures.payload.slots == manifest.payload.slots
    else { throw RecordError(.measuresDiffer, at: "measures") }
    return measures
  }

  private func merged(_ commit: RecordCommit) throws(RecordError) -> [ItemID: StoredItem] {
    var merged = items
    var last = removed
    for id in commit.removed {
      guard let gone = merged.removeValue(forKey: id) else {
        throw RecordError(.unknownItem, at: "removed")
      }
      last[id] = gone.version
    }
    for item in commit.items {
      if let version = last[item.item], item.version <= version {
        throw RecordError(.conflict, at: "item \(item.item)")
      }
      if let present = merged[item.item] {
        guard item.version >= present.version,
          item.version > present.version || item.ciphertext == present.ciphertext
        else { throw RecordError(.conflict, at: "item \(item.item)") }
      }
      merged[item.item] = item
    }
    return merged
  }

  private func checkSlots(of commit: RecordCommit) throws(RecordError) {
    guard let slots else { return }
    for (index, (old, new)) in zip(slots.slots, commit.slots.slots).enumerated() {
      guard old.blind == new.blind else {
        throw RecordError(.slotTableDiffers, at: "slot \(index)")
      }
      guard old.epoch <= new.epoch else {
        throw RecordError(.epochWentBack, at: "slot \(index)")
      }
    }
  }

  /// What a hub can check of measures: units exactly where there is something that weighs.
  ///
  /// Ties between members, and cards in `ties`, weigh nothing there, so that a compartment of facet
  /// `ties` may hold items without units.
  private func checkWeights(_ weights: MeasuredWeights) throws(RecordError) {
    guard let slots else { throw RecordError(.conflict, at: "manifest") }
    let filled = Set(items.values.flatMap { $0.wraps.map(\.blind) })
    let measured = Set(weights.compartments.map(\.compartment))
    for compartment in Compartment.all {
      let isFilled = filled.contains(slots[compartment].blind)
      guard isFilled || !measured.contains(compartment) else {
        throw RecordError(.measuresDiffer, at: "slot \(compartment.index)")
      }
      guard
        !isFilled || measured.contains(compartment) || compartment.facet == .ties
          || compartment == .emergency
      else { throw RecordError(.measuresDiffer, at: "slot \(compartment.index)") }
    }
    // A reserved item has no wrap but the owner's; without one nothing can weigh in the reserve.
    guard weights.reserve.isEmpty || items.values.contains(where: { $0.wraps.isEmpty }) else {
      throw RecordError(.measuresDiffer, at: "reserve")
    }
    for entry in weights.selectable {
      guard items[entry.item]?.wrap(for: slots[entry.compartment].blind) != nil else {
        throw RecordError(.measuresDiffer, at: "item \(entry.item)")
      }
    }
  }
}
