import Foundation
import Keys

/// What this person knows of someone: their card, perhaps an affiliation, and whether it was compared.
struct BookEntry: Codable, Hashable {
  let card: SignedDocument<Card>
  var affiliation: SignedDocument<Affiliation>?
  /// Whether the two fingerprints were compared aloud.
  var compared: Bool

  var fingerprint: Fingerprint { card.signer }
}

/// The cards of people this person deals with; one file, written whole.
struct CardBook {
  private(set) var entries: [BookEntry]
  private let path: String

  init(_ home: Home) throws {
    path = (home.cards as NSString).appendingPathComponent("book.json")
    guard LocalFile.exists(path) else {
      entries = []
      return
    }
    do {
      entries = try CanonicalJSON.decode([BookEntry].self, from: try LocalFile.read(path))
    } catch {
      throw CommandFailure.local(
        say("the book of cards cannot be read", fr: "le carnet de cartes est illisible"),
        hint: say(
          "restore cards/book.json from a copy", fr: "restaurez cards/book.json d'une copie"))
    }
  }

  /// The entry of a fingerprint.
  subscript(fingerprint: Fingerprint) -> BookEntry? {
    entries.first { $0.fingerprint == fingerprint }
  }

  /// Adds or replaces an entry and writes the book; keeps what was known and is not given anew.
  mutating func put(_ entry: BookEntry) throws {
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
  func find(_ text: String) async throws -> BookEntry {
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
    throw CommandFailure.invalid(
      named.count > 1
        ? say("several cards have this name", fr: "plusieurs cartes portent ce nom")
        : say(
          "no card has this name, and no file", fr: "aucune carte ne porte ce nom, ni aucun fichier"
        ),
      hint: say("see 'maille card list'", fr: "voyez « maille card list »"))
  }
}

/// A card as it is handed over: the card, then perhaps an affiliation, one document a line.
enum CardFile {
  /// Reads and verifies a file; `-` is standard input.
  static func read(_ path: String) async throws -> BookEntry {
    let lines = try LocalFile.readText(path).split(whereSeparator: \.isNewline).map(String.init)
    guard let first = lines.first, lines.count <= 2 else {
      throw CommandFailure.invalid(
        say("this is not a card", fr: "ce n'est pas une carte"),
        hint: say(
          "make one with 'maille card show --out FILE'",
          fr: "faites-en une avec « maille card show --out FICHIER »"))
    }
    let card = try SignedDocument<Card>(compact: first)
    _ = try await card.verifiedCard()
    var affiliation: SignedDocument<Affiliation>?
    if lines.count == 2 {
      let document = try SignedDocument<Affiliation>(compact: lines[1])
      guard document.payload.viewer == card.signer else { throw DocumentError.wrongSigner }
      affiliation = document
    }
    return BookEntry(card: card, affiliation: affiliation, compared: false)
  }

  /// The text of a card file.
  static func text(_ card: SignedDocument<Card>, _ affiliation: SignedDocument<Affiliation>?)
    -> Data
  {
    Data(
      ([card.compact] + [affiliation?.compact].compactMap(\.self)).map { $0 + "\n" }.joined().utf8)
  }
}
