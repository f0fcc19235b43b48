package import Consent
import Foundation
package import Keys
package import PersonalNetwork
import Record

/// What a viewer asks of a person.
package struct Asking: Sendable {
  /// The one purpose.
  package let purpose: Purpose
  /// Why, as a code.
  package let reason: RequestReason
  /// For how many days.
  package let days: Int
  /// The compartments, sorted.
  package let compartments: [Compartment]
  /// Whether they ask to be the person's référent.
  package let referent: Bool
  /// A few words to the person; they need the person's card.
  package let note: String?

  /// Asks for compartments, for one purpose.
  package init(
    purpose: Purpose, reason: RequestReason, days: Int, compartments: [Compartment],
    referent: Bool, note: String?
  ) {
    self.purpose = purpose
    self.reason = reason
    self.days = days
    self.compartments = compartments
    self.referent = referent
    self.note = note
  }
}

/// A request that was made, and whether something is open since.
package struct AskedRequest: Sendable {
  /// Where it was sent.
  package let address: Address
  /// The request.
  package let request: AccessRequest
  /// Whether something of it is open; else it is not available, whatever the cause.
  package let isOpen: Bool
}

extension ViewerDesk {
  /// Signs a request, sends it and remembers it.
  package func ask(_ address: Address, _ asking: Asking) async throws -> RequestID {
    let payload = try AccessRequest(
      id: RequestID(), record: address.record, viewer: ring.identity.publicIdentity,
      authority: affiliation?.payload.authority, compartments: asking.compartments,
      purpose: asking.purpose, days: asking.days, referent: asking.referent,
      reason: asking.reason, note: try asking.note.map { try seal($0, to: address) },
      issuedAt: Date())
    let request = try await SignedDocument.sign(payload, with: ring.identity)
    try await withHub(of: address) { hub in _ = try await hub.ask(request) }
    var known = known(address)
    known.requests.append(request)
    state.note(known)
    try save()
    return payload.id
  }

  /// Whether words can be sealed to the person of an address: their card is in the book.
  package func knowsCard(of address: Address) throws -> Bool {
    try CardBook(home)[address.ownerFingerprint] != nil
  }

  private func seal(_ text: String, to address: Address) throws -> Data {
    guard let card = try CardBook(home)[address.ownerFingerprint]?.card else {
      throw DeskError.cardNeeded
    }
    return try SealedFile.seal(Padding.pad(Data(text.utf8)), to: [card.payload.identity])
  }

  /// What was asked, each with whether something is open since.
  package func asked() async throws -> [AskedRequest] {
    var asked: [AskedRequest] = []
    for record in state.records where !record.requests.isEmpty {
      let live = try await withHub(of: record.address) { hub in
        try await self.live(record.address, hub)
      }
      for request in record.requests.map(\.payload) {
        let isOpen = live.contains {
          $0.payload.purpose == request.purpose && $0.payload.issuedAt >= request.issuedAt
            && !Set($0.payload.compartments).isDisjoint(with: request.compartments)
        }
        asked.append(AskedRequest(address: record.address, request: request, isOpen: isOpen))
      }
    }
    return asked
  }
}
