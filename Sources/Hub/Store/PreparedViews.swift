import Consent
import Foundation
import GRDB
import Keys
import Record
import Synchronization

/// Remembers, within a bound, views as they were put together from a grant and a manifest.
///
/// A manifest commits to the versions, ciphertexts and wraps of what each slot holds, so that what
/// stands in a grant's compartments under it never changes. Nothing in a view opens for the hub;
/// shares are no part of it.
final class PreparedViews: Sendable {
  /// What a view is put together from; any other is put together anew.
  struct Source: Equatable, Sendable {
    let record: RecordID
    let row: GrantRow
    let manifest: SignedDocument<Manifest>
    let owner: SignedDocument<Card>
    let successions: [OwnerSuccession]
  }

  private struct Prepared: Sendable {
    let source: Source
    let view: PreparedView
  }

  /// Larger views are put together each time, in items.
  private static let bound = 64

  private let known = Mutex(BoundedCache<GrantID, Prepared>(capacity: 256))

  /// The view that came of this source, if it is known.
  func view(of source: Source) -> PreparedView? {
    known.withLock { $0[source.row.id] }.flatMap { $0.source == source ? $0.view : nil }
  }

  /// Remembers the view of so many items that came of a source.
  func remember(_ view: PreparedView, of source: Source, items: Int) {
    guard items <= Self.bound else { return }
    known.withLock { $0[source.row.id] = Prepared(source: source, view: view) }
  }

  /// Forgets a record that is erased.
  func forget(_ record: RecordID) {
    known.withLock { known in known.removeAll { _, view in view.source.record == record } }
  }
}

extension RecordBook {
  /// What is released under a grant of the snapshot, without the shares.
  ///
  /// Throws ``StateChanged`` where the record is no longer that of the snapshot, and ``RecordError``
  /// where the grant does not fit it.
  func view(
    of publication: GrantPublication, row: GrantRow, head: HeadRow, in snapshot: RecordSnapshot
  ) async throws -> PreparedView {
    let source = PreparedViews.Source(
      record: snapshot.record, row: row, manifest: head.manifest, owner: snapshot.file.owner,
      successions: snapshot.file.former)
    if let known = prepared.view(of: source) { return known }
    let items = try await items(of: snapshot, under: publication.grant.payload, head: head)
    let view = try PreparedView(
      ReleasedView(
        publication: publication, ownerCard: source.owner, successions: source.successions,
        manifest: head.manifest, table: head.slots, items: items, shares: []))
    prepared.remember(view, of: source, items: items.count)
    return view
  }

  /// The items in the compartments of a grant, selected items' compartments among them.
  ///
  /// Of the others no more is read than that they are elsewhere. Throws ``StateChanged`` where the
  /// record is no longer that of the snapshot.
  private func items(
    of snapshot: RecordSnapshot, under grant: Grant, head: HeadRow
  ) async throws -> [StoredItem] {
    if let share = RequestRoom.records {
      guard share.take(try await store.itemBytes(of: snapshot.record)) else {
        throw ProblemAnswer.busy
      }
    }
    let compartments = grant.compartments + grant.selection.map(\.compartment)
    let blinds = Set(compartments.map { head.slots[$0].blind })
    let marks = blinds.map { Data(Base64URL.encode($0).utf8) }
    return try await store.values.read { database in
      guard let reading = try store.open(snapshot.access, in: database, at: .distantPast),
        reading.sequence == snapshot.sequence
      else { throw StateChanged() }
      return try reading.rows(.item)
        .filter { row in marks.contains { Self.holds(row, $0) } }
        .map { try CanonicalJSON.read(StoredItem.self, from: $0) }
        .filter { item in item.wraps.contains { blinds.contains($0.blind) } }
    }
  }

  /// Forgets what is remembered of a record that is erased.
  func forget(_ record: RecordID) {
    decoded.forget(record)
    prepared.forget(record)
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
