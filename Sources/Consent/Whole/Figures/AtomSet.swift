import Keys
import PersonalNetwork

/// A set of atoms of one record's weights.
struct AtomSet: Hashable {
  fileprivate(set) var words: [UInt64]

  fileprivate init(words: [UInt64]) { self.words = words }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  mutating func formUnion(_ other: AtomSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  func union(_ other: AtomSet) -> AtomSet {
    var result = self
    result.formUnion(other)
    return result
  }

  func isSubset(of other: AtomSet) -> Bool {
    zip(words, other.words).allSatisfy { $0 & ~$1 == 0 }
  }
}

/// The indivisible parts of a record's weights, so that the weight of a union is a plain sum.
///
/// An atom is a selectable item, the rest of a compartment, or the reserve of a domain.
struct Atoms {
  private let units: [Int]
  private let domains: [LifeDomain]
  private let byCompartment: [Compartment: [Int]]
  private let byItem: [SelectedItem: Int]

  /// The weight of everything.
  let total: Int
  /// How many domains have an item.
  let domainCount: Int

  init(_ weights: MeasuredWeights) {
    var units: [Int] = []
    var domains: [LifeDomain] = []
    var byCompartment: [Compartment: [Int]] = [:]
    var byItem: [SelectedItem: Int] = [:]
    var inItems: [Compartment: Int] = [:]
    for entry in weights.selectable {
      guard let domain = entry.compartment.domain else { continue }
      byItem[SelectedItem(item: entry.item, compartment: entry.compartment)] = units.count
      byCompartment[entry.compartment, default: []].append(units.count)
      inItems[entry.compartment, default: 0] += entry.units
      units.append(entry.units)
      domains.append(domain)
    }
    for entry in weights.compartments {
      guard let domain = entry.compartment.domain else { continue }
      let rest = entry.units - (inItems[entry.compartment] ?? 0)
      // A compartment made of selectable items alone has no rest, and so no atom for it.
      guard rest > 0 || inItems[entry.compartment] == nil else { continue }
      byCompartment[entry.compartment, default: []].append(units.count)
      units.append(rest)
      domains.append(domain)
    }
    for entry in weights.reserve {
      units.append(entry.units)
      domains.append(entry.domain)
    }
    self.units = units
    self.domains = domains
    self.byCompartment = byCompartment
    self.byItem = byItem
    total = units.reduce(0, +)
    domainCount = Set(domains).count
  }

  /// The set of nothing.
  var empty: AtomSet { AtomSet(words: Array(repeating: 0, count: (units.count + 63) / 64)) }

  /// What a scope opens.
  func set(_ scope: GrantedScope) -> AtomSet {
    var words = empty.words
    for compartment in scope.compartments {
      for atom in byCompartment[compartment] ?? [] { words[atom / 64] |= 1 << UInt64(atom % 64) }
    }
    for selected in scope.selection {
      if let atom = byItem[selected] { words[atom / 64] |= 1 << UInt64(atom % 64) }
    }
    return AtomSet(words: words)
  }

  /// What several scopes open together.
  func union(_ scopes: some Sequence<GrantedScope>) -> AtomSet {
    scopes.reduce(into: empty) { $0.formUnion(set($1)) }
  }

  /// The weight of a set.
  func weight(_ set: AtomSet) -> Int { gain(set, over: empty) }

  /// What a set adds to another.
  func gain(_ set: AtomSet, over covered: AtomSet) -> Int {
    var sum = 0
    for index in set.words.indices {
      var word = set.words[index] & ~covered.words[index]
      while word != 0 {
        sum += units[index * 64 + word.trailingZeroBitCount]
        word &= word - 1
      }
    }
    return sum
  }

  /// The domains with anything in a set.
  func domains(of set: AtomSet) -> Set<LifeDomain> { domains { contains(set, $0) } }

  /// The domains with anything outside a set, the reserve included.
  func domains(outside set: AtomSet) -> Set<LifeDomain> { domains { !contains(set, $0) } }

  private func domains(_ included: (Int) -> Bool) -> Set<LifeDomain> {
    Set(domains.indices.lazy.filter(included).map { domains[$0] })
  }

  private func contains(_ set: AtomSet, _ atom: Int) -> Bool {
    set.words[atom / 64] & (1 << UInt64(atom % 64)) != 0
  }

  /// A weight as a share of the whole in ten-thousandths, rounded up; 0 of a record without items.
  func shareRoundedUp(_ weight: Int) -> Int {
    total == 0 ? 0 : (weight * 10_000 + total - 1) / total
  }

  /// What a weight leaves of the whole in ten-thousandths, rounded down; all of an empty record.
  func remainderRoundedDown(_ weight: Int) -> Int {
    total == 0 ? 10_000 : (total - weight) * 10_000 / total
  }
}
