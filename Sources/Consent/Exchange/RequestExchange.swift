package import Foundation
package import Keys

/// The body of `POST .../requests`.
package struct PublishRequest: Hashable, Codable, Sendable {
  /// The request; the requester's card and affiliation come in the HTTP headers.
  package let request: SignedDocument<AccessRequest>

  /// Asks.
  package init(request: SignedDocument<AccessRequest>) { self.request = request }
}

/// One request in the owner's inbox.
package struct ReceivedRequest: Hashable, Codable, Sendable {
  /// The request, signed by the requester.
  package let request: SignedDocument<AccessRequest>
  /// The requester's card.
  package let viewerCard: SignedDocument<Card>
  /// The requester's affiliation at the time.
  package let affiliation: SignedDocument<Affiliation>?
  /// When the hub took it (UTC).
  package let receivedAt: Date
  /// Whether the owner declined it.
  package let declined: Bool
  /// The limits that the hub found it to break, told to the owner alone.
  package let refusals: [ProblemRefusal]
  /// The policies that refused, sorted.
  package let policies: [String]

  /// Describes a request that arrived.
  package init(
    request: SignedDocument<AccessRequest>, viewerCard: SignedDocument<Card>,
    affiliation: SignedDocument<Affiliation>?, receivedAt: Date, declined: Bool,
    refusals: [ProblemRefusal], policies: [String]
  ) {
    self.request = request
    self.viewerCard = viewerCard
    self.affiliation = affiliation
    self.receivedAt = receivedAt.wholeSeconds
    self.declined = declined
    self.refusals = refusals
    self.policies = policies
  }
}

/// The answer to `GET .../requests`.
package struct Inbox: Hashable, Codable, Sendable {
  /// The requests, oldest first.
  package let requests: [ReceivedRequest]
  /// Where the record's sequence stands.
  package let state: SignedDocument<RecordState>?

  /// Lists requests.
  package init(requests: [ReceivedRequest], state: SignedDocument<RecordState>?) {
    self.requests = requests
    self.state = state
  }
}
