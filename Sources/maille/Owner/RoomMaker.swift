import ArgumentParser
import Foundation
import HubClient
import Keys
import Page

/// Makes the room of the page that a person's key opens: the first time, and after each lock.
struct RoomMaker: Sendable {
  /// The sealed key file, as it was when the page began.
  let file: Data
  /// Where the person's files are.
  let home: Home
  /// The folder of an owner's record.
  let record: String
  /// The hub that an ethics officer reads; why there is none matters to them alone.
  let hub: Result<(HubEndpoint, Fingerprint?), any Error>

  /// Opens the key file again; nil where the passphrase is not the right one.
  func reopen(_ passphrase: String) async throws -> (any Room)? {
    guard let ring = try? await KeyFile.open(file, passphrase: passphrase) else { return nil }
    return try room(ring)
  }

  /// The room that the card's kind opens.
  func room(_ ring: KeyRing) throws -> any Room {
    switch ring.card.payload.kind {
    case .owner:
      let file = file
      return OwnerRoom(
        desk: try OwnerDesk.open(ring: ring, home: home, folder: record),
        opens: { (try? await KeyFile.open(file, passphrase: $0)) != nil })
    case .viewer, .helper:
      return ViewerRoom(desk: try ViewerDesk.open(ring: ring, home: home))
    case .auditor:
      let (endpoint, given) = try hub.get()
      return AuditorRoom(
        desk: AuditDesk(ring: ring, home: home, endpoint: endpoint, given: given))
    default:
      try KeyCabinet.require(ring, .owner, .viewer, .helper, .auditor)
      throw ExitCode.failure
    }
  }
}
