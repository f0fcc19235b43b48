import Foundation
import Keys
import Synchronization

/// Remembers, within a bound, as what a row was read: the same bytes are not read twice.
///
/// Every row is still fetched and opened each time, so that a change or a damage is seen at once.
final class DecodedRows: Sendable {
  /// Where a row lies.
  struct Place: Hashable, Sendable {
    let record: RecordID
    /// The kind of row; nil for the record's state.
    let kind: RowKind?
    let name: Data
  }

  private struct Decoded: Sendable {
    let bytes: Data
    let value: any Sendable
  }

  private let known = Mutex(BoundedCache<Place, Decoded>(capacity: 768))

  /// What the bytes of a row say.
  func read<Value: Decodable & Sendable>(
    _ type: Value.Type, from bytes: Data, at place: Place
  ) throws(DocumentError) -> Value {
    if let row = known.withLock({ $0[place] }), row.bytes == bytes, let value = row.value as? Value
    {
      return value
    }
    let value = try CanonicalJSON.read(type, from: bytes)
    known.withLock { $0[place] = Decoded(bytes: bytes, value: value) }
    return value
  }

  /// Forgets a record that is erased.
  func forget(_ record: RecordID) {
    known.withLock { known in known.removeAll { place, _ in place.record == record } }
  }
}
