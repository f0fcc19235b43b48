package import PersonalNetwork

/// The present epoch of each of the 73 compartments, from 1.
package struct Epochs: Hashable, Codable, Sendable {
  private var values: [Int]

  /// Every compartment at its first epoch.
  package init() {
    values = Array(repeating: 1, count: Compartment.count)
  }

  /// The epoch of a compartment.
  package subscript(compartment: Compartment) -> Int { values[compartment.index] }

  /// Moves compartments to their next epoch.
  package mutating func advance(_ compartments: some Sequence<Compartment>) {
    for compartment in compartments { values[compartment.index] += 1 }
  }

  /// Takes the epochs of a table of slots.
  package init(_ table: SlotTable) {
    values = table.slots.map(\.epoch)
  }

  /// Decodes 73 epochs.
  package init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([Int].self)
    guard values.count == Compartment.count, values.allSatisfy({ $0 >= 1 }) else {
      throw RecordError(.malformed, at: "epochs")
    }
  }

  /// Encodes 73 epochs.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}
