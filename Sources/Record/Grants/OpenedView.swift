package import Consent
import Foundation
package import Keys
package import PersonalNetwork

/// One item that a viewer may read, with why.
package struct OpenedItem: Hashable, Sendable {
  /// The item.
  package let item: NetworkItem
  /// The granted compartments that hold it, sorted; for a selected item the one it was picked in.
  package let compartments: [Compartment]
  /// Whether it was picked one by one.
  package let selected: Bool
}

/// What a viewer reads under a grant, after everything was verified.
package struct OpenedView: Hashable, Sendable {
  /// The owner's card.
  package let owner: VerifiedDocument<Card>
  /// How the owner's key came to be the present one; nil where it never changed.
  package let successions: [OwnerSuccession]?
  /// The grant.
  package let grant: VerifiedDocument<Grant>
  /// The manifest that commits to every item.
  package let manifest: VerifiedDocument<Manifest>
  /// The items, sorted by identifier.
  package let items: [OpenedItem]

  /// The selected items that did not come: the owner removed or reserved them, or the hub holds
  /// them back, which no proof tells apart.
  package var missing: [SelectedItem] {
    let present = Set(items.map { ItemID($0.item.id) })
    return grant.payload.selection.filter { !present.contains($0.item) }
  }

  /// What the viewer should remember, so that a later rollback shows.
  package var head: SeenHead {
    SeenHead(version: manifest.payload.version, hash: manifest.hash)
  }
}
