import Keys
import Synchronization

/// Remembers, within a bound, cards and affiliations whose signatures were verified.
///
/// Both are public, and only those of known keys are remembered. Whether an affiliation is still in
/// force, and by a key that the register still names, is checked at every request.
final class VerifiedCredentials: Sendable {
  private struct Caches {
    var cards = BoundedCache<String, VerifiedDocument<Card>>(capacity: 1024)
    var affiliations = BoundedCache<DocumentHash, VerifiedDocument<Affiliation>>(capacity: 1024)
  }

  private let caches = Mutex(Caches())

  /// The card that this very text is, if it was verified before.
  func card(_ compact: String) -> VerifiedDocument<Card>? {
    // Texts that only look alike are equal as strings, and differ here.
    caches.withLock { $0.cards[compact] }
      .flatMap { $0.document.compact.utf8.elementsEqual(compact.utf8) ? $0 : nil }
  }

  /// The same affiliation, signature included, if it was verified before.
  func affiliation(
    _ document: SignedDocument<Affiliation>
  ) -> VerifiedDocument<Affiliation>? {
    caches.withLock { $0.affiliations[document.hash] }
      .flatMap { $0.document == document ? $0 : nil }
  }

  /// Remembers what a request of a known key brought.
  func remember(
    _ card: VerifiedDocument<Card>, _ affiliation: VerifiedDocument<Affiliation>?
  ) {
    caches.withLock { caches in
      caches.cards[card.document.compact] = card
      if let affiliation { caches.affiliations[affiliation.hash] = affiliation }
    }
  }
}
