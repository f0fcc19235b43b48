package import Keys
package import PersonalNetwork

/// One item picked by hand for one grant, with the compartment in which it weighs.
///
/// A reserved item is in no compartment, so that no measures hold it as selectable and no
/// selection can name it and be accepted.
package struct SelectedItem: Hashable, Codable, Sendable {
  /// The item's opaque identifier.
  package let item: ItemID
  /// One of the item's compartments, by whose slot it is proved; never the emergency set.
  package let compartment: Compartment

  /// Names an item in one of its compartments.
  package init(item: ItemID, compartment: Compartment) {
    self.item = item
    self.compartment = compartment
  }
}
