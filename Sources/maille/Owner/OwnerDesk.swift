import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// An owner's key, local file and hub, as one command uses them.
final class OwnerDesk {
  let ring: KeyRing
  let home: Home
  private let store: SealedStore<OwnerState>
  /// The record; what is changed here is durable after ``save()``.
  var record: OwnerRecord
  /// What becomes of items that another device changed too.
  var choices: [NetworkItemID: MergeChoice] = [:]

  private init(
    ring: KeyRing, home: Home, store: SealedStore<OwnerState>, record: OwnerRecord
  ) {
    self.ring = ring
    self.home = home
    self.store = store
    self.record = record
  }

  var state: OwnerState { record.state }

  /// Opens the owner's files.
  static func open(_ options: GlobalOptions) async throws -> OwnerDesk {
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .owner)
    let store: SealedStore<OwnerState>
    do {
      store = try OwnerStore.open(in: URL(fileURLWithPath: options.recordPath), ring: ring)
    } catch  where error.place == "key file" {
      throw RecordError(.noLocalFile, at: OwnerStore.fileName)
    }
    return OwnerDesk(
      ring: ring, home: options.home, store: store,
      record: try OwnerRecord(ring: ring, state: store.state))
  }

  /// Makes the local file of a record that was just begun.
  static func create(
    _ record: OwnerRecord, ring: KeyRing, _ options: GlobalOptions
  ) throws -> OwnerDesk {
    let store = try OwnerStore.create(
      in: URL(fileURLWithPath: options.recordPath), ring: ring, state: record.state)
    return OwnerDesk(ring: ring, home: options.home, store: store, record: record)
  }

  /// Makes what was changed durable.
  func save() throws { try store.save(record.state) }

  /// The network as it is on this device.
  static func network(_ options: GlobalOptions) async throws -> PersonalNetwork {
    try await open(options).state.network()
  }

  /// Edits the network on this device; nothing is sent.
  static func edit<Result>(
    _ options: GlobalOptions, _ body: (inout PersonalNetwork) throws -> Result
  ) async throws -> Result {
    let desk = try await open(options)
    var network = try desk.state.network()
    let result = try body(&network)
    desk.record.take(network)
    try desk.save()
    return result
  }

  /// Says that an edit is on this device alone.
  static func remindToSync() {
    Printer.note(
      say(
        "kept on this device; 'maille sync' sends it to the hub",
        fr: "gardé sur cet appareil ; « maille sync » l'envoie au hub"))
  }

  /// Tells of an added item.
  static func tellAdded(_ item: NetworkItem, json: Bool) throws {
    if json { return try Printer.json(ItemPrinter.Row(item)) }
    Printer.line(say("Added \(item.id).", fr: "Ajouté : \(item.id)."))
    remindToSync()
  }

  /// Tells of a changed item.
  static func tellChanged(_ item: NetworkItem, json: Bool) throws {
    if json { return try Printer.json(ItemPrinter.Row(item)) }
    Printer.line(
      say(
        "Changed \(item.id), now version \(item.version).",
        fr: "Changé : \(item.id), version \(item.version)."))
    remindToSync()
  }

  /// The failure of an identifier that is of another kind than the command's.
  static func otherKind(_ word: String) -> CommandFailure {
    .invalid(
      say("this identifier is of another kind", fr: "cet identifiant est d'un autre genre"),
      hint: say("see 'maille \(word) list'", fr: "voyez « maille \(word) list »"))
  }
}
