import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// A request as its page shows it.
struct AskedRequest: Sendable {
  /// The request with who sent it.
  let received: ReceivedRequest
  /// The words that came with it.
  let note: String?
  /// The name of the service in the register; nil for one who acts alone.
  let service: String?
  /// Whether the two fingerprints were compared before.
  let compared: Bool
  /// Whether an access answers it already.
  let answered: Bool

  /// How the request stands, as a form carries it: an answer given elsewhere since then is told first.
  var standing: String { answered ? "answered" : received.declined ? "declined" : "open" }

  /// What is asked.
  var asked: AccessRequest { received.request.payload }
  /// The name on the card.
  var name: String { received.viewerCard.payload.name }
  /// The request's page.
  var place: Place { Place("asked", asked.id.description) }

  /// What a yes would be.
  func wanted(_ choice: AskedChoice) -> WantedGrant {
    WantedGrant(
      entry: BookEntry(
        card: received.viewerCard, affiliation: received.affiliation,
        compared: compared || choice.compared),
      compartments: choice.scope.compartments, items: choice.scope.items, purpose: asked.purpose,
      referent: asked.referent, notBefore: choice.start, notAfter: choice.end, request: asked.id,
      domains: Set(asked.compartments.compactMap(\.domain)), draft: choice.draft)
  }
}

extension AskedRequest {
  /// The field of every form that answers it.
  var standingField: HTML { Page.hidden("standing", standing) }
}

extension OwnerRoom {
  /// The requests as the hub has them now, newest first.
  func askedRequests() async throws -> [AskedRequest] {
    let book = try CardBook(desk.home)
    return try await desk.withHub { hub in
      try await desk.hear(hub)
      let requests = try await desk.requests(hub)
      note(waiting: requests, proposals: try await desk.proposals(hub).count)
      let register = hub.hub.register.payload
      return requests.reversed().map { received in
        AskedRequest(
          received: received, note: desk.note(of: received),
          service: received.request.payload.authority.map {
            register.authority($0)?.name ?? $0.description
          },
          compared: book[received.viewerCard.signer]?.compared ?? false,
          answered: isAnswered(received))
      }
    }
  }

  /// The request with an identifier; nil where there is none.
  func askedRequest(_ id: RequestID) async throws -> AskedRequest? {
    try await askedRequests().first { $0.asked.id == id }
  }
}
