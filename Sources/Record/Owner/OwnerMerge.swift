package import PersonalNetwork

/// Which version of an item stays, where two devices changed it since they last agreed.
package enum MergeChoice: String, CaseIterable, Sendable {
  /// This device's.
  case mine
  /// The other's, as the hub holds it.
  case theirs
  /// The other's in its place, and this device's beside it as an item of its own.
  case both
}

/// An item that this device and another changed, each in its own way.
package struct MergeConflict: Hashable, Sendable {
  /// The item.
  package let item: NetworkItemID
  /// What this device has; nil where it was removed here.
  package let mine: NetworkItem?
  /// What the hub has from another device; nil where it was removed there.
  package let theirs: NetworkItem?
}

/// This device's record laid over the one at the hub, since the version that both know.
///
/// What one side alone changed is taken. What both changed differently waits for a choice: no write
/// of either side is lost unseen. A member removed on one side and spoken of on the other is such a
/// conflict too, under the identifier of the card.
struct OwnerMerge {
  /// The versions of the items at the manifest that this device last agreed to.
  let base: [NetworkItemID: Int]
  let local: [NetworkItemID: NetworkItem]
  let remote: [NetworkItemID: NetworkItem]
  let choices: [NetworkItemID: MergeChoice]

  /// The items after the merge, and the conflicts that wait for a choice, by identifier.
  func run() throws(NetworkError) -> (items: [NetworkItem], conflicts: [MergeConflict]) {
    var merged = remote
    var conflicts: Set<NetworkItemID> = []
    for id in Set(base.keys).union(local.keys) where isChangedHere(id) {
      let (mine, theirs) = (local[id], remote[id])
      guard isChangedThere(id) else {
        merged[id] = mine
        continue
      }
      if mine?.content == theirs?.content, mine?.reserved == theirs?.reserved { continue }
      guard let choice = choices[id] else {
        conflicts.insert(id)
        continue
      }
      for item in try chosen(choice, mine: mine, theirs: theirs) { merged[item.id] = item }
      if choice == .mine, mine == nil { merged[id] = nil }
    }
    try restoreMembers(in: &merged, conflicts: &conflicts)
    return (
      Array(merged.values),
      conflicts.sorted().map { MergeConflict(item: $0, mine: local[$0], theirs: remote[$0]) }
    )
  }

  private func isChangedHere(_ id: NetworkItemID) -> Bool {
    guard let item = local[id] else { return base[id] != nil }
    return base[id].map { item.version > $0 } ?? true
  }

  private func isChangedThere(_ id: NetworkItemID) -> Bool { remote[id]?.version != base[id] }

  private func chosen(
    _ choice: MergeChoice, mine: NetworkItem?, theirs: NetworkItem?
  ) throws(NetworkError) -> [NetworkItem] {
    switch (choice, mine, theirs) {
    case (.mine, .some(let mine), .some(let theirs)):
      [try theirs.revised(content: mine.content, reserved: mine.reserved)]
    case (.both, .some(let mine), .some(let theirs)):
      [
        theirs,
        try NetworkItem(id: NetworkItemID(), content: mine.content, reserved: mine.reserved),
      ]
    case (.mine, .some(let mine), nil), (.both, .some(let mine), nil): [try mine.revised()]
    case (.theirs, _, .some(let theirs)), (.both, nil, .some(let theirs)): [theirs]
    case (.theirs, _, nil), (.mine, nil, _), (.both, nil, nil): []
    }
  }

  /// Settles what speaks of a member whose card the other side removed.
  private func restoreMembers(
    in merged: inout [NetworkItemID: NetworkItem], conflicts: inout Set<NetworkItemID>
  ) throws(NetworkError) {
    for item in Array(merged.values) {
      for card in ([item.carrier].compactMap(\.self) + item.content.names).map(\.card)
      where merged[card] == nil {
        guard let kept = local[card] ?? remote[card] else { continue }
        switch choices[card] {
        case nil: conflicts.insert(card)
        case .both: merged[card] = try kept.revised()
        case .mine where local[card] != nil, .theirs where remote[card] != nil:
          merged[card] = try kept.revised()
        case .mine, .theirs: merged[item.id] = nil
        }
      }
    }
  }
}
