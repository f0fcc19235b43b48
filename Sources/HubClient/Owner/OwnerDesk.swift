import Foundation
package import Keys
package import PersonalNetwork
package import Record

/// An owner's key, local file and hub, as the command line and the page use them.
///
/// It holds the local file: while there is one, no other process has it.
package final class OwnerDesk {
  /// The owner's keys.
  package let ring: KeyRing
  /// Where the owner's files are.
  package let home: Home
  private let store: SealedStore<OwnerState>
  /// The record; what is changed here is durable after ``save()``.
  package var record: OwnerRecord
  /// What becomes of items that another device changed too.
  package var choices: [NetworkItemID: MergeChoice] = [:]

  private init(
    ring: KeyRing, home: Home, store: SealedStore<OwnerState>, record: OwnerRecord
  ) {
    self.ring = ring
    self.home = home
    self.store = store
    self.record = record
  }

  /// What the device knows of the record.
  package var state: OwnerState { record.state }

  /// Opens the local file in a folder.
  package static func open(ring: KeyRing, home: Home, folder: String) throws -> OwnerDesk {
    let store: SealedStore<OwnerState>
    do {
      store = try OwnerStore.open(in: URL(fileURLWithPath: folder), ring: ring)
    } catch  where error.place == "key file" {
      throw RecordError(.noLocalFile, at: OwnerStore.fileName)
    }
    return OwnerDesk(
      ring: ring, home: home, store: store, record: try OwnerRecord(ring: ring, state: store.state))
  }

  /// Makes the local file of a record that was just begun.
  package static func create(
    _ record: OwnerRecord, ring: KeyRing, home: Home, folder: String
  ) throws -> OwnerDesk {
    let store = try OwnerStore.create(
      in: URL(fileURLWithPath: folder), ring: ring, state: record.state)
    return OwnerDesk(ring: ring, home: home, store: store, record: record)
  }

  /// Makes what was changed durable.
  package func save() throws { try store.save(record.state) }

  /// Edits the network on this device; nothing is sent.
  package func edit<Result>(_ body: (inout PersonalNetwork) throws -> Result) throws -> Result {
    var network = try state.network()
    let result = try body(&network)
    record.take(network)
    try save()
    return result
  }
}
