package import Consent
import Foundation
package import Keys
import Record

extension OwnerDesk {
  /// The requests whose signatures hold; one that does not verify is not shown as somebody's.
  package func requests(_ hub: HubClient) async throws -> [ReceivedRequest] {
    let inbox = try await hub.requests(of: state.record)
    for received in inbox.requests {
      _ = try await received.viewerCard.verifiedCard()
      _ = try await received.request.verified(by: received.viewerCard.payload.identity)
      guard received.request.payload.record == state.record,
        received.request.payload.viewer == received.viewerCard.payload.identity
      else { throw RecordError(.wrongRecord, at: "request") }
    }
    return inbox.requests
  }

  /// The words that came with a request; nil where there are none, or none that open.
  package func note(of request: ReceivedRequest) -> String? {
    guard let note = request.request.payload.note,
      let opened = try? SealedFile.open(note, with: ring.identity),
      let text = try? Padding.unpad(opened)
    else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  /// Says no to a request; who asked reads only “not available”.
  package func decline(_ request: RequestID, _ hub: HubClient) async throws {
    _ = try await record.decline(request, at: Date())
    try save()
    try await flush(hub)
  }
}

extension [ReceivedRequest] {
  /// The request whose identifier begins with a text of at least four letters.
  package func find(_ text: String) throws(DeskError) -> ReceivedRequest {
    let found = filter { $0.request.payload.id.description.hasPrefix(text) }
    guard text.utf8.count >= 4, found.count == 1 else { throw .noSuchRequest }
    return found[0]
  }
}
