import Consent
import Foundation
import GRDB
import Keys
import Record
import Synchronization

/// Remembers, within a bound, what stands in compartments under a manifest, as the owner sealed it.
///
/// A manifest commits to the versions, ciphertexts and wraps of what each slot holds, so that what is
/// remembered of it never changes; another state of the record has another manifest.
final class PlacedItems: Sendable {
  /// Compartments of one record at one state.
  struct Place: Hashable, Sendable {
    let record: RecordID
    let manifest: DocumentHash
    let blinds: Set<Data>
  }

  /// Larger views are read anew each time, in items.
  private static let bound = 64

  private let known = Mutex(BoundedCache<Place, [StoredItem]>(capacity: 256))

  /// The items in compartments, where they are known.
  func items(at place: Place) -> [StoredItem]? {
    known.withLock { $0[place] }
  }

  /// Remembers all items in compartments.
  func remember(_ items: [StoredItem], at place: Place) {
    guard items.count <= Self.bound else { return }
    known.withLock { $0[place] = items }
  }

  /// Forgets a record that is erased.
  func forget(_ record: RecordID) {
    known.withLock { known in known.removeAll { place, _ in place.record == record } }
  }
}

extension RecordBook {
  /// The items in the compartments of a grant, selected items' compartments among them.
  ///
  /// Of the others no more is read than that they are elsewhere. Throws ``StateChanged`` where the
  /// record is no longer that of the snapshot.
  func items(
    of snapshot: RecordSnapshot, under grant: Grant, head: HeadRow
  ) async throws -> [StoredItem] {
    let compartments = grant.compartments + grant.selection.map(\.compartment)
    let place = PlacedItems.Place(
      record: snapshot.record, manifest: head.manifest.hash,
      blinds: Set(compartments.map { head.slots[$0].blind }))
    if let known = placed.items(at: place) { return known }
    if let share = RequestRoom.records {
      guard share.take(try await store.itemBytes(of: snapshot.record)) else {
        throw ProblemAnswer.busy
      }
    }
    let marks = place.blinds.map { Data(Base64URL.encode($0).utf8) }
    let items: [StoredItem] = try await store.values.read { database in
      guard let reading = try store.open(snapshot.access, in: database, at: .distantPast),
        reading.sequence == snapshot.sequence
      else { throw StateChanged() }
      return try reading.rows(.item)
        .filter { row in marks.contains { Self.holds(row, $0) } }
        .map { try CanonicalJSON.read(StoredItem.self, from: $0) }
        .filter { item in item.wraps.contains { place.blinds.contains($0.blind) } }
    }
    placed.remember(items, at: place)
    return items
  }

  /// Forgets what is remembered of a record that is erased.
  func forget(_ record: RecordID) {
    decoded.forget(record)
    placed.forget(record)
  }

  /// Whether a row has a text in it; a row that lacks a blind identifier's is of no such compartment.
  private static func holds(_ row: Data, _ text: Data) -> Bool {
    let bytes = row.span
    let wanted = text.span
    var start = 0
    while start + wanted.count <= bytes.count {
      var matched = 0
      while matched < wanted.count, bytes[start + matched] == wanted[matched] { matched += 1 }
      if matched == wanted.count { return true }
      start += 1
    }
    return false
  }
}
