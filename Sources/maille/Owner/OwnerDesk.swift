import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerDesk {
  /// Opens the owner's files that the options name.
  static func open(_ options: GlobalOptions) async throws -> OwnerDesk {
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .owner)
    return try open(ring: ring, home: options.home, folder: options.recordPath)
  }

  /// Makes the local file of a record that was just begun.
  static func create(
    _ record: OwnerRecord, ring: KeyRing, _ options: GlobalOptions
  ) throws -> OwnerDesk {
    try create(record, ring: ring, home: options.home, folder: options.recordPath)
  }

  /// The network as it is on this device.
  static func network(_ options: GlobalOptions) async throws -> PersonalNetwork {
    try await open(options).state.network()
  }

  /// Edits the network on this device; nothing is sent.
  static func edit<Result>(
    _ options: GlobalOptions, _ body: (inout PersonalNetwork) throws -> Result
  ) async throws -> Result {
    try await open(options).edit(body)
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
