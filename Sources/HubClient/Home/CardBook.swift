import Foundation
package import Keys

/// What this person knows of someone: their card, perhaps an affiliation, and whether it was compared.
package struct BookEntry: Codable, Hashable, Sendable {
  /// Their card.
  package let card: SignedDocument<Card>
  /// The word of their service for them.
  package var affiliation: SignedDocument<Affiliation>?
  /// Whether the two fingerprints were compared aloud.
  package var compared: Bool

  /// Keeps what is known of a card.
  package init(
    card: SignedDocument<Card>, affiliation: SignedDocument<Affiliation>?, compared: Bool
  ) {
    self.card = card
    self.affiliation = affiliation
    self.compared = compared
  }

  /// Whose card it is.
  package var fingerprint: Fingerprint { card.signer }
}

/// The cards of people this person deals with; one file, written whole.
package struct CardBook: Sendable {
  /// Sorted by fingerprint.
  package private(set) var entries: [BookEntry]
  private let path: String

  /// Reads the book of a home; one that is not there is empty.
  package init(_ home: Home) throws(HomeError) {
    path = (home.cards as NSString).appendingPathComponent("book.json")
    guard LocalFile.exists(path) else {
      entries = []
      return
    }
    do {
      entries = try CanonicalJSON.decode([BookEntry].self, from: try LocalFile.read(path))
    } catch {
      throw .unreadableBook
    }
  }

  /// The entry of a fingerprint.
  package subscript(fingerprint: Fingerprint) -> BookEntry? {
    entries.first { $0.fingerprint == fingerprint }
  }

  /// Adds or replaces an entry and writes the book; keeps what was known and is not given anew.
  package mutating func put(_ entry: BookEntry) throws {
    var entry = entry
    if let known = self[entry.fingerprint] {
      entry.affiliation = entry.affiliation ?? known.affiliation
      entry.compared = entry.compared || known.compared
    }
    entries.removeAll { $0.fingerprint == entry.fingerprint }
    entries.append(entry)
    entries.sort { $0.fingerprint < $1.fingerprint }
    try LocalFile.makeFolder((path as NSString).deletingLastPathComponent)
    try LocalFile.write(try CanonicalJSON.encode(entries), to: path)
  }

  /// The entry that a text names: a card file's path, a name, or the beginning of a fingerprint.
  package func find(_ text: String) async throws -> BookEntry {
    let named = entries.filter {
      $0.card.payload.name.unicodeScalars.elementsEqual(text.unicodeScalars)
    }
    if named.count == 1 { return named[0] }
    if text.utf8.count >= 6 {
      let matching = entries.filter { $0.fingerprint.description.hasPrefix(text) }
      if matching.count == 1 { return matching[0] }
    }
    if named.isEmpty, LocalFile.exists(text) {
      var entry = try await CardFile.read(text)
      entry.compared = self[entry.fingerprint]?.compared ?? false
      entry.affiliation = entry.affiliation ?? self[entry.fingerprint]?.affiliation
      return entry
    }
    throw named.count > 1 ? HomeError.severalCards : HomeError.noCard
  }
}
