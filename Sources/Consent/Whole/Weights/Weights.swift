import Keys
package import PersonalNetwork

/// The exact weight of every item of a record.
///
/// Non-empty domains share a thousand million units equally; the carriers of a domain share its
/// units, the facets in which a carrier has items share the carrier's, the items share the facet's.
/// Every step rounds down, so that every device finds the same figures. Source:
/// docs/spec/measures.md.
package struct Weights: Hashable, Sendable {
  /// How many units the non-empty domains share.
  package static let whole = 1_000_000_000

  /// One item and what it weighs.
  package struct Entry: Hashable, Sendable {
    /// The item in its domain.
    package let item: WeighedItem
    /// What it weighs, in units.
    package let units: Int
  }

  /// Every item with its weight, in the order given.
  package let entries: [Entry]

  /// Weighs items; linear in their number.
  package init(_ items: [WeighedItem]) {
    struct Place: Hashable {
      let domain: LifeDomain
      let carrier: Carrier
    }
    struct Drawer: Hashable {
      let place: Place
      let facet: Facet
    }
    var carriers: [LifeDomain: Set<Carrier>] = [:]
    var facets: [Place: Set<Facet>] = [:]
    var counts: [Drawer: Int] = [:]
    for item in items {
      let place = Place(domain: item.domain, carrier: item.carrier)
      carriers[item.domain, default: []].insert(item.carrier)
      facets[place, default: []].insert(item.facet)
      counts[Drawer(place: place, facet: item.facet), default: 0] += 1
    }
    let domainUnits = carriers.isEmpty ? 0 : Self.whole / carriers.count
    entries = items.map { item in
      let place = Place(domain: item.domain, carrier: item.carrier)
      let carrierUnits = domainUnits / (carriers[item.domain]?.count ?? 1)
      let facetUnits = carrierUnits / (facets[place]?.count ?? 1)
      let units = facetUnits / (counts[Drawer(place: place, facet: item.facet)] ?? 1)
      return Entry(item: item, units: units)
    }
  }

  /// Weighs a record.
  package init(_ network: PersonalNetwork) {
    self.init(network.weighedItems)
  }

  /// What the hub may know of the weights, with the units of the given selected items.
  ///
  /// Selected items that are gone or in the reserve are left out.
  package func measured(selectable: some Sequence<SelectedItem>) -> MeasuredWeights {
    let selected = Set(selectable)
    var compartments: [Compartment: Int] = [:]
    var reserve: [LifeDomain: Int] = [:]
    var items: [SelectedItem: Int] = [:]
    for entry in entries {
      if entry.item.reserved {
        reserve[entry.item.domain, default: 0] += entry.units
        continue
      }
      compartments[entry.item.compartment, default: 0] += entry.units
      let selection = SelectedItem(item: entry.item.id, compartment: entry.item.compartment)
      if selected.contains(selection) { items[selection, default: 0] += entry.units }
    }
    return MeasuredWeights(
      compartments: compartments, reserve: reserve, selectable: items)
  }
}
