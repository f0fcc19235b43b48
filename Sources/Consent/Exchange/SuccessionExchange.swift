package import Foundation
package import Keys

/// The body of `POST .../successions`: announces the next owner's key.
package struct PublishSuccession: Hashable, Codable, Sendable {
  /// The succession; the request is signed by the same recovery key.
  package let succession: SignedDocument<Succession>

  /// Announces a succession.
  package init(succession: SignedDocument<Succession>) { self.succession = succession }
}

/// The body of `POST .../successions/cancellations`.
package struct PublishCancellation: Hashable, Codable, Sendable {
  /// The present owner's word.
  package let cancellation: SignedDocument<SuccessionCancellation>

  /// Cancels a succession.
  package init(cancellation: SignedDocument<SuccessionCancellation>) {
    self.cancellation = cancellation
  }
}

/// A succession that waits at the hub, as the owner is told of it.
package struct PendingSuccession: Hashable, Codable, Sendable {
  /// The succession.
  package let succession: SignedDocument<Succession>
  /// When the hub announced it (UTC).
  package let announcedAt: Date

  /// Describes a succession that waits.
  package init(succession: SignedDocument<Succession>, announcedAt: Date) {
    self.succession = succession
    self.announcedAt = announcedAt.wholeSeconds
  }

  /// When it will be in force (UTC).
  package var inForceAt: Date { announcedAt.addingTimeInterval(Succession.delay) }
}
