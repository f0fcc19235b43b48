/// A dictionary that never holds more than its capacity: the entry least recently used goes first.
///
/// Reading and writing are O(1), making room is O(capacity / 8), once for every capacity / 8
/// insertions.
package struct BoundedCache<Key: Hashable, Value> {
  fileprivate struct Slot {
    var value: Value
    var lastUse: UInt64
  }

  /// The most entries held at once.
  package let capacity: Int

  private var slots: [Key: Slot] = [:]
  private var uses: UInt64 = 0

  /// An empty cache; a capacity below 8 counts as 8.
  package init(capacity: Int) {
    self.capacity = max(8, capacity)
  }

  /// The number of entries held.
  package var count: Int { slots.count }

  /// The value of a key, which counts as a use of it.
  package subscript(key: Key) -> Value? {
    mutating get {
      uses += 1
      guard var slot = slots[key] else { return nil }
      slot.lastUse = uses
      slots[key] = slot
      return slot.value
    }
    set {
      uses += 1
      guard let newValue else {
        slots[key] = nil
        return
      }
      if slots[key] == nil, slots.count >= capacity { makeRoom() }
      slots[key] = Slot(value: newValue, lastUse: uses)
    }
  }

  /// Forgets every entry for which the answer is yes.
  package mutating func removeAll(where forget: (Key, Value) -> Bool) {
    slots = slots.filter { !forget($0.key, $0.value.value) }
  }

  private mutating func makeRoom() {
    let oldest = slots.map { ($0.value.lastUse, $0.key) }.sorted { $0.0 < $1.0 }
    for (_, key) in oldest.prefix(max(1, capacity / 8)) { slots[key] = nil }
  }
}

extension BoundedCache.Slot: Sendable where Key: Sendable, Value: Sendable {}
extension BoundedCache: Sendable where Key: Sendable, Value: Sendable {}
