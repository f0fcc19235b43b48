package import Foundation
package import Keys

/// A card as it is handed over: the card, then perhaps an affiliation, one document a line.
package enum CardFile {
  /// Reads and verifies a file; `-` is standard input.
  package static func read(_ path: String) async throws -> BookEntry {
    let lines = try LocalFile.readText(path).split(whereSeparator: \.isNewline).map(String.init)
    guard let first = lines.first, lines.count <= 2 else {
      throw HomeError.notACard
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
  package static func text(
    _ card: SignedDocument<Card>, _ affiliation: SignedDocument<Affiliation>?
  )
    -> Data
  {
    Data(
      ([card.compact] + [affiliation?.compact].compactMap(\.self)).map { $0 + "\n" }.joined().utf8)
  }
}
