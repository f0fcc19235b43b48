import Consent
import Keys
import PersonalNetwork

/// What of a request the owner keeps: whole parts, and single lines of the others.
struct KeptScope: Hashable, Sendable {
  /// The parts kept whole, sorted; what is added to them later is seen too.
  let compartments: [Compartment]
  /// The lines picked singly, sorted; none is in a whole part.
  let items: [NetworkItemID]

  /// Keeps what is given; sorts both.
  init(compartments: some Sequence<Compartment>, items: some Sequence<NetworkItemID>) {
    self.compartments = Set(compartments).sorted()
    self.items = Set(items).sorted()
  }

  /// Keeps what is left of what was asked once lines were taken away.
  ///
  /// A part stays whole where each of its lines is kept; one without a line stays where it was kept
  /// as such. What is kept of the other parts is picked singly.
  init(
    of asked: some Sequence<Compartment>, in network: PersonalNetwork, lines: Set<NetworkItemID>,
    parts: Set<Compartment>
  ) {
    let asked = Set(asked)
    var whole = asked
    var filled: Set<Compartment> = []
    var kept: [(id: NetworkItemID, places: Set<Compartment>)] = []
    for item in network.items {
      let places = asked.intersection(network.compartments(of: item))
      guard !places.isEmpty else { continue }
      filled.formUnion(places)
      if lines.contains(item.id) {
        kept.append((item.id, places))
      } else {
        whole.subtract(places)
      }
    }
    whole.subtract(asked.subtracting(filled).subtracting(parts))
    self.init(
      compartments: whole, items: kept.filter { $0.places.isDisjoint(with: whole) }.map(\.id))
  }

  /// Reads ``text``; nil where it names more than what was asked, or what is not there.
  init?(_ text: String, asked: [Compartment], in network: PersonalNetwork) {
    var compartments: [Compartment] = []
    var items: [NetworkItemID] = []
    for word in text.split(separator: ",").map(String.init) {
      if let compartment = Compartment(word), asked.contains(compartment) {
        compartments.append(compartment)
      } else if let id = NetworkItemID(word), let item = network[id],
        !Set(asked).isDisjoint(with: network.compartments(of: item))
      {
        items.append(id)
      } else {
        return nil
      }
    }
    self.init(compartments: compartments, items: items)
  }

  /// The scope as a field of a form holds it.
  var text: String {
    (compartments.map(\.description) + items.map(\.description)).joined(separator: ",")
  }

  /// Whether nothing is kept.
  var isEmpty: Bool { compartments.isEmpty && items.isEmpty }

  /// The lines that it opens, as they are now.
  func lines(in network: PersonalNetwork) -> [NetworkItem] {
    let (whole, picked) = (Set(compartments), Set(items))
    return network.items.filter {
      picked.contains($0.id) || !whole.isDisjoint(with: network.compartments(of: $0))
    }
  }
}
