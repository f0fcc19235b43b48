package import Keys
package import PersonalNetwork

/// What the hub knows of a record's weights: enough for every figure, nothing of who is there.
///
/// INVARIANT: entries are sorted and unique; an entry stands for at least one item, so a compartment
/// without items has none; selectable items weigh no more than their compartment; each non-empty
/// domain weighs its equal part, short of what rounding down loses.
package struct MeasuredWeights: Hashable, Sendable {
  /// The units of one compartment.
  package struct CompartmentUnits: Hashable, Codable, Sendable {
    /// The compartment.
    package let compartment: Compartment
    /// The sum over its items.
    package let units: Int
  }

  /// The units of the reserve in one domain.
  package struct ReserveUnits: Hashable, Codable, Sendable {
    /// The domain.
    package let domain: LifeDomain
    /// The sum over its reserved items.
    package let units: Int
  }

  /// The units of one selectable item.
  package struct ItemUnits: Hashable, Codable, Sendable {
    /// The item's opaque identifier.
    package let item: ItemID
    /// The compartment in which it weighs.
    package let compartment: Compartment
    /// What it weighs.
    package let units: Int
  }

  /// The non-empty compartments, in order.
  package let compartments: [CompartmentUnits]
  /// The domains with something in the reserve, in order.
  package let reserve: [ReserveUnits]
  /// The items of any live or remembered selection, by item, then compartment.
  package let selectable: [ItemUnits]

  init(
    compartments: [Compartment: Int], reserve: [LifeDomain: Int], selectable: [SelectedItem: Int]
  ) {
    self.compartments =
      compartments.sorted { $0.key < $1.key }
      .map { CompartmentUnits(compartment: $0.key, units: $0.value) }
    self.reserve =
      reserve.sorted { $0.key < $1.key }.map { ReserveUnits(domain: $0.key, units: $0.value) }
    self.selectable =
      selectable.map {
        ItemUnits(item: $0.key.item, compartment: $0.key.compartment, units: $0.value)
      }
      .sorted { Self.precedes($0, $1) }
  }

  /// The weights of a record without any item.
  package static let empty = MeasuredWeights(compartments: [:], reserve: [:], selectable: [:])

  /// The weight of the whole record, the reserve included.
  package var total: Int {
    compartments.reduce(0) { $0 + $1.units } + reserve.reduce(0) { $0 + $1.units }
  }

  /// The domains with an item, the reserve included, in order.
  package var domains: [LifeDomain] {
    Set(compartments.compactMap(\.compartment.domain) + reserve.map(\.domain)).sorted()
  }

  private static func precedes(_ one: ItemUnits, _ other: ItemUnits) -> Bool {
    one.item == other.item ? one.compartment < other.compartment : one.item < other.item
  }
}

extension MeasuredWeights: Codable {
  private enum CodingKeys: String, CodingKey { case compartments, reserve, selectable }

  /// Decodes weights and refuses those that no record can have.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    compartments = try fields.decode([CompartmentUnits].self, forKey: .compartments)
    reserve = try fields.decode([ReserveUnits].self, forKey: .reserve)
    selectable = try fields.decode([ItemUnits].self, forKey: .selectable)
    try check()
  }

  /// How much of its equal part a domain may lose to rounding: one part in a thousand.
  static let roundingPart = 1000

  private func check() throws(ConsentError) {
    guard
      zip(compartments, compartments.dropFirst()).allSatisfy({ $0.compartment < $1.compartment }),
      zip(reserve, reserve.dropFirst()).allSatisfy({ $0.domain < $1.domain }),
      zip(selectable, selectable.dropFirst()).allSatisfy({ Self.precedes($0, $1) })
    else { throw ConsentError(.unsorted, at: "weights") }
    let units = compartments.map(\.units) + reserve.map(\.units) + selectable.map(\.units)
    guard units.allSatisfy({ (0...Weights.whole).contains($0) }) else {
      throw ConsentError(.outOfRange, at: "weights.units")
    }
    guard (compartments.map(\.units) + reserve.map(\.units)).allSatisfy({ $0 > 0 }) else {
      throw ConsentError(.outOfRange, at: "weights.units")
    }
    var left: [Compartment: Int] = [:]
    var domainUnits: [LifeDomain: Int] = [:]
    for entry in compartments {
      guard let domain = entry.compartment.domain else {
        throw ConsentError(.emergencyCompartment, at: "weights.compartments")
      }
      left[entry.compartment] = entry.units
      domainUnits[domain, default: 0] += entry.units
    }
    for entry in reserve { domainUnits[entry.domain, default: 0] += entry.units }
    for entry in selectable {
      guard let rest = left[entry.compartment], rest >= entry.units else {
        throw ConsentError(.contradiction, at: "weights.selectable")
      }
      left[entry.compartment] = rest - entry.units
    }
    guard !domainUnits.isEmpty else { return }
    let part = Weights.whole / domainUnits.count
    guard
      domainUnits.values.allSatisfy({ $0 <= part && $0 >= part - part / Self.roundingPart })
    else { throw ConsentError(.contradiction, at: "weights.compartments") }
  }
}
