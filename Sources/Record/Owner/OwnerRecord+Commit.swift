import Consent
package import Foundation
import Keys
import PersonalNetwork

extension OwnerRecord {
  /// Brings what the hub will hold up to what the device holds, and leaves one commit in the outbox.
  ///
  /// Compartments whose key a former viewer has move to a new epoch first; then every item is
  /// wrapped for the compartments where it belongs now, and the standing grants are sealed again.
  /// Returns nil, and changes nothing, where there is nothing to write. All of it is one
  /// publication, so that a break leaves either the old record or the new one. Throws
  /// ``RecordError/Code/alreadyDone`` while a commit or a grant waits for the hub.
  package mutating func commit(at time: Date) async throws(RecordError) -> RecordCommit? {
    guard let hub = state.hub else { throw RecordError(.wrongHub, at: "hub") }
    guard !hasPendingCommit, !hasPendingGrant else {
      throw RecordError(.alreadyDone, at: "outbox")
    }
    let plan = try CommitPlan(state: state, keys: keys, at: time)
    guard plan.changesAnything else { return nil }
    var next = self
    let counter = state.counter + 1
    let version = plan.version
    let table = try SlotTable(
      version: version, items: plan.stored.values, epochs: plan.epochs, keys: keys)
    let measures = try await next.signMeasures(plan.weights, table: table, version, time)
    let manifest: SignedDocument<Manifest>
    do {
      manifest = try await SignedDocument.sign(
        Manifest(
          record: state.record, version: version, counter: counter, previous: state.manifest?.hash,
          measures: measures.hash, slots: table.root, issuedAt: time), with: identity)
    } catch {
      throw RecordError(.cannotSeal, at: "manifest")
    }
    let reseals = try plan.reseals(state.standingGrants(at: time), keys: keys)
    let commit = try RecordCommit(
      manifest: manifest, slots: table,
      measures: RecordCommit.seal(measures, to: hub.description.gates), items: plan.changed,
      removed: plan.removed, reseals: reseals)
    next.state.beforeCommit = CommittedState(state)
    next.state.counter = counter
    next.state.items = plan.items
    next.state.stored = plan.stored.values.sorted { $0.item < $1.item }
    next.state.epochs = plan.epochs
    next.state.manifest = manifest
    next.state.measures = measures
    try next.apply(reseals)
    next.state.outbox.append(.commit(commit))
    self = next
    return commit
  }

  /// Whether there is something to write before a grant can be signed.
  package func needsCommit(at time: Date) throws(RecordError) -> Bool {
    try CommitPlan(state: state, keys: keys, at: time).changesAnything
  }

  /// Whether a commit waits for the hub.
  package var hasPendingCommit: Bool {
    state.outbox.contains { publication in
      if case .commit = publication { true } else { false }
    }
  }

  private var hasPendingGrant: Bool {
    state.outbox.contains { publication in
      if case .grant = publication { true } else { false }
    }
  }

  private func signMeasures(
    _ weights: MeasuredWeights, table: SlotTable, _ version: Int, _ time: Date
  ) async throws(RecordError) -> SignedDocument<Measures> {
    do {
      return try await SignedDocument.sign(
        Measures(
          record: state.record, version: version, slots: table.root, weights: weights,
          limits: state.limits(at: time), attestationRequired: state.attestationRequired,
          issuedAt: time),
        with: identity)
    } catch {
      throw RecordError(.cannotSeal, at: "measures")
    }
  }

  private mutating func apply(_ reseals: [Reseal]) throws(RecordError) {
    for reseal in reseals {
      guard
        let index = state.grants.firstIndex(where: {
          $0.publication.grant.payload.id == reseal.grant
        })
      else { throw RecordError(.unknownGrant, at: "reseals") }
      let grant = state.grants[index]
      do {
        state.grants[index] = PublishedGrant(
          publication: try grant.publication.resealed(
            packets: reseal.packets, selection: reseal.selection), endedAt: grant.endedAt,
          end: grant.end)
      } catch {
        throw RecordError(.packetDiffers, at: "reseals")
      }
    }
  }
}

/// What a commit will write, worked out before anything is signed.
struct CommitPlan {
  /// The network's items, some with a new version.
  private(set) var items: [NetworkItem]
  /// All items as they will lie at the hub.
  private(set) var stored: [ItemID: StoredItem]
  /// Those of them that are new or changed, sorted.
  let changed: [StoredItem]
  /// The items that go, sorted.
  let removed: [ItemID]
  /// The epochs after stale compartments moved.
  let epochs: Epochs
  /// The weights that the measures will hold.
  let weights: MeasuredWeights
  /// The manifest's version.
  let version: Int
  /// Whether there is anything to write.
  let changesAnything: Bool

  /// Works out what has to change from the newest manifest to the state at a time.
  init(state: OwnerState, keys: RecordKeys, at time: Date) throws(RecordError) {
    let network = try state.network()
    let stale = Self.stale(state, keys: keys, at: time)
    var epochs = state.epochs
    epochs.advance(stale)
    let before = Dictionary(state.stored.map { ($0.item, $0) }) { _, last in last }
    let sealer = ItemSealer(keys: keys)
    var items: [NetworkItem] = []
    var stored: [ItemID: StoredItem] = [:]
    var changed: [StoredItem] = []
    for item in network.items {
      let (next, sealed) = try Self.seal(
        item, compartments: network.compartments(of: item), before: before[ItemID(item.id)],
        sealer: sealer, keys: keys, epochs: epochs)
      items.append(next)
      stored[sealed.item] = sealed
      if before[sealed.item] != sealed { changed.append(sealed) }
    }
    self.items = items
    self.stored = stored
    self.changed = changed.sorted { $0.item < $1.item }
    removed = before.keys.filter { stored[$0] == nil }.sorted()
    self.epochs = epochs
    let drafted = state.drafts.flatMap(\.sheet.draft.terms.selection)
    weights = Weights(network).measured(
      selectable: state.ledger.rememberedSelection(at: time).union(drafted))
    version = (state.manifest?.payload.version ?? 0) + 1
    let measures = state.measures?.payload
    changesAnything =
      !changed.isEmpty || !removed.isEmpty || !stale.isEmpty || state.manifest == nil
      || measures?.weights != weights || measures?.limits != state.limits(at: time)
      || measures?.attestationRequired != state.attestationRequired
  }

  /// The compartments whose present key an ended grant gave away.
  static func stale(_ state: OwnerState, keys: RecordKeys, at time: Date) -> [Compartment] {
    let ended = state.grants.filter { $0.isEnded(at: time) }.map(\.publication)
    let given = StaleEpochs.given(by: ended)
    return Compartment.all.filter { compartment in
      given[keys.blind(compartment)].map { $0 >= state.epochs[compartment] } ?? false
    }
  }

  /// The standing grants whose packets or selected keys no longer fit, sealed anew.
  func reseals(
    _ grants: [PublishedGrant], keys: RecordKeys
  ) throws(RecordError) -> [Reseal] {
    let sealer = GrantSealer(keys: keys)
    var reseals: [Reseal] = []
    for publication in grants.map(\.publication) {
      let grant = publication.grant
      let present = grant.payload.compartments.allSatisfy { compartment in
        publication.packets.contains {
          $0.blind == keys.blind(compartment) && $0.epoch == epochs[compartment]
        }
      }
      let selectable = grant.payload.selection.filter { selected in
        stored[selected.item]?.wrap(for: keys.blind(selected.compartment)) != nil
      }
      let fits =
        publication.selection.map(\.item) == selectable.map(\.item)
        && publication.selection.allSatisfy { stored[$0.item]?.version == $0.version }
      guard !present || !fits else { continue }
      reseals.append(
        Reseal(
          grant: grant.payload.id, packets: try sealer.packets(of: grant, epochs: epochs),
          selection: try sealer.selection(of: grant, items: stored)))
    }
    return reseals.sorted { $0.grant < $1.grant }
  }

  /// One item as it will lie at the hub.
  ///
  /// An item that leaves a compartment gets a new version under a fresh key, so that nobody who was
  /// let into that compartment has a key of what lies there now.
  private static func seal(
    _ item: NetworkItem, compartments: [Compartment], before: StoredItem?, sealer: ItemSealer,
    keys: RecordKeys, epochs: Epochs
  ) throws(RecordError) -> (NetworkItem, StoredItem) {
    guard let before else {
      return (item, try sealer.seal(item, compartments: compartments, epochs: epochs))
    }
    let blinds = Set(compartments.map { keys.blind($0) })
    let leaves = before.wraps.contains { !blinds.contains($0.blind) }
    guard before.version == item.version, !leaves else {
      let next: NetworkItem
      do {
        next = item.version > before.version ? item : try item.revised()
      } catch {
        throw RecordError(.malformed, at: error.place)
      }
      return (next, try sealer.seal(next, compartments: compartments, epochs: epochs))
    }
    return (item, try sealer.rewrap(before, compartments: compartments, epochs: epochs))
  }
}
